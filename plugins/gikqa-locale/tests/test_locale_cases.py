"""The cases of `specs/LOC*.md` are run, and what stands beside them is complete."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from gikqa.rule_texts import described, read_rule_text, rule_codes
from gikqa.testing import rule_cases, run_cases
from gikqa_locale import SPECS, gikqa_rules

RULES = {rule.code: rule for rule in gikqa_rules()}
HAN = re.compile(r"[\u4e00-\u9fff]")
CASES = list(rule_cases(SPECS))
each_rule = pytest.mark.parametrize("code", RULES)


def cases_of(code):
    return [case for case in CASES if case.code == code]


@each_rule
def test_the_worked_cases_of_a_rule_give_their_findings_and_no_others(code):
    runs = run_cases(cases_of(code), lang="en", jobs=1)
    assert {run.case.say: run.found for run in runs} == {
        run.case.say: run.case.finds for run in runs
    }
    for run in runs:
        for row in run.rows:
            assert not re.search(r"[{}]", row["message"])
            if row["start"] is not None:
                assert run.case.report["text"][row["start"] : row["end"]] == row["quote"]


@each_rule
def test_a_rule_has_as_many_silent_cases_as_found_ones(code):
    silent = Counter(not case.finds for case in cases_of(code))
    assert silent[True] >= silent[False] > 0


@each_rule
def test_no_two_cases_of_a_rule_have_one_name(code):
    names = Counter(case.say for case in cases_of(code))
    assert [name for name, times in names.items() if times > 1] == []


@each_rule
def test_the_front_matter_of_a_rule_is_complete(code):
    front = read_rule_text(SPECS / f"{code}.md")[0]
    keys = ["code", "name", "severity", "confidence", "editions", "source", "trial", "zh", "en"]
    assert list(front) == keys
    assert front["code"] == described(SPECS, code)["code"] == code
    for lang in ("zh", "en"):
        assert list(front[lang]) == ["title", "message", "why", "mend"]
        for text in front[lang].values():
            han = len(HAN.findall(text))
            assert han > 0 if lang == "zh" else han == 0
    placeholders = [set(re.findall(r"\{(\w+)\}", front[lang]["message"])) for lang in ("zh", "en")]
    assert placeholders[0] == placeholders[1] != set()


def test_every_text_belongs_to_a_rule_with_a_function():
    assert rule_codes(SPECS) == tuple(RULES)
    assert [code for code, rule in RULES.items() if rule.whole is None] == []

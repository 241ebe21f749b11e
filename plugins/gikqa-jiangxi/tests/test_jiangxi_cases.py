"""The worked cases of the rules give what they say, and the texts are complete."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from gikqa.rule_texts import read_rule_text, rule_codes
from gikqa.testing import rule_cases, run_cases
from gikqa_jiangxi import SPECS, gikqa_rules

RULES = {rule.code: rule for rule in gikqa_rules()}
CASES = list(rule_cases(SPECS))
each_rule = pytest.mark.parametrize("code", RULES)


@each_rule
def test_the_worked_cases_of_a_rule_give_their_findings_and_no_others(code):
    runs = run_cases([case for case in CASES if case.code == code], lang="en", jobs=1)
    assert {run.case.say: run.found for run in runs} == {
        run.case.say: run.case.finds for run in runs
    }
    for row in (row for run in runs for row in run.rows):
        assert not re.search(r"[{}]", row["message"])


@each_rule
def test_a_rule_has_as_many_silent_cases_as_found_ones(code):
    silent = Counter(not case.finds for case in CASES if case.code == code)
    assert silent[True] >= silent[False] > 0


@each_rule
def test_the_message_of_a_rule_has_the_same_values_in_both_languages(code):
    front = read_rule_text(SPECS / f"{code}.md")[0]
    values = [set(re.findall(r"\{(\w+)\}", front[lang]["message"])) for lang in ("zh", "en")]
    assert values[0] >= values[1] != set()


def test_every_text_belongs_to_a_rule_with_a_function():
    assert rule_codes(SPECS) == tuple(RULES)
    assert [code for code, rule in RULES.items() if rule.whole is None] == []

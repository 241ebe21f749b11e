"""The cases of `specs/US*.md` are run, and what stands beside them is complete."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from gikqa.editions import load_edition
from gikqa.rule_texts import described, read_rule_text, rule_codes
from gikqa.testing import rule_cases, run_cases
from gikqa_foia_us import EDITION, SPECS, gikqa_rules

RULES = {rule.code: rule for rule in gikqa_rules()}
FORM = load_edition(EDITION)
HAN = re.compile(r"[\u4e00-\u9fff]")
CASES = list(rule_cases(SPECS, [FORM]))
each_rule = pytest.mark.parametrize("code", RULES)


def cases_of(code):
    return [case for case in CASES if case.code == code]


@each_rule
def test_the_worked_cases_of_a_rule_give_their_findings_and_no_others(code):
    for lang in ("en", "zh"):
        runs = run_cases(cases_of(code), lang=lang, jobs=1)
        assert {run.case.say: run.found for run in runs} == {
            run.case.say: run.case.finds for run in runs
        }
        assert not [row for run in runs for row in run.rows if re.search("[{}]", row["message"])]


@each_rule
def test_a_rule_is_silent_and_speaks_in_its_cases(code):
    assert {bool(case.finds) for case in cases_of(code)} == {False, True}


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
    assert front["editions"] == [FORM.key]
    for lang in ("zh", "en"):
        assert list(front[lang]) == ["title", "message", "why", "mend"]
        for text in front[lang].values():
            han = len(HAN.findall(text))
            assert han > 0 if lang == "zh" else han == 0


def test_a_rule_without_a_function_has_an_identity_or_a_table_of_the_form():
    of_form = {identity.rule for identity in FORM.identities}
    of_form |= {table.domain_rule for table in FORM.tables}
    assert {code for code, rule in RULES.items() if rule.whole is None} == of_form
    assert rule_codes(SPECS) == tuple(RULES)


def test_what_no_source_says_is_no_error():
    """README.md lists these facts as not verified."""
    unverified = ("US305", "US402", "US601", "US602", "US604", "US704")
    severities = {code: str(RULES[code].severity) for code in unverified}
    assert severities == dict.fromkeys(unverified, "warning")

"""The worked cases of the rules give what they say."""

from __future__ import annotations

from gikqa.testing import rule_cases, run_cases
from gikqa_example import SPECS, gikqa_rules

CASES = list(rule_cases(SPECS))


def test_every_rule_has_a_silent_case_and_one_with_a_finding():
    codes = {rule.code for rule in gikqa_rules()}
    assert {case.code for case in CASES if not case.finds} == codes
    assert {case.code for case in CASES if case.finds} == codes


def test_the_worked_cases_give_their_findings_and_no_others():
    runs = run_cases(CASES, jobs=1)
    assert [(run.case.say, run.found) for run in runs] == [
        (run.case.say, run.case.finds) for run in runs
    ]

"""A rule that goes wrong while it runs fails on its reports and stops nothing else."""

from __future__ import annotations

import pytest

import gikqa
from gikqa import Failure, Finding, Reader
from gikqa.testing import export_table
from three_reports import ROWS


@pytest.fixture
def judge_with(load, plugin, made_rule):
    """Judge three reports (q, p, p) with a bad rule, a good one, and one of ours."""

    def judge_with(check):
        rules = [made_rule("XA101", check=check), made_rule("XA102")]
        plugins = load(plugin(rules=rules), version="5.5")
        chosen = ["XA", "GIK303"]
        alone = gikqa.lint(export_table(ROWS), select=["XA102", "GIK303"], plugins=plugins)
        result = gikqa.lint(export_table(ROWS), select=chosen, plugins=plugins)
        rest = [row for row in result.findings.to_pylist() if row["rule"] != "XA101"]
        assert rest == alone.findings.to_pylist(), "the other rules are not touched"
        for rule, statuses in result.statuses().items():
            assert sum(statuses.values()) == len(ROWS), rule
        return result

    return judge_with


def raise_at_once(report):
    raise ZeroDivisionError("at once")


def raise_on_one(report):
    if report.publisher == "q":
        raise ValueError("not this one")
    yield Finding(observed="fine")


def raise_half_way(report):
    yield Finding(observed="fine")
    raise ValueError("half way")


def leave(report):
    raise SystemExit(0)


def give_nothing(report):
    return None


def give_a_finding(report):
    return Finding(observed="without yield")


def give_a_verdict(report):
    return True


def give_a_text(report):
    yield "a text"


def leave_a_gap(report):
    yield Finding(params={"other": "the message has no such gap"})


NO_GENERATOR = "a rule is a generator of findings: use `yield`; it returned"


def read_what_was_not_declared(report):
    yield Finding(observed=str(report.cell("requests.granted.total")))


@pytest.mark.parametrize(
    ("check", "problem", "statuses"),
    [
        (raise_at_once, "ZeroDivisionError: at once (3×)", {"failed": 3}),
        (raise_on_one, "ValueError: not this one (1×)", {"violated": 2, "failed": 1}),
        (raise_half_way, "ValueError: half way (3×)", {"failed": 3}),
        (leave, "SystemExit: 0 (3×)", {"failed": 3}),
        (give_nothing, f"TypeError: {NO_GENERATOR} NoneType (3×)", {"failed": 3}),
        (give_a_finding, f"TypeError: {NO_GENERATOR} Finding (3×)", {"failed": 3}),
        (give_a_verdict, f"TypeError: {NO_GENERATOR} bool (3×)", {"failed": 3}),
        (
            leave_a_gap,
            "ValueError: the message of the rule has a gap {observed}, and the finding leaves it "
            "out (3×)",
            {"failed": 3},
        ),
        (
            give_a_text,
            "TypeError: a rule has to yield Finding, not str (3×)",
            {"failed": 3},
        ),
        (
            read_what_was_not_declared,
            "KeyError: \"XA101 did not declare the column 'requests.granted.total'\" (3×)",
            {"failed": 3},
        ),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_rule_that_goes_wrong_fails_on_its_reports_and_stops_nothing(
    judge_with, check, problem, statuses
):
    result = judge_with(check)
    assert result.failures == (Failure("gikqa-x", "5.5", "rule XA101", problem),)
    assert result.statuses()["XA101"] == statuses


def test_an_interrupt_is_no_failure_of_a_rule(load, plugin, made_rule, interruptible):
    def interrupt(report):
        raise KeyboardInterrupt

    plugins = load(plugin(rules=[made_rule(check=interrupt)]))
    with pytest.raises(KeyboardInterrupt):
        gikqa.lint(export_table(ROWS), select=["XA101"], plugins=plugins)


def test_readers_that_are_no_readers_never_reach_extract(load, plugin):
    reader = Reader("mine", (".rep",), lambda path: {})
    plugins = load(plugin((), readers=[reader, len]))
    assert plugins.readers == [reader]

"""Many narratives are judged by processes of their own, and nobody can tell but by the clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

import gikqa
from gikqa._engine import apart, feed, run
from gikqa._engine.apart import Processes
from gikqa._engine.door import Defects
from gikqa._engine.findings import Origin
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout
from gikqa._plugins import load_plugins
from gikqa.errors import PluginError
from gikqa.testing import export_table

NOISY = """
import sys
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)


def check(report):
    print("what a rule prints")
    if report.report_id.endswith("3"):
        raise ZeroDivisionError("the rule divides by zero")
    if report.report_id.endswith("4"):
        raise gikqa.Undetermined
    yield gikqa.Finding(section=1, observed=report.section(1).text)


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "规则", "en": "rule"}
    return [
        gikqa.Rule(
            code="XA101", name="noisy", severity=gikqa.Severity.ERROR, source="none",
            title=words, message=words, check=check, needs=("sections",),
        )
    ]
"""

ANNOUNCING = """
import importlib
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "规则", "en": "rule"}
    return [
        gikqa.Rule(
            code="XA101", name="noisy", severity=gikqa.Severity.ERROR, source="none",
            title=words, message=words,
            whole=lambda: importlib.import_module("MODULE").gikqa_rules()[0],
        )
    ]
"""


@pytest.fixture
def table(report):
    """Reports with a narrative, in several batches."""
    return export_table(
        [
            report(
                report_id=f"r{n:02}",
                sections=[{"number": 1, "heading": "总体情况", "text": f"截止2023年12月{n}日。"}],
            )
            for n in range(1, 12)
        ]
    )


@pytest.fixture
def few(monkeypatch):
    """Batches so small that a dozen reports are many."""
    monkeypatch.setattr(run, "_MANY", 1)
    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 3)


@pytest.fixture
def started(monkeypatch):
    """The numbers of processes that were started."""
    numbers = []

    class Counted(Processes):
        def __init__(self, plan, jobs):
            numbers.append(jobs)
            super().__init__(plan, jobs)

    monkeypatch.setattr(apart, "Processes", Counted)
    return numbers


@pytest.mark.parametrize("many", [11, 12])
def test_few_reports_are_judged_in_this_process(table, started, monkeypatch, many):
    monkeypatch.setattr(run, "_MANY", many)
    gikqa.lint(table, select=["GIK810"], jobs=2)
    assert started == ([2] if many == 11 else [])


@pytest.mark.parametrize(
    ("options", "why"),
    [({"jobs": 1}, "one job"), ({"select": ["GIK302"]}, "no rule over text")],
)
def test_one_process_is_enough(few, table, started, options, why):
    gikqa.lint(table, **{"select": ["GIK810"], "jobs": 2} | options)
    assert started == [], why


def test_rules_that_another_process_would_not_have_are_judged_in_this_one(few, table, started):
    plugins = load_plugins()
    plugins.rules["GIK810"] = replace(plugins.rules["GIK810"], severity=gikqa.Severity.ERROR)
    result = gikqa.lint(table, select=["GIK810"], jobs=2, plugins=plugins)
    assert started == []
    assert result.findings.num_rows == 11


def test_findings_coverage_and_failures_are_those_of_one_process(
    few, table, started, install, as_bytes
):
    install("gikqa-noisy", NOISY, version="2.0")
    here, there = (gikqa.lint(table, lang="en", jobs=jobs) for jobs in (1, 2))
    assert started == [2]
    assert as_bytes(there) == as_bytes(here)
    assert there.statuses()["XA101"] == {"violated": 9, "undetermined": 1, "failed": 1}
    assert there.statuses()["GIK810"] == {"violated": 11}
    assert there.failures == here.failures
    assert [failure.problem for failure in there.failures] == [
        "ZeroDivisionError: the rule divides by zero (1×)"
    ]


@pytest.fixture
def processes():
    plugins = load_plugins()
    rules = plugins.in_full({"GIK810": plugins.rules["GIK810"]})
    plan = Plan(rules, plugins.editions, Origin("en", plugins.owner, plugins.versions))
    with Processes(plan, 1) as processes:
        yield processes


NOTHING = Layout({}, frozenset(), {}, ())


def test_a_process_that_has_ended_is_told(processes, table):
    for process in processes._all:
        process.kill()
    for _ in range(2):  # everyone who asks is told: nobody waits for a process that is gone
        with pytest.raises(PluginError) as raised:
            processes.judge(table.to_batches(), NOTHING, Defects({}, ()))
        assert str(raised.value) == (
            "a process that judges reports has ended with -9; "
            "with --jobs 1 all is judged in one process"
        )


def test_a_process_that_cannot_import_a_rule_judges_nothing(install, table, monkeypatch):
    here = NOISY.replace("def check", "import os\nif os.environ.get('GONE'): 1 / 0\n\n\ndef check")
    module = "gikqa_noisy_rule"
    site = install("gikqa-lazy", ANNOUNCING.replace("MODULE", module))
    (site / f"{module}.py").write_text(here, "utf-8")
    plugins = load_plugins()
    rules = plugins.in_full({"XA101": plugins.rules["XA101"]})
    plan = Plan(rules, plugins.editions, Origin("en", plugins.owner, plugins.versions))
    monkeypatch.setenv("GONE", "1")
    with Processes(plan, 1) as processes, pytest.raises(PluginError, match="has ended with 1"):
        processes.judge(table.to_batches(), NOTHING, Defects({}, ()))


def test_what_cannot_be_judged_is_raised_as_if_it_had_happened_here(processes, table):
    with pytest.raises(KeyError, match="year"):
        processes.judge(table.to_batches(), NOTHING, Defects({}, ()))


def test_a_process_ends_with_its_parent(processes):
    (process,) = processes._all
    process.stdin.close()
    assert process.wait(timeout=60) == 0

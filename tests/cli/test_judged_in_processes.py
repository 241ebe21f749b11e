"""Many narratives are judged by processes of their own, and nobody can tell but by the clock."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

import gikqa
from gikqa import _processes
from gikqa._engine import feed, judge_in_processes, run
from gikqa._engine.defects import Defects
from gikqa._engine.judge_in_processes import Processes
from gikqa._engine.outcome.finding_rows import Origin
from gikqa._engine.plan import Plan
from gikqa._engine.third_parties import ThirdParties
from gikqa._export.layout import Layout, find_layout
from gikqa._lint import plan_of
from gikqa._model.status import Failure, Status
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

    monkeypatch.setattr(judge_in_processes, "Processes", Counted)
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
    plugins = load_plugins(apart=False)
    plugins.found = None  # as if a process that loads them for itself had others
    here = gikqa.lint(table, lang="en", plugins=plugins)
    assert started == []
    there = gikqa.lint(table, lang="en", jobs=2)
    assert started == [2]
    assert as_bytes(there) == as_bytes(here)
    assert there.verdicts.to_pylist() == here.verdicts.to_pylist()
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


@pytest.fixture
def layout(processes, table):
    """The columns that the rule of `processes` reads."""
    plan = processes._plan
    return find_layout(table.schema, plan.columns(None), plan.cells, "table")


NOTHING = Layout({}, frozenset(), {}, ())


def test_what_a_process_judged_that_was_ended_is_judged_again(processes, layout, table):
    for worker in list(processes._all):
        worker.process.kill()
    ((judged,), error) = processes.judge(table.to_batches(), layout, Defects({}, ()))
    assert error is None
    assert judged.failures == {}
    assert judged.tally == {("GIK810", Status.VIOLATED, None): 11}


def test_reports_with_which_every_process_ends_count_as_failed(
    processes, layout, table, monkeypatch
):
    start = processes._start

    def killed():
        worker = start()
        worker.process.kill()
        return worker

    monkeypatch.setattr(processes, "_start", killed)
    for worker in list(processes._all):
        worker.process.kill()
    ((judged,), error) = processes.judge(table.to_batches(), layout, Defects({}, ()))
    assert error is None
    assert judged.reports == 11
    assert judged.standing.report_ids.to_pylist() == table["report_id"].to_pylist()
    assert judged.tally == {("GIK810", Status.FAILED, "the rule failed"): 11}
    problem = (
        "a process that judges reports ended with SIGKILL, twice with the same reports; "
        "they were not judged"
    )
    assert judged.failures == {Failure("gikqa", gikqa.__version__, "judging", problem): 11}


def test_a_process_that_cannot_import_a_rule_judges_nothing(install, table, monkeypatch):
    here = NOISY.replace("def check", "import os\nif os.environ.get('GONE'): 1 / 0\n\n\ndef check")
    module = "gikqa_noisy_rule"
    site = install("gikqa-lazy", ANNOUNCING.replace("MODULE", module))
    (site / f"{module}.py").write_text(here, "utf-8")
    plugins = load_plugins()
    plan = plan_of(plugins, {"XA101": plugins.rules["XA101"]}, "en")
    monkeypatch.setenv("GONE", "1")
    for worker in list(plugins.apart._workers._all):
        worker.process.kill()
    theirs = ThirdParties(plan, plugins.apart, 1)
    with pytest.raises(PluginError, match="could not import: XA101"), theirs:
        theirs.beside(lambda *piece: ([], None))(table.to_batches(), NOTHING, Defects({}, ()))


def test_what_cannot_be_judged_is_raised_as_if_it_had_happened_here(processes, table):
    with pytest.raises(KeyError, match="year"):
        processes.judge(table.to_batches(), NOTHING, Defects({}, ()))


def test_a_process_ends_with_its_parent(processes):
    (worker,) = processes._all
    worker.process.stdin.close()
    assert worker.process.wait(timeout=600) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that waits")
def test_an_interruption_at_the_very_start_ends_no_process(monkeypatch, request, table):
    command = _processes._command

    def interrupted(where, board):
        *start, code = command(where, board)
        return [*start, f"import os, signal; os.kill(os.getpid(), signal.SIGINT); {code}"]

    monkeypatch.setattr(_processes, "_command", interrupted)
    started = request.getfixturevalue("processes")
    layout = request.getfixturevalue("layout")
    workers = set(started._all)
    ((judged,), _) = started.judge(table.to_batches(), layout, Defects({}, ()))
    assert judged.reports == 11
    assert started._all == workers, "none was replaced"

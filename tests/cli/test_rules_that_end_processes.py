"""A rule of a third party may end the process that runs it: it is named, nothing else is lost."""

from __future__ import annotations

import json
import sys

import pytest

RULES = """
import ctypes
import os
import sys
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)


class Odd(BaseException):
    pass


def ends(report):
    if report.report_id != "r2":
        return
    END
    return
    yield


def finds(report):
    yield gikqa.Finding(observed=report.report_id)


def kept(columns):
    KEEP
    return columns


def all_passed(ledger):
    return gikqa.Compared(ledger.reports["year"].is_valid().to_numpy())


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "规则", "en": "rule"}
    given = dict(severity=gikqa.Severity.INFO, source="none", title=words, message=words)
    return [
        gikqa.Rule(code="XA101", name="ends", check=ends, **given),
        gikqa.Rule(code="XA102", name="finds", check=finds, **given),
        gikqa.Rule(code="XA103", name="together", across=gikqa.Across(all_passed, kept), **given),
    ]
"""


@pytest.fixture
def judged(start, install, export, report, unbalanced):
    """Findings by rule, summary and outcome of a run whose rule XA101 does something to r2."""
    path = export(report("r1"), report("r2", **unbalanced), report("r3"))

    def judged(end, jobs="1", lang="en", keep="pass"):
        site = install("gikqa-ends", RULES.replace("END", end).replace("KEEP", keep))
        rules = ("--select", "GIK302,XA", "--format", "jsonl", "--fail-on", "never")
        outcome = start(
            "lint", path, "--lang", lang, "--jobs", jobs, *rules, env={"PYTHONPATH": str(site)}
        )
        lines = [json.loads(line) for line in outcome.stdout.splitlines()]
        found = [(line["rule"], line["report_id"]) for line in lines[:-1]]
        return sorted(found), lines[-1]["summary"], outcome

    return judged


OTHERS = [("GIK302", "r2")] * 2 + [("XA102", "r1"), ("XA102", "r2"), ("XA102", "r3")]


def test_a_rule_that_ends_nothing_passes(judged):
    found, summary, outcome = judged("return")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert found == OTHERS
    assert summary["complete"]


@pytest.mark.parametrize(
    ("end", "how", "jobs"),
    [
        ("os._exit(0)", "0", "1"),
        ("os._exit(7)", "7", "2"),
        pytest.param(
            "ctypes.string_at(0)",
            "SIGSEGV",
            "1",
            marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals"),
        ),
    ],
)
def test_a_rule_that_ends_its_process_is_named_and_the_findings_of_others_are_written(
    judged, end, how, jobs
):
    found, summary, outcome = judged(end, jobs)
    assert outcome.code == 3
    problem = (
        f"the process that runs it ended with {how}; its reports were judged without this rule (3×)"
        " (gikqa_ends.py:18)"
    )
    assert outcome.stderr.splitlines()[-1] == f"error: gikqa-ends 1.0: rule XA101: {problem}"
    assert "Traceback" not in outcome.stderr
    assert found == OTHERS
    assert not summary["complete"]
    of_rule = [line for line in summary["coverage"] if line["rule"] == "XA101"]
    assert [(line["status"], line["reports"]) for line in of_rule] == [("failed", 3)]


def test_a_rule_across_reports_that_ends_the_process_of_a_batch_has_failed_on_it(judged):
    found, summary, outcome = judged("return", keep="os._exit(7)")
    assert outcome.code == 3
    assert outcome.stderr.startswith("error: gikqa-ends 1.0: rule XA103: the process that runs it")
    assert found == OTHERS
    of_rule = [line for line in summary["coverage"] if line["rule"] == "XA103"]
    assert [(line["status"], line["reports"]) for line in of_rule] == [("failed", 3)]


def test_the_end_of_a_process_is_told_in_chinese(judged):
    _, _, outcome = judged("os._exit(0)", lang="zh")
    assert outcome.code == 3
    assert outcome.stderr == (
        "错误：gikqa-ends 1.0: rule XA101: "
        "运行该规则的进程已中止（0）；相关报告未经该规则检查 (3×) (gikqa_ends.py:18)\n"
    )


@pytest.mark.parametrize(
    ("end", "problem"),
    [
        ("sys.exit(0)", "SystemExit: 0"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt: "),
        ("raise GeneratorExit", "GeneratorExit: "),
        ("raise Odd('of its own')", "Odd: of its own"),
    ],
)
def test_what_a_rule_raises_to_end_the_run_fails_on_that_report_alone(judged, end, problem):
    found, summary, outcome = judged(end)
    assert outcome.code == 3
    assert (
        outcome.stderr == f"error: gikqa-ends 1.0: rule XA101: {problem} (1×) (gikqa_ends.py:18)\n"
    )
    assert found == OTHERS
    of_rule = [line for line in summary["coverage"] if line["rule"] == "XA101"]
    assert {line["status"]: line["reports"] for line in of_rule} == {"passed": 2, "failed": 1}


def test_what_a_rule_prints_and_reads_is_kept_from_the_answers(judged):
    found, _, outcome = judged("print('noise'); os.write(1, b'more'); assert not sys.stdin.read()")
    assert outcome.code == 0
    assert found == OTHERS
    assert "noise" in outcome.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_a_copy_of_a_process_gives_no_second_answer(judged):
    found, summary, outcome = judged("os.fork()")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert found == OTHERS
    assert summary["complete"]

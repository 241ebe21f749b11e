"""What a rule of a plugin is given and asked, and what becomes of what it answers."""

from __future__ import annotations

import numpy as np
import pytest

from coverage_lines import check_sums, reason_of
from gikqa import Confidence, Failure, Finding, Severity, Undetermined, rule

GRANTED = "requests.granted.total"


def made(check, **more):
    texts = {"zh": "试", "en": "test"}
    given = {
        "code": "TST001",
        "name": "test-rule",
        "severity": Severity.WARNING,
        "source": "test",
        "title": texts,
        "message": texts,
    }
    return rule(**given | more)(check)


@pytest.fixture
def run(only_forms, lint):
    """Judge reports with one more rule besides the built-in ones."""

    def judge(table, check, **more):
        return check_sums(lint(table, plugins=only_forms(made(check, **more))))

    return judge


@pytest.fixture
def three(export, report):
    return export(*(report(report_id=f"r{n}") for n in range(3)))


def of_plugin(result):
    lines = result.findings.to_pylist()
    return [line["report_id"] for line in lines if line["rule"] == "TST001"]


def raising(error, when="r1", after=()):
    def check(report):
        if report.report_id == when:
            yield from after
            raise error
        yield from ()

    return check


@pytest.mark.parametrize(
    "error", [ValueError("no"), SystemExit(3), KeyError("x"), MemoryError(), RecursionError("deep")]
)
@pytest.mark.parametrize("after", [(), (Finding(observed="1"),)], ids=["at once", "half way"])
def test_a_rule_that_raises_fails_on_that_report_and_stops_nothing_else(run, three, error, after):
    result = run(three, raising(error, after=after))
    assert result.statuses()["TST001"] == {"passed": 2, "failed": 1}
    assert result.statuses()["GIK302"] == {"passed": 3}
    assert of_plugin(result) == []
    problem = f"{type(error).__name__}: {error} (1×)"
    assert result.failures == (Failure("gikqa-test", "9.9", "rule TST001", problem),)


def test_a_rule_that_fails_often_is_told_once(run, three):
    def check(report):
        raise ValueError(report.report_id)

    result = run(three, check)
    assert result.statuses()["TST001"] == {"failed": 3}
    assert [failure.problem for failure in result.failures] == ["ValueError: r0 (3×)"]


def test_a_rule_that_gives_up_leaves_the_report_undetermined(run, three):
    result = run(three, raising(Undetermined(), after=(Finding(),)))
    assert result.statuses()["TST001"] == {"passed": 2, "undetermined": 1}
    assert (of_plugin(result), result.failures) == ([], ())


def test_what_a_shortcut_leaves_out_is_not_judged(only_forms, lint, three):
    def shortcut(batch):
        return np.array([False, False, True])

    plugins = only_forms(made(always))
    plugins.shortcuts["TST001"] = shortcut
    result = lint(three, plugins=plugins)
    assert result.statuses()["TST001"] == {"passed": 2, "violated": 1}
    assert of_plugin(result) == ["r2"]


def test_where_a_shortcut_fails_every_report_is_judged(only_forms, lint, three):
    def shortcut(batch):
        raise ValueError("no")

    plugins = only_forms(made(always))
    plugins.shortcuts["TST001"] = shortcut
    result = lint(three, plugins=plugins)
    assert result.statuses()["TST001"] == {"violated": 3}
    what = "shortcut of rule TST001"
    assert result.failures == (Failure("gikqa-test", "9.9", what, "ValueError: no (1×)"),)


def test_an_interrupt_passes_through(only_forms, lint, three, interruptible):
    with pytest.raises(KeyboardInterrupt):
        lint(three, plugins=only_forms(made(raising(KeyboardInterrupt()))))


def test_an_interrupt_that_nobody_could_make_is_a_failure_of_the_rule(
    only_forms, lint, three, uninterruptible
):
    result = lint(three, plugins=only_forms(made(raising(KeyboardInterrupt()))))
    assert result.statuses()["TST001"] == {"passed": 2, "failed": 1}
    problem = "KeyboardInterrupt:  (1×)"
    assert result.failures == (Failure("gikqa-test", "9.9", "rule TST001", problem),)


NONSENSE = {
    "a severity of its own": Finding(severity="grave"),
    "a confidence of its own": Finding(confidence="sure"),
    "a section that is true": Finding(section=True),
    "a proposal of three": Finding(proposal=(("a", "b", "c"),)),
    "a text": "finding",
    "nothing": None,
    "a dict": {"cells": ()},
    "cells that are one text": Finding(cells="requests.granted.total"),
    "cells that are no texts": Finding(cells=(1,)),
    "cells that are nothing": Finding(cells=None),
    "a number as what was observed": Finding(observed=7),
    "a number as what was expected": Finding(expected=7),
    "a section that is a text": Finding(section="一"),
    "a place beyond its type": Finding(section=1, start=2**31, end=2**31 + 1),
    "a place that is a text": Finding(section=1, start="0", end="1"),
    "half a surrogate pair": Finding(quote="\ud800"),
    "params that are no texts": Finding(params={"n": 1}),
    "params that are a list": Finding(params=[("n", "1")]),
    "a proposal without values": Finding(proposal=("x",)),
    "a proposal that is a number": Finding(proposal=7),
    "a cause that is a number": Finding(cause=1),
    "a basis that is a number": Finding(basis=1),
    "a quote in bytes": Finding(quote=b"x"),
}


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
def test_a_rule_that_yields_nonsense_fails_on_that_report(run, three, nonsense):
    def check(report):
        if report.report_id == "r1":
            yield Finding(observed="before")
            yield nonsense
        if report.report_id == "r2":
            yield Finding(observed="fine")

    result = run(three, check)
    assert result.statuses()["TST001"] == {"passed": 1, "violated": 1, "failed": 1}
    assert of_plugin(result) == ["r2"]
    assert [failure.what for failure in result.failures] == ["rule TST001"]


@pytest.mark.parametrize("answer", [None, 7, "text", [Finding()]], ids=repr)
def test_a_rule_that_is_no_generator_may_return_a_list_and_nothing_else(run, three, answer):
    result = run(three, lambda report: answer)
    expected = {"violated": 3} if isinstance(answer, list) else {"failed": 3}
    assert result.statuses()["TST001"] == expected


def test_a_finding_with_everything_in_it_is_kept_as_it_is(run, export, report):
    full = Finding(
        cells=(GRANTED,),
        section=2,
        start=0,
        end=2,
        quote="截止",
        observed="截止",
        expected="截至",
        params={"word": "截止"},
        cause="c1",
        proposal=((GRANTED, "3"),),
        basis="第一条",
        severity=Severity.ERROR,
        confidence=Confidence.PROVED,
    )
    sections = [{"number": 2, "heading": "主动公开情况", "text": "截止年底。"}]
    table = export(report(report_id="r0", sections=sections))
    texts = {"zh": "试 {observed}", "en": "test {observed}"}
    result = run(table, lambda report: iter([full]), reads=("sections",), message=texts)
    lines = result.findings.to_pylist()
    (line,) = (line for line in lines if line["rule"] == "TST001")
    assert len(line.pop("fingerprint")) == 32
    assert line == {
        "rule": "TST001",
        "name": "test-rule",
        "severity": "error",
        "confidence": "proved",
        "report_id": "r0",
        "publisher": "青桐县人民政府办公室",
        "region_code": None,
        "year": 2021,
        "cells": [GRANTED],
        "section": 2,
        "start": 0,
        "end": 2,
        "quote": "截止",
        "observed": "截止",
        "expected": "截至",
        "message": "test 截止",
        "params": [("word", "截止")],
        "cause": "c1",
        "proposal": [{"cell": GRANTED, "value": "3"}],
        "basis": "第一条",
        "plugin": "gikqa-test",
        "plugin_version": "9.9",
    }


def test_a_rule_on_trial_reports_as_info_whatever_it_says(run, three):
    finding = Finding(severity=Severity.ERROR)
    result = run(three, lambda report: iter([finding]), trial=True)
    severities = [line["severity"] for line in result.findings.to_pylist()]
    assert severities == ["info"] * 3


def test_two_equal_findings_of_a_report_have_two_fingerprints(run, three):
    result = run(three, lambda report: iter([Finding(quote="x"), Finding(quote="x")]))
    assert len(set(result.findings["fingerprint"].to_pylist())) == 6


# What a rule asks for


def always(report):
    yield Finding()


def test_a_rule_is_only_asked_about_its_editions(run, export, report):
    rows = [report("2014"), report("2019", report_id="r2"), report("2019", report_id="r3")]
    table = export(*rows, report("2019", report_id="r4", year=2010))
    result = run(table, always, editions=["2019"])
    assert result.statuses()["TST001"] == {"violated": 2, "not applicable": 2}


def test_a_blank_that_a_rule_needs_leaves_the_report_undetermined(run, export, report):
    table = export(report(), report(changes={GRANTED: None}, report_id="r2"))
    result = run(table, always, needs=[GRANTED])
    assert result.statuses()["TST001"] == {"violated": 1, "undetermined": 1}


def test_a_blank_that_a_rule_reads_is_none(run, export, report):
    def check(report):
        if report.cell(GRANTED) is None:
            yield Finding()

    table = export(report(), report(changes={GRANTED: None}, report_id="r2"))
    assert of_plugin(run(table, check, reads=[GRANTED])) == ["r2"]
    assert of_plugin(run(table.drop_columns([GRANTED]), check, reads=[GRANTED])) == ["r1", "r2"]


@pytest.mark.parametrize("columns", [["sections"], ["title", GRANTED], ["requests.other.total"]])
def test_a_column_that_a_rule_needs_and_that_is_missing_is_named(run, export, columns):
    table = export()
    table = table.drop_columns([name for name in columns if name in table.column_names])
    result = run(table, always, needs=columns)
    assert result.statuses()["TST001"] == {"skipped": 1}
    reason = reason_of(result, "TST001", "skipped")
    assert reason == f"column missing: {', '.join(sorted(columns))}"


def test_a_column_that_was_not_declared_cannot_be_read(run, export):
    def check(report):
        yield Finding(observed=str(report.cell(GRANTED)))

    result = run(export(), check)
    assert result.statuses()["TST001"] == {"failed": 1}
    assert GRANTED in result.failures[0].problem


def test_only_where_keeps_to_the_reports_that_have_something_there(run, export, report):
    asked = []

    def check(report):
        asked.append(report.report_id)
        yield Finding()

    rows = [report(report_id="r1"), report(report_id="r2", title="年度报告")]
    result = run(export(*rows), check, only_where="title")
    assert (asked, result.statuses()["TST001"]) == (["r2"], {"passed": 1, "violated": 1})
    result = run(export(*rows).drop_columns(["title"]), check, only_where="title")
    assert result.statuses()["TST001"] == {"skipped": 1 + 1}
    assert reason_of(result, "TST001", "skipped") == "column missing: title"


def section(text, number=1):
    return [{"number": number, "heading": "总体情况", "text": text}]


def test_a_rule_over_phrases_sees_its_hits_and_passes_reports_without(run, export, report):
    def check(report):
        for hit in report.hits:
            text = report.sections[hit.index].text
            yield Finding(
                section=hit.section, start=hit.start, end=hit.end, quote=text[hit.start : hit.end]
            )

    rows = [
        report(report_id="r1", sections=section("𠀀截止年底，截止日期", 2)),
        report(report_id="r2", sections=section("截至年底")),
        report(report_id="r3", sections=None),
        report(report_id="r4", sections=[]),
        report(report_id="r5", sections=section(None)),
    ]
    phrases = ["截止", "截止日期", ""]
    result = run(export(*rows), check, phrases=lambda: phrases, reads=["sections"])
    assert result.statuses()["TST001"] == {"passed": 4, "violated": 1}
    found = [
        (line["section"], line["start"], line["end"], line["quote"])
        for line in result.findings.to_pylist()
        if line["rule"] == "TST001"
    ]
    assert found == [(2, 1, 3, "截止"), (2, 6, 10, "截止日期")]


def test_a_rule_over_phrases_is_skipped_without_sections(run, export):
    result = run(export().drop_columns(["sections"]), always, phrases=lambda: ["截止"])
    assert result.statuses()["TST001"] == {"skipped": 1}
    assert reason_of(result, "TST001", "skipped") == "column missing: sections"

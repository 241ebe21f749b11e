"""The public types, as users see them; read by mypy, never run.

Each `type: ignore` is a mistake that has to be found: mypy reports one that finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, assert_type

import gikqa
from gikqa import (
    Confidence,
    Failure,
    Finding,
    Hit,
    InputError,
    Problem,
    Reader,
    Renderer,
    Report,
    Result,
    Rule,
    Section,
    Severity,
    Status,
    Undetermined,
    hookimpl,
    rule,
)
from gikqa.editions import Cell, Edition, Identity, edition_for, load_edition, load_editions


def a_run_and_its_result(table: object) -> None:
    result = gikqa.lint("exports/", select=["GIK3"], lang="en", jobs=2)
    assert_type(result, Result)
    assert_type(gikqa.lint(["a.parquet", table], max_findings_per_rule=5), Result)
    assert_type(result.reports, int)
    assert_type(result.rules, tuple[Rule, ...])
    assert_type(result.failures, tuple[Failure, ...])
    assert_type(result.problems, tuple[Problem, ...])
    assert_type(result.counts(), dict[str, int])
    assert_type(result.statuses(), dict[str, dict[str, int]])
    assert_type(result.plugins, Mapping[str, str])
    assert_type(result.hidden, Mapping[str, int])
    assert_type(result.hints, tuple[str, ...])


def a_result_in_a_pipeline(result: Result, stream: BinaryIO) -> None:
    assert_type(result.ok, bool)
    assert_type(result.exit_code, int)
    assert_type(result.exit_code_at("warning", fail_on_skipped=True), int)
    result.raise_for_findings(at="warning", skipped=True)
    result.write(Path("a.csv"), totals=True)
    result.write(stream, "jsonl")
    result.write(stream, fromat="jsonl")  # type: ignore[call-arg]
    assert_type(result.split("exports/", at="error"), gikqa.Split)
    gikqa.lint(iter(["a"]), select=(code for code in ["GIK3"]))
    gikqa.lint("exports/", select=[3])  # type: ignore[list-item]


def options_are_named_and_checked() -> None:
    gikqa.lint("exports/", ["GIK3"])  # type: ignore[call-arg]
    gikqa.lint("exports/", lang=3)  # type: ignore[arg-type]
    gikqa.lint("exports/", selct=["GIK3"])  # type: ignore[call-arg]
    gikqa.lintt("exports/")  # type: ignore[attr-defined]


def what_is_frozen_stays_as_it_is(result: Result, found: Finding) -> None:
    result.reports = 3  # type: ignore[misc]
    found.observed = "3"  # type: ignore[misc]


@rule(
    code="XA101",
    name="made-for-a-test",
    severity=Severity.WARNING,
    confidence=Confidence.HINT,
    editions=("2019", "2021"),
    needs=("requests.granted.total",),
    reads=("sections",),
    phrases=lambda: ["截止"],
    source="none",
    title={"zh": "测试", "en": "Test"},
    message={"zh": "{observed}", "en": "{observed}"},
)
def a_rule(report: Report) -> Iterator[Finding]:
    """What a rule can read."""
    assert_type(report.report_id, str)
    assert_type(report.publisher, str)
    assert_type(report.year, int)
    assert_type(report.level, str | None)
    assert_type(report.region_code, str | None)
    assert_type(report.title, str | None)
    assert_type(report.sections, tuple[Section, ...])
    assert_type(report.section(1), Section)
    assert_type(report.section(1).text, str)
    assert_type(report.hits, Sequence[Hit])
    assert_type(report.hits[0].start, int)
    assert_type(report.printed_labels, Mapping[str, str])
    assert_type(report.raw_cells, Mapping[str, str])
    value = report.cell("requests.granted.total")
    assert_type(value, int | Decimal | None)
    if value is None:
        raise Undetermined
    report.year = 2020  # type: ignore[misc]
    yield Finding(cells=("requests.granted.total",), observed=str(value), section=1, start=0, end=2)
    yield Finding(cells=3)  # type: ignore[arg-type]


assert_type(a_rule, Rule)
assert_type(a_rule.severity, Severity)
assert_type(a_rule.columns, tuple[str, ...])


@rule(  # type: ignore[call-arg]
    code="XA102",
    name="has-no-source",
    severity=Severity.WARNING,
    title={"zh": "测试", "en": "Test"},
    message={"zh": "{observed}", "en": "{observed}"},
)
def a_rule_without_a_source(report: Report) -> Iterator[Finding]:
    """The law that a rule rests on cannot be left out."""
    yield Finding()


@hookimpl
def gikqa_rules() -> list[Rule]:
    """A hook keeps its type."""
    return [a_rule]


assert_type(gikqa_rules(), list[Rule])


def read(path: Path) -> dict[str, Any]:
    """A reader of documents."""
    if not path.stat().st_size:
        raise InputError(f"{path}: the file is empty", f"{path}：文件为空")
    return {"report_id": path.stem}


def write(result: Result, stream: BinaryIO) -> None:
    """A renderer."""
    stream.write(str(result.reports).encode())


assert_type(Reader("mine", (".rep",), read).read, Callable[[Path], dict[str, Any]])
assert_type(Renderer("letter", write).write, Callable[[Result, BinaryIO], None])
Reader("mine", (".rep",), write)  # type: ignore[arg-type]
Renderer("letter", read)  # type: ignore[arg-type]


def editions_are_data() -> None:
    known = load_editions()
    assert_type(known, dict[str, Edition])
    assert_type(edition_for(2021), Edition | None)
    assert_type(load_edition(Path("form.toml")), Edition)
    assert_type(known["2021"].identities, tuple[Identity, ...])
    assert_type(known["2021"].cells["requests.granted.total"], Cell)
    assert_type(gikqa.editions.edition_for(2021, known.values()), Edition | None)


def errors_speak_two_languages(error: gikqa.GikqaError) -> None:
    assert_type(error.in_language("zh"), str)
    assert_type(error.exit_code, int)


def statuses_are_texts() -> None:
    text: str = Status.NOT_APPLICABLE
    assert_type(Status(text), Status)
    assert_type([status.value for status in Status], list[str])


def schemas_of_one_table(frame: object) -> None:
    assert_type(gikqa.schemas.requests("2021"), gikqa.schemas.TableSchema)
    gikqa.schemas.requests("2021").validate(frame)
    gikqa.schemas.request("2021")  # type: ignore[attr-defined]

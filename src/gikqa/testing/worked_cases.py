"""Worked cases in the texts of rules: small reports, each with what the rule finds in it.

A text has them as TOML in fenced blocks, one `[[case]]` each: `say` names the case, `finds` lists
its findings, everything else is the report. Its cells are all zero but those in `cells` and
`blank`; `text` is a first chapter; every other key is a column of a report. A case of a rule that
compares reports lists them as `[[case.reports]]`, and says of each finding which `report` it is on;
`[[case.roster]]` are the bodies that have to file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import tomli

from gikqa._export.export_schema import OPTIONAL, REQUIRED
from gikqa._lint import lint
from gikqa._model.result import Result
from gikqa._model.rule import Rule
from gikqa.editions import Edition, Kind, edition_for, load_editions
from gikqa.rule_files import load_rule_file
from gikqa.rule_texts import rule_codes

_FENCE = re.compile(r"```toml\n(.*?)```", re.DOTALL)
_COLUMNS = REQUIRED | OPTIONAL
_MAPS = ("raw_cells", "printed_labels", "extraction")
_OF_REPORT = {*_COLUMNS, "cells", "blank", "text"} - {"report_id"}
_KEYS = {*_OF_REPORT, "say", "finds", "reports", "roster"}


@dataclass(frozen=True)
class RuleCase:
    """A report that a rule's text describes, and the findings that the text says it gives.

    reports: all of them, where the rule compares reports; `report` is the first one. roster: the
    bodies that have to file, where the rule needs them. editions: those that have the cells.
    """

    code: str
    say: str
    report: Mapping[str, Any]
    finds: list[dict[str, Any]]
    reports: Sequence[Mapping[str, Any]] = ()
    roster: Sequence[Mapping[str, Any]] | None = None
    editions: Mapping[str, Edition] = field(default_factory=load_editions)

    def table(self, report_id: str = "r1") -> pa.Table:
        """The report as an export of one row, each column with the type that its value has."""
        return self.table_of(self.report, report_id)

    def table_of(self, report: Mapping[str, Any], report_id: str = "r1") -> pa.Table:
        """One of its reports as an export of one row."""
        return _table(report, report_id, self.editions)


@dataclass(frozen=True)
class CaseRun:
    """A worked case and what its rule found: in the form of the case, and as full findings."""

    case: RuleCase
    found: list[dict[str, Any]]
    rows: list[dict[str, Any]]


def rule_cases(
    folder: Path, editions: Iterable[Edition] = (), **columns: Any
) -> Iterator[RuleCase]:
    """All worked cases in a folder of `<CODE>.md`, by code and in the order of the text.

    editions: forms of a plugin, beside the built-in ones. columns: what a report of these texts has
    unless its case says otherwise; so does the file `report.toml` of the folder. Raises ValueError
    for a key of a case that means nothing.
    """
    editions = tuple(editions)
    for code in rule_codes(folder):
        yield from cases_in_text(folder / f"{code}.md", editions, **columns)


def cases_in_text(
    file: Path, editions: Iterable[Edition] = (), **columns: Any
) -> Iterator[RuleCase]:
    """The worked cases in one text, whose name is the code of its rule; see `rule_cases`."""
    usual = file.with_name("report.toml")
    columns = (tomli.loads(usual.read_text("utf-8")) if usual.is_file() else {}) | columns
    editions = tuple(editions)
    for block in _FENCE.findall(file.read_text("utf-8")):
        # Amounts keep the decimals that are written; a float would round them.
        cases = tomli.loads(block, parse_float=Decimal)["case"]
        yield from _cases(file.stem, cases, columns, editions)


def rule_file_cases(
    path: Path, editions: Iterable[Edition] = (), **columns: Any
) -> Iterator[RuleCase]:
    """All worked cases in a file of rules; `run_cases(cases, plugins=[path])` runs them.

    editions, columns: as for `rule_cases`. Raises SpecError for a wrong file, ValueError for a
    wrong case.
    """
    editions = tuple(editions)
    for code, cases in load_rule_file(path).cases.items():
        yield from _cases(code, cases, columns, editions)


def _cases(
    code: str,
    written: Iterable[Mapping[str, Any]],
    columns: Mapping[str, Any],
    editions: Iterable[Edition],
) -> Iterator[RuleCase]:
    """The cases of a rule, from what TOML gives of each."""
    known = load_editions() | {edition.key: edition for edition in editions}
    for each in written:
        case = dict(each)
        named = f"{code}, {case.get('say', 'a case without `say`')}"
        reports, roster = case.pop("reports", [{}]), case.pop("roster", None)
        unknown = set().union(case.keys() - _KEYS, *(r.keys() - _OF_REPORT for r in reports))
        if unknown:
            raise ValueError(f"{named}: no such key: {sorted(unknown)}")
        if lacking := {"say", "finds"} - case.keys():
            raise ValueError(f"{named}: {sorted(lacking)} is missing")
        say, finds = case.pop("say"), case.pop("finds")
        reports = [{**columns, **case, **report} for report in reports]
        if not all({"edition", "year"} & report.keys() for report in reports):
            raise ValueError(f"{named}: neither an edition nor a year")
        together = reports if roster or reports[1:] else ()
        yield RuleCase(code, say, reports[0], finds, together, roster, known)


def run_cases(cases: Iterable[RuleCase], **options: Any) -> list[CaseRun]:
    """Judge the report of each case by its rule; options are those of `gikqa.lint`.

    The cases of a rule are judged in one call, each as an export of its own; cases with several
    reports, with the ids r1, r2 and so on, are judged one by one. Raises ValueError if
    the rule failed, or judged none of them: with the problem, or why it was skipped.
    """
    runs = []
    for code, group in groupby(cases, key=lambda case: case.code):
        alone = []
        for case in group:
            if case.reports:
                runs.append(_run_together(case, options))
            else:
                alone.append(case)
        by_id = {f"r{place:05}": case for place, case in enumerate(alone)}
        if not by_id:
            continue
        tables = [case.table(report_id) for report_id, case in by_id.items()]
        result = lint(tables, select=[code], **options)
        _refuse_unjudged(code, result)
        rule = _rule_of(result, code)
        rows: dict[str, list[dict[str, Any]]] = {report_id: [] for report_id in by_id}
        for row in result.findings.to_pylist():
            rows[row["report_id"]].append(row)
        for report_id, case in by_id.items():
            found = [_as_written(row, rule, case) for row in rows[report_id]]
            runs.append(CaseRun(case, found, rows[report_id]))
    return runs


def _run_together(case: RuleCase, options: Mapping[str, Any]) -> CaseRun:
    """Judge the reports of one case as one export in several pieces."""
    tables = [case.table_of(report, f"r{n}") for n, report in enumerate(case.reports, start=1)]
    result = lint(tables, select=[case.code], roster=case.roster, **options)
    _refuse_unjudged(case.code, result)
    rule, rows = _rule_of(result, case.code), result.findings.to_pylist()
    found = [_on_report(row["report_id"]) | _as_written(row, rule, case) for row in rows]
    return CaseRun(case, found, rows)


def _on_report(report_id: str) -> dict[str, int]:
    """The number of a report; of one that is not there, none."""
    return {"report": int(report_id[1:])} if report_id else {}


def _rule_of(result: Result, code: str) -> Rule:
    return next(rule for rule in result.rules if rule.code == code)


def _refuse_unjudged(code: str, result: Result) -> None:
    """A rule that did not run would pass every silent case."""
    problems = [f"{failure.what}: {failure.located}" for failure in result.failures]
    lines = [line for line in result.coverage.to_pylist() if line["rule"] == code]
    if all(line["status"] == "skipped" for line in lines):
        problems += [f"skipped: {line['reason']}" for line in lines]
    if problems:
        raise ValueError(f"{code} did not judge its cases: {'; '.join(problems)}")


def _as_written(row: dict[str, Any], rule: Rule, case: RuleCase) -> dict[str, Any]:
    """A finding as a case writes it: severity and confidence only if not those of the rule.

    `params` and `message` are there if a finding of the case names them.
    """
    says = ("cells", "quote", "observed", "expected")
    named = {key: row[key] for key in says if row[key] not in (None, [])}
    asked = {key for finding in case.finds for key in finding}
    if "params" in asked and row["params"]:
        named["params"] = dict(row["params"])
    if "message" in asked:
        named["message"] = row["message"]
    usual = {"severity": rule.severity, "confidence": rule.confidence}
    return named | {key: row[key] for key in usual if row[key] != usual[key]}


def _table(report: Mapping[str, Any], report_id: str, editions: Mapping[str, Edition]) -> pa.Table:
    form = _form_of(report, editions)
    blank = dict.fromkeys(report.get("blank", ()))
    printed = form.cells if form else {}
    cells = dict.fromkeys(printed, 0) | report.get("cells", {})
    cells |= {path: None for path in blank if path not in _COLUMNS}
    if unknown := cells.keys() - printed.keys():
        raise ValueError(f"the edition has no such cells: {sorted(unknown)}")
    plain = [{"number": 1, "heading": "总体情况", "text": report.get("text", "")}]
    columns: dict[str, Any] = {
        **{name: None for name in OPTIONAL if name not in _MAPS},
        "report_id": report_id,
        "publisher": "青桐县人民政府办公室",
        "year": form.first_year if form else None,
        "sections": plain,
        **{name: report[name] for name in _COLUMNS if name in report},
        **{name: None for name in blank if name in _COLUMNS},
    }
    for name, value in columns.items():
        columns[name] = list(value.items()) if isinstance(value, dict) else value  # a map
    arrays = {name: pa.array([value], _COLUMNS[name]) for name, value in columns.items()}
    return pa.table(arrays | {path: _cell(cells[path], printed[path].kind) for path in cells})


def _form_of(report: Mapping[str, Any], editions: Mapping[str, Edition]) -> Edition | None:
    """The edition that a case names, or that governs its year; a case may have a year without."""
    if "edition" in report:
        return editions[report["edition"]]
    return edition_for(report["year"])


@lru_cache(typed=True)  # of the hundred cells of a form nearly all are zero
def _cell(value: Any, kind: Kind) -> pa.Array:
    """One value with the type that an exporter without a schema would give it."""
    if kind is Kind.MONEY:
        return pa.array([value])
    if isinstance(value, Decimal):
        return pa.array([float(value)])
    return pa.array([value], pa.uint64() if value and value >= 2**63 else pa.int64())

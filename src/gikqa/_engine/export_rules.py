"""The rules over the export itself: its source, its rows, and the values of single cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine import defects, doubted_tables
from gikqa._engine.batch import Batch
from gikqa._engine.governed import FIRST_YEAR, LAST_YEAR
from gikqa._engine.outcome.record import Record, Verdict
from gikqa._engine.plan import Plan
from gikqa._export.values import DATES, SPAN
from gikqa._model.finding import Confidence, Finding, Severity
from gikqa._model.rule import Rule
from gikqa.editions import Kind, Table

_EXPECTED = {Kind.COUNT: "integer ≥ 0", Kind.SIGNED: "integer", Kind.MONEY: "number ≥ 0"}
_BLANK = r"^[\s\x{3000}]*$"


def judge_export_rules(
    plan: Plan, batch: Batch, of_source: defects.Defects, record: Record
) -> None:
    """Record statuses and findings of the rules over the export for one batch."""
    found: Iterable[tuple[int, Finding]]
    for code in plan.chosen(defects.SOURCE_RULES):
        found = _date_findings(batch) if code == defects.WRONG_TYPE else ()
        record.verdicts(plan.rules[code], _codes_by_source(code, of_source, batch), found)
    for code in plan.chosen(defects.ROW_RULES):
        codes = np.full(batch.rows, Verdict.PASSED, np.int8)
        found = ()
        if code == defects.BAD_YEAR:
            found = _year_findings(batch)
        elif code == defects.NO_PUBLISHER:
            blank = np.flatnonzero(blank_text(batch.columns["publisher"])).tolist()
            found = ((row, _unless_not_read(Finding(), batch, row)) for row in blank)
        else:
            # Reports without an id cannot be named: they make one finding on the export.
            nameless = blank_text(batch.columns["report_id"])
            codes[nameless] = Verdict.VIOLATED
            record.judged.nameless = int(nameless.sum())
        record.verdicts(plan.rules[code], codes, found)
    for code in plan.domain_rules:
        _judge_domain(plan, plan.rules[code], batch, record)


def _codes_by_source(rule: str, of_source: defects.Defects, batch: Batch) -> np.ndarray:
    """Status codes of a rule over the source."""
    if of_source.concern_all_reports(rule):
        return np.full(batch.rows, Verdict.VIOLATED, np.int8)
    codes = np.full(batch.rows, Verdict.PASSED, np.int8)
    if rule == defects.DOUBLE_ROW and of_source.duplicates:
        ids = pa.array(of_source.reports_with_double_rows)
        hit = pc.is_in(batch.columns["report_id"], ids)
        codes[hit.to_numpy(zero_copy_only=False)] = Verdict.VIOLATED
    return codes


def _date_findings(batch: Batch) -> Iterator[tuple[int, Finding]]:
    """(row, finding) for every value that is no date, in a column of a type that can hold dates."""
    for name in DATES:
        for row, seen in batch.offenders.get(name, ()):
            expected = f"date32: {SPAN}"
            yield row, Finding(observed=seen, expected=expected, params={"column": name})


def _year_findings(batch: Batch) -> Iterator[tuple[int, Finding]]:
    """(row, finding) for every report year that is blank or impossible."""
    for row, seen in batch.bad_years:
        finding = Finding(observed=seen or "null", expected=f"{FIRST_YEAR}–{LAST_YEAR}")
        yield row, _unless_not_read(finding, batch, row) if seen is None else finding


def _unless_not_read(finding: Finding, batch: Batch, row: int) -> Finding:
    """The finding, as a hint for an extracted document: there its reader may be at fault."""
    extraction = batch.columns.get(doubted_tables.COLUMN)
    if extraction is None or not extraction[row].is_valid:
        return finding
    return replace(
        finding, severity=Severity.WARNING, confidence=Confidence.HINT, cause=doubted_tables.DOUBTED
    )


def blank_text(column: pa.Array) -> np.ndarray:
    """Boolean mask of the rows whose text is null or holds nothing but blanks."""
    blank = pc.match_substring_regex(pc.fill_null(column, ""), _BLANK)
    mask: np.ndarray = blank.to_numpy(zero_copy_only=False)
    return mask


def _judge_domain(plan: Plan, rule: Rule, batch: Batch, record: Record) -> None:
    """Judge whether the values of tables are counts, or amounts of money."""
    codes = np.full(batch.rows, Verdict.NOT_APPLICABLE, np.int8)
    codes[batch.formless] = Verdict.NO_YEAR
    found: list[tuple[int, Finding]] = []
    columns: list[str] = []
    for edition in plan.editions.values():
        tables = [table for table in edition.tables if table.domain_rule == rule.code]
        governed = batch.edition_rows[edition.key]
        if tables and governed.any():
            paths = [cell.path for table in tables for cell in table.cells]
            codes[governed] = _codes_by_blanks(paths, batch)[governed]
            found += _domain_findings(tables, batch, governed)
            columns += paths
    record.verdicts(rule, codes, found, columns)


def _codes_by_blanks(paths: Sequence[str], batch: Batch) -> np.ndarray:
    """Skipped if the export lacks a cell; undetermined where all of them are blank."""
    present = [path for path in paths if path in batch.columns]
    if len(present) < len(paths):
        return np.full(batch.rows, Verdict.SKIPPED, np.int8)
    if any(batch.columns[path].null_count == 0 for path in present):
        return np.full(batch.rows, Verdict.PASSED, np.int8)
    blank = np.logical_and.reduce([batch.is_null(path) for path in present])
    return np.where(blank, Verdict.UNDETERMINED, Verdict.PASSED).astype(np.int8)


def _domain_findings(
    tables: Sequence[Table], batch: Batch, governed: np.ndarray
) -> Iterator[tuple[int, Finding]]:
    """(row, finding) for every value that is outside the domain of its cell."""
    for cell in (cell for table in tables for cell in table.cells):
        expected, params = _EXPECTED[cell.kind], {"path": cell.path}
        for row, seen in batch.offenders.get(cell.path, ()):
            if governed[row]:
                yield row, Finding((cell.path,), observed=seen, expected=expected, params=params)

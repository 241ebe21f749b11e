"""Judge whether what came in is an export: what is wrong with rows, columns and single values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine import doubted_tables
from gikqa._engine.batch import FIRST_YEAR, LAST_YEAR, Batch
from gikqa._engine.outcome.statuses import (
    NO_YEAR,
    NOT_APPLICABLE,
    PASSED,
    SKIPPED,
    UNDETERMINED,
    VIOLATED,
)
from gikqa._export.dates import DATES, SPAN
from gikqa._export.folder_of_tables import RowDefect
from gikqa._export.layout import Layout
from gikqa._model.finding import Confidence, Finding, Severity
from gikqa.editions import Cell, Edition, Kind

NO_ID, DOUBLE_ID, BAD_YEAR, NO_PUBLISHER = "GIK001", "GIK002", "GIK003", "GIK004"
WRONG_TYPE, UNKNOWN_ROW, DOUBLE_ROW, ORPHAN_ROW = "GIK005", "GIK006", "GIK007", "GIK008"
ROW_RULES = (NO_ID, BAD_YEAR, NO_PUBLISHER)
SOURCE_RULES = (WRONG_TYPE, UNKNOWN_ROW, DOUBLE_ROW, ORPHAN_ROW)

_EXPECTED = {Kind.COUNT: "integer ≥ 0", Kind.SIGNED: "integer", Kind.MONEY: "number ≥ 0"}
_BLANK = r"^[\s\x{3000}]*$"


@dataclass(frozen=True)
class Defects:
    """What is wrong with one source as a whole."""

    wrong: Mapping[str, tuple[str, str]]
    unknown: Sequence[str]
    duplicates: Sequence[RowDefect] = ()
    orphans: Sequence[RowDefect] = ()
    doubled: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        ids = frozenset(defect.report_id for defect in self.duplicates)
        object.__setattr__(self, "doubled", ids)

    def findings(self) -> Iterator[tuple[str, str, Finding]]:
        """(rule, report_id, finding); the report is empty where the whole export is meant."""
        for column, (seen, expected) in sorted(self.wrong.items()):
            cells = (column,) if "." in column else ()
            params = {"column": column}
            yield WRONG_TYPE, "", Finding(cells, observed=seen, expected=expected, params=params)
        for path in self.unknown:
            yield UNKNOWN_ROW, "", Finding(cells=(path,), params={"path": path})
        for defect in self.duplicates:
            path = f"{defect.table}.{defect.row}"
            params = {"path": path, "count": str(defect.count)}
            yield (
                DOUBLE_ROW,
                defect.report_id,
                Finding(observed=str(defect.count), expected="1", params=params),
            )
        lost: Counter[str] = Counter()
        for defect in self.orphans:
            lost[defect.report_id] += defect.count
        for report_id, count in sorted(lost.items()):
            yield ORPHAN_ROW, report_id, Finding(observed=report_id, params={"count": str(count)})


def defects_of(layout: Layout, source: Any) -> Defects:
    """What the layout and the folder of tables tell about a source."""
    return Defects(
        wrong=layout.wrong,
        unknown=layout.unknown,
        duplicates=getattr(source, "duplicates", ()),
        orphans=getattr(source, "orphans", ()),
    )


def source_codes(rule: str, defects: Defects, batch: Batch) -> np.ndarray:
    """Status codes of a rule over the source; a defect of the whole counts for every report."""
    broken = {
        WRONG_TYPE: bool(defects.wrong),
        UNKNOWN_ROW: bool(defects.unknown),
        ORPHAN_ROW: bool(defects.orphans),
    }
    codes = np.full(batch.rows, VIOLATED if broken.get(rule) else PASSED, np.int8)
    if rule == WRONG_TYPE:
        codes[[row for name in DATES for row, _ in batch.offenders.get(name, ())]] = VIOLATED
    if rule in broken:
        return codes
    if defects.doubled:
        ids = batch.columns["report_id"]
        hit = pc.is_in(ids, pa.array(sorted(defects.doubled)))
        codes[hit.to_numpy(zero_copy_only=False)] = VIOLATED
    return codes


def date_findings(batch: Batch) -> Iterator[tuple[int, Finding]]:
    """(row, finding) for every date that is none, in a column of a type that can hold dates."""
    for name in DATES:
        for row, seen in batch.offenders.get(name, ()):
            expected = f"date32: {SPAN}"
            yield row, Finding(observed=seen, expected=expected, params={"column": name})


def row_codes(rule: str, batch: Batch) -> np.ndarray:
    """Status codes of the rules over the columns that every report has to fill."""
    codes = np.full(batch.rows, PASSED, np.int8)
    if rule == BAD_YEAR:
        codes[[row for row, _ in batch.bad_years]] = VIOLATED
    else:
        codes[blank_text(batch.columns["report_id" if rule == NO_ID else "publisher"])] = VIOLATED
    return codes


def row_findings(rule: str, batch: Batch, codes: np.ndarray) -> Iterator[tuple[int, Finding]]:
    """(row, finding) of the rules over the columns that every report has to fill.

    Reports without an id cannot be named; they are counted and reported once for the export.
    """
    if rule == BAD_YEAR:
        span = f"{FIRST_YEAR}–{LAST_YEAR}"
        for row, seen in batch.bad_years:
            found = Finding(observed=seen or "null", expected=span)
            yield row, _unless_not_read(found, batch, row) if seen is None else found
    elif rule == NO_PUBLISHER:
        for row in np.flatnonzero(codes == VIOLATED).tolist():
            yield row, _unless_not_read(Finding(), batch, row)


def _unless_not_read(finding: Finding, batch: Batch, row: int) -> Finding:
    """What a reader of documents left blank it did not find, which is not the publisher's slip."""
    extraction = batch.columns.get(doubted_tables.COLUMN)
    if extraction is None or not extraction[row].is_valid:
        return finding
    return replace(
        finding,
        severity=Severity.WARNING,
        confidence=Confidence.HINT,
        cause=doubted_tables.DOUBTED,
    )


def blank_text(column: pa.Array) -> np.ndarray:
    """Boolean mask of the rows whose text is null or holds nothing but blanks."""
    blank = pc.match_substring_regex(pc.fill_null(column, ""), _BLANK)
    mask: np.ndarray = blank.to_numpy(zero_copy_only=False)
    return mask


def domain_codes(
    rule: str, editions: Iterable[Edition], batch: Batch, cells: Mapping[str, Cell]
) -> np.ndarray:
    """Status codes of a rule that asks whether a table's values are counts, or money."""
    codes = np.full(batch.rows, NOT_APPLICABLE, np.int8)
    codes[batch.formless] = NO_YEAR
    for edition in editions:
        asked = [t for t in edition.tables if t.domain_rule == rule]
        governed = batch.edition_rows.get(edition.key)
        if not asked or governed is None or not governed.any():
            continue
        paths = [cell.path for table in asked for cell in table.cells]
        present = [path for path in paths if path in batch.columns]
        filled = np.zeros(batch.rows, bool)
        for path in present:
            if batch.columns[path].null_count == 0:
                filled[:] = True
                break
            filled |= ~batch.is_null(path)
        codes[governed] = np.where(filled[governed], PASSED, UNDETERMINED)
        if len(present) < len(paths):
            codes[governed] = SKIPPED
        for path in present:
            for row, _ in batch.offenders.get(path, ()):
                if governed[row]:
                    codes[row] = VIOLATED
    return codes


def domain_findings(
    rule: str, editions: Iterable[Edition], batch: Batch
) -> Iterator[tuple[int, Finding]]:
    """(row, finding) for every value that is out of its cell's domain."""
    for edition in editions:
        governed = batch.edition_rows.get(edition.key)
        if governed is None:
            continue
        for table in edition.tables:
            if table.domain_rule != rule:
                continue
            for cell in table.cells:
                for row, seen in batch.offenders.get(cell.path, ()):
                    if governed[row]:
                        yield (
                            row,
                            Finding(
                                cells=(cell.path,),
                                observed=seen,
                                expected=_EXPECTED[cell.kind],
                                params={"path": cell.path},
                            ),
                        )

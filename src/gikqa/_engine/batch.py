"""One batch of reports with clean columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._export.dates import DATES, as_dates
from gikqa._export.layout import Layout
from gikqa._export.values import CHECKS, as_cells, as_text, is_text
from gikqa.editions import Cell, Edition, Kind

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Batch:
    """Reports of one batch: columns by name, and which edition each report has to follow.

    `columns` holds what the source has of what was asked for: cells as int64 or decimal, null
    where blank or out of domain; `year` as int64, null where it is no year.
    `offenders`: cell or date → (row, value as it stood there).
    `edition_rows`: edition → boolean mask.
    `huge`: cells with values so large that sums of them could leave int64.
    """

    rows: int
    columns: Mapping[str, pa.Array]
    offenders: Mapping[str, Sequence[tuple[int, str]]]
    bad_years: Sequence[tuple[int, str | None]]
    edition_rows: Mapping[str, np.ndarray]
    huge: frozenset[str]
    layout: Layout
    nulls: dict[str, np.ndarray] = field(default_factory=dict)

    def text(self, name: str, row: int) -> str | None:
        """A text column's value in one row; None if blank or absent."""
        column = self.columns.get(name)
        return None if column is None else column[row].as_py()

    def year(self, row: int) -> int | None:
        """The report year of one row, if it is one."""
        value = self.columns["year"][row].as_py()
        return None if value is None else int(value)

    @cached_property
    def formless(self) -> np.ndarray:
        """Boolean mask of the reports of which nobody knows the form: no year, none stated."""
        formless: np.ndarray = self.is_null("year").copy()
        for governed in self.edition_rows.values():
            formless &= ~governed
        return formless

    def is_null(self, name: str) -> np.ndarray:
        """Boolean mask of the rows where a column is blank."""
        if name not in self.nulls:
            column = self.columns[name]
            self.nulls[name] = pc.is_null(column).to_numpy(zero_copy_only=False)
        return self.nulls[name]


def clean_batch(
    raw: pa.RecordBatch,
    layout: Layout,
    cells: Mapping[str, Cell],
    editions: Mapping[str, Edition],
) -> Batch:
    """Bring the columns of a raw batch into their types and set apart what does not fit."""
    columns: dict[str, pa.Array] = {}
    offenders: dict[str, tuple[tuple[int, str], ...]] = {}
    huge: set[str] = set()
    for name, column in layout.take(raw).items():
        if name in cells:
            cleaned = as_cells(column, cells[name].kind)
            columns[name] = cleaned.values
            if cleaned.huge:
                huge.add(name)
            if cleaned.offenders:
                offenders[name] = cleaned.offenders
        elif name in DATES:
            cleaned = as_dates(column)
            columns[name] = cleaned.values
            if cleaned.offenders:
                offenders[name] = cleaned.offenders
        elif name in CHECKS and (is_text(column.type) or CHECKS[name][0] is is_text):
            columns[name] = as_text(column)
        else:
            columns[name] = column
    columns["year"], bad_years = _clean_years(columns["year"])
    return Batch(
        rows=raw.num_rows,
        columns=columns,
        offenders=offenders,
        bad_years=bad_years,
        edition_rows=_editions_of(editions, columns["year"], columns.get("edition")),
        huge=frozenset(huge),
        layout=layout,
    )


def _clean_years(column: pa.Array) -> tuple[pa.Array, list[tuple[int, str | None]]]:
    """Years as int64, null where none stands or none can be; and those rows with their value."""
    whole = as_cells(column, Kind.COUNT).values
    span = pc.min_max(whole).as_py()
    if (
        not whole.null_count
        and len(whole)
        and FIRST_YEAR <= span["min"] <= span["max"] <= LAST_YEAR
    ):
        return whole, []
    whole = pc.fill_null(whole, 0)
    usable = pc.and_(pc.greater_equal(whole, FIRST_YEAR), pc.less_equal(whole, LAST_YEAR))
    bad = np.flatnonzero(~usable.to_numpy(zero_copy_only=False))
    values = [(int(row), column[int(row)].as_py()) for row in bad]
    years = pc.if_else(usable, whole, pa.scalar(None, pa.int64()))
    return years, [(row, None if value is None else str(value)) for row, value in values]


def _editions_of(
    editions: Mapping[str, Edition], years: pa.Array, stated: pa.Array | None
) -> dict[str, np.ndarray]:
    """Which reports each edition governs; where two could, the later one has replaced the other.

    A report without a year that could be one follows the edition that its exporter states.
    """
    free = np.ones(len(years), bool)
    masks = {}
    for edition in sorted(editions.values(), key=lambda one: one.first_year, reverse=True):
        masks[edition.key] = _governed(edition, years) & free
        free &= ~masks[edition.key]
    if years.null_count and stated is not None:
        without = pc.is_null(years)
        for key, mask in masks.items():
            named = pc.fill_null(pc.and_(without, pc.equal(stated, key)), False)
            mask |= named.to_numpy(zero_copy_only=False)
    return masks


def _governed(edition: Edition, years: pa.Array) -> np.ndarray:
    low = pc.greater_equal(years, edition.first_year)
    if edition.last_year is not None:
        low = pc.and_(low, pc.less_equal(years, edition.last_year))
    mask: np.ndarray = pc.fill_null(low, False).to_numpy(zero_copy_only=False)
    return mask

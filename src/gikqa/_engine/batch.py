"""One batch of reports with clean columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.governed import FIRST_YEAR, LAST_YEAR, abroad, governed_rows
from gikqa._export.layout import Layout
from gikqa._export.values import CHECKS, DATES, Cleaned, as_cells, as_dates, as_text, is_text
from gikqa.editions import Cell, Edition, Kind

REPORT_FIELDS = ("report_id", "publisher", "region_code", "year")


@dataclass(frozen=True)
class Batch:
    """Reports of one batch: columns by name, and which edition each report has to follow.

    `columns` holds the wanted columns that the source has: cells as int64 or decimal, null where
    blank or out of domain; `year` as int64, null where it is no year.
    `offenders`: cell or date → (row, value as the export has it).
    `edition_rows`: edition → boolean mask, extensions last. `of_countries`: country beside China
    for which there is an edition → boolean mask.
    `huge`: cells with values so large that sums of them could leave int64.
    """

    rows: int
    columns: Mapping[str, pa.Array]
    offenders: Mapping[str, Sequence[tuple[int, str]]]
    bad_years: Sequence[tuple[int, str | None]]
    edition_rows: Mapping[str, np.ndarray]
    huge: frozenset[str]
    of_countries: Mapping[str, np.ndarray]
    editions: Mapping[str, Edition]
    layout: Layout
    nulls: dict[str, np.ndarray] = field(default_factory=dict)

    def value(self, name: str, row: int) -> Any:
        """The value of a column in one row; None if it is blank or the export lacks the column."""
        column = self.columns.get(name)
        return None if column is None else column[row].as_py()

    def report_fields(self, row: int) -> dict[str, Any]:
        """The fields of a report that every finding states; null where the export is."""
        return {name: self.value(name, row) for name in REPORT_FIELDS}

    @cached_property
    def formless(self) -> np.ndarray:
        """Boolean mask of the reports whose form is unknown: they have no year and state none."""
        governed = np.logical_or.reduce([*self.edition_rows.values(), ~self.is_null("year")])
        formless: np.ndarray = ~governed
        return formless

    def accepted_labels(self, row: int) -> Iterator[tuple[str, str]]:
        """The labels that extensions of the form of a report accept: path, and the label."""
        for key, edition in self.editions.items():
            if edition.labels and self.edition_rows[key][row]:
                for path, variants in edition.labels.items():
                    yield from ((path, label) for label in variants)

    def is_null(self, name: str) -> np.ndarray:
        """Boolean mask of the rows where a column is blank."""
        if name not in self.nulls:
            column = self.columns[name]
            self.nulls[name] = pc.is_null(column).to_numpy(zero_copy_only=False)
        return self.nulls[name]


def clean_batch(
    raw: pa.RecordBatch, layout: Layout, cells: Mapping[str, Cell], editions: Mapping[str, Edition]
) -> Batch:
    """Bring the columns of a raw batch into their types, and list the values that do not fit."""
    columns: dict[str, pa.Array] = {}
    cleaned: dict[str, Cleaned] = {}
    for name, column in layout.take(raw).items():
        if name in cells:
            cleaned[name] = as_cells(column, cells[name].kind)
        elif name in DATES:
            cleaned[name] = as_dates(column)
        elif name in CHECKS and (is_text(column.type) or CHECKS[name][0] is is_text):
            columns[name] = as_text(column)
        else:
            columns[name] = column
    columns |= {name: column.values for name, column in cleaned.items()}
    columns["year"], bad_years = _clean_years(columns["year"])
    of_countries = abroad(editions, columns)
    return Batch(
        rows=raw.num_rows,
        columns=columns,
        offenders={name: column.offenders for name, column in cleaned.items()},
        bad_years=bad_years,
        edition_rows=governed_rows(editions, columns, of_countries),
        of_countries=of_countries,
        editions=editions,
        huge=frozenset(name for name, column in cleaned.items() if column.huge),
        layout=layout,
    )


def _clean_years(column: pa.Array) -> tuple[pa.Array, list[tuple[int, str | None]]]:
    """Years as int64, null where one is blank or impossible; and those rows with their value."""
    years = pc.fill_null(as_cells(column, Kind.COUNT).values, 0)
    usable = pc.and_(pc.greater_equal(years, FIRST_YEAR), pc.less_equal(years, LAST_YEAR))
    bad = np.flatnonzero(~usable.to_numpy(zero_copy_only=False)).tolist()
    values = [(row, column[row].as_py()) for row in bad]
    return pc.if_else(usable, years, None), [
        (row, None if value is None else str(value)) for row, value in values
    ]

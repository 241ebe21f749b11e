"""Find one report in an export, and read no more than its columns and its part of the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._engine.batch import Batch, clean_batch
from gikqa._engine.plan import Plan
from gikqa._export.layout import find_layout
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.sources import Source, open_sources
from gikqa._export.text_bombs import written_out
from gikqa._select import did_you_mean
from gikqa.errors import InputError, UsageError

_ID = "report_id"
_ROWS = 16_384
_KNOWN = 20_000
"""Ids that are kept to name the nearest one."""


@dataclass(frozen=True)
class OneReport:
    """A report as the export has it, as a table with one row, and the source that holds it."""

    table: pa.Table
    source: str

    def batch(self, plan: Plan) -> Batch:
        """The report with clean columns."""
        layout = find_layout(self.table.schema, plan.columns(None), plan.cells, self.source)
        raw = self.table.combine_chunks().to_batches()[0]
        return clean_batch(raw, layout, plan.cells, plan.editions)


@dataclass
class _Search:
    plan: Plan
    report_id: str
    known: list[str] = field(default_factory=list)
    unread: list[InputError] = field(default_factory=list)

    def reports(self, data: Any) -> Iterator[OneReport]:
        for source in open_sources(data, self.plan.cells):
            if isinstance(source, InputError):
                self.unread.append(source)
                continue
            try:
                yield from self._in_source(source)
            except InputError as error:
                self.unread.append(error)

    def _in_source(self, source: Source) -> Iterator[OneReport]:
        schema, wanted = source.schema, self.plan.columns(source.years())
        layout = find_layout(schema, wanted, self.plan.cells, source.name)
        for part in self._parts(source):
            # A column of a wrong type is not read, but the reader of the row must see its type.
            columns = schema.names if layout.wrong else layout.to_read
            for batch in part.batches(columns, _ROWS):
                for row in self._rows(batch):
                    one = written_out(batch.slice(row, 1))
                    yield OneReport(pa.Table.from_batches([one]), source.name)

    def _parts(self, source: Source) -> Sequence[Source]:
        """The row groups of a Parquet file that hold the report; another source as a whole."""
        if not isinstance(source, ParquetSource):
            return [source]
        groups = [replace(source, groups=[one]) for part in source.parts() for one in part]
        return [
            group for group in groups if any(self._rows(ids) for ids in group.batches([_ID], _ROWS))
        ]

    def _rows(self, batch: pa.RecordBatch) -> list[int]:
        ids = batch.column(_ID).cast(pa.string())
        if len(self.known) < _KNOWN:
            self.known += pc.drop_null(ids).to_pylist()
        rows: list[int] = pc.indices_nonzero(pc.equal(ids, self.report_id)).to_pylist()
        return rows


def find_report(data: Any, plan: Plan, report_id: str) -> list[OneReport]:
    """The reports with this id; more than one only in an export that breaks the rule on ids.

    Raises UsageError with the nearest id if there is none, InputError with all reasons if nothing
    could be read, or if the report may be in what could not be read.
    """
    search = _Search(plan, report_id)
    found = [*search.reports(data)]
    if found:
        return found
    lines: list[Any] = [*search.unread]
    if search.known or not lines:
        hint = did_you_mean(report_id, search.known)
        lines.append(UsageError.worded("no such report", report_id=report_id, hint=hint))
    en, zh = ("\n".join(line.in_language(lang) for line in lines) for lang in ("en", "zh"))
    raise (InputError if search.unread else UsageError)(en, zh)


def the_only(found: Sequence[OneReport], report_id: str) -> OneReport:
    """The report of an id. Raises InputError if several have it."""
    if len(found) > 1:
        sources = list(dict.fromkeys(one.source for one in found))
        words = {"report_id": report_id, "count": len(found), "sources": sources}
        raise InputError.worded("double report", **words)
    return found[0]

"""Join small batches of many files before they are judged.

A batch takes 40 ms however few reports it holds, because every rule looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import pyarrow as pa

from gikqa._engine.defects import Defects
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout, find_layout
from gikqa._export.sources import Source
from gikqa._export.text_bombs import MOST_TEXT, bytes_of_texts, written_out
from gikqa.editions import edition_for

_KINDS = 8
"""Most kinds of batches that wait at a time: each kind may hold a full batch in memory."""

Piece: TypeAlias = tuple[list[pa.RecordBatch], Layout, Defects]
"""Batches that are judged together, with their common layout and defects."""


class Layouts:
    """Finds the layouts of sources; a source with the schema of the last one has its layout."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._last: dict[tuple[int, int] | None, tuple[pa.Schema, Layout]] = {}

    def of(self, source: Source) -> Layout:
        """The places of the columns of a source. Raises InputError if it is no export."""
        years, schema = source.years(), source.schema
        if years in self._last and self._last[years][0].equals(schema):
            return self._last[years][1]
        layout = find_layout(schema, self._plan.columns(years), self._plan.cells, source.name)
        self._last[years] = (schema, layout)
        return layout


@dataclass
class _Waiting:
    """Small batches of one kind, until there are enough of them."""

    kind: tuple[Layout, Defects, frozenset[str | None], pa.Schema]
    batches: list[pa.RecordBatch] = field(default_factory=list)
    rows: int = 0
    text: int = 0

    def add(self, batch: pa.RecordBatch, text: int) -> None:
        self.batches.append(batch)
        self.rows += batch.num_rows
        self.text += text

    def whole(self) -> Piece:
        try:
            batches = [pa.concat_batches(self.batches)]
        except pa.ArrowInvalid:  # dictionaries with more values than their places can number
            batches = self.batches
        layout, defects, *_ = self.kind
        return [written_out(batch) for batch in batches], layout, defects


class Gathered:
    """Holds small batches back until there are enough that can be judged as one.

    Only batches with the same columns, defects and forms are joined, so that what is reported of a
    batch as a whole, such as why a rule was skipped, stays the same.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._waiting: list[_Waiting] = []

    def add(
        self, batch: pa.RecordBatch, most: int, layout: Layout, defects: Defects
    ) -> Iterator[Piece]:
        """Add a batch; yields the pieces that need not wait. most: reports in a batch."""
        forms = self._forms(batch, layout)
        if forms is None or batch.num_rows * 2 > most:  # to copy many costs more than it saves
            small = batch.num_rows * 2 <= most
            yield [written_out(batch) if small else batch], layout, defects
            return
        kind = (layout, defects, forms, batch.schema)
        found = next((waiting for waiting in self._waiting if waiting.kind == kind), None)
        text = bytes_of_texts(batch)
        if found is not None and (
            found.rows + batch.num_rows > most or found.text + text > MOST_TEXT
        ):
            self._waiting.remove(found)
            yield found.whole()
            found = None
        if found is None:
            if len(self._waiting) == _KINDS:
                yield self._waiting.pop(0).whole()
            found = _Waiting(kind)
            self._waiting.append(found)
        found.add(batch, text)

    def rest(self) -> Iterator[Piece]:
        """The pieces that still wait."""
        while self._waiting:
            yield self._waiting.pop(0).whole()

    def _forms(self, batch: pa.RecordBatch, layout: Layout) -> frozenset[str | None] | None:
        """The forms that reports follow, empty if the source has all cells of all forms.

        None if the years do not tell the forms, because one is blank or no integer.
        """
        if (layout.missing | layout.wrong.keys()).isdisjoint(self._plan.cells):
            return frozenset()
        years = layout.column(batch, "year")
        if years.null_count or not pa.types.is_integer(years.type):
            return None
        editions = self._plan.editions.values()
        forms = (edition_for(year, editions) for year in years.unique().to_pylist())
        return frozenset(None if form is None else form.key for form in forms)

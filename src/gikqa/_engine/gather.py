"""Put together what is alike in many small files, for each batch has a cost of its own.

A batch costs 40 ms however few reports it holds: each rule looks at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import pyarrow as pa

from gikqa._engine.export_rules import Defects
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout, find_layout
from gikqa._export.sources import Source
from gikqa._export.text_bombs import MOST_TEXT, bytes_of_texts, written_out
from gikqa.editions import edition_for

_KINDS = 8
"""Kinds of batches that wait at a time: each kind may hold a whole batch in memory."""

Piece: TypeAlias = tuple[list[pa.RecordBatch], Layout, Defects]
"""What is judged together."""


class Layouts:
    """The layouts of sources one after another; that of a source like the last one is known."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._last: dict[tuple[int, int] | None, tuple[pa.Schema, Layout]] = {}

    def of(self, source: Source) -> Layout:
        """Where the columns of a source are. Raises InputError if it is no export."""
        years, schema = source.years(), source.schema
        if years in self._last and self._last[years][0].equals(schema):
            return self._last[years][1]
        layout = find_layout(schema, self._plan.columns(years), self._plan.cells, source.name)
        self._last[years] = (schema, layout)
        return layout


@dataclass
class _Waiting:
    """Batches of one kind, small ones, until there are enough of them."""

    layout: Layout
    defects: Defects
    forms: frozenset[str | None]
    schema: pa.Schema
    batches: list[pa.RecordBatch] = field(default_factory=list)
    rows: int = 0
    text: int = 0

    def takes(self, other: _Waiting) -> bool:
        return (
            (self.layout is other.layout or self.layout == other.layout)
            and self.forms == other.forms
            and self.defects == other.defects
            and self.schema.equals(other.schema)
        )

    def add(self, batch: pa.RecordBatch, text: int) -> None:
        self.batches.append(batch)
        self.rows += batch.num_rows
        self.text += text

    def whole(self) -> Piece:
        try:
            batches = [pa.concat_batches(self.batches)]
        except pa.ArrowInvalid:  # dictionaries with more values than their places can number
            batches = self.batches
        return [written_out(batch) for batch in batches], self.layout, self.defects


class Gathered:
    """Holds small batches back until there are enough that can be judged as one.

    Only batches with the same columns, defects and forms are put together, so that nothing that is
    said of a batch as a whole, such as why a rule was skipped, changes.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._waiting: list[_Waiting] = []

    def add(
        self, batch: pa.RecordBatch, most: int, layout: Layout, defects: Defects
    ) -> Iterator[Piece]:
        """Take in a batch, and give what need not wait. most: reports a batch."""
        forms = self._forms(batch, layout)
        if forms is None or batch.num_rows * 2 > most:  # to copy many costs more than it saves
            small = batch.num_rows * 2 <= most
            yield [written_out(batch) if small else batch], layout, defects
            return
        mine = _Waiting(layout, defects, forms, batch.schema)
        found = next((one for one in self._waiting if one.takes(mine)), None)
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
            found = mine
            self._waiting.append(found)
        found.add(batch, text)

    def rest(self) -> Iterator[Piece]:
        """What waits still."""
        while self._waiting:
            yield self._waiting.pop(0).whole()

    def _forms(self, batch: pa.RecordBatch, layout: Layout) -> frozenset[str | None] | None:
        """The forms that reports follow, where it matters which cells the source lacks.

        None if that takes more than a look at their years.
        """
        if (layout.missing | layout.wrong.keys()).isdisjoint(self._plan.cells):
            return frozenset()
        years = layout.column(batch, "year")
        if years.null_count or not pa.types.is_integer(years.type):
            return None
        editions = self._plan.editions.values()
        forms = (edition_for(year, editions) for year in years.unique().to_pylist())
        return frozenset(None if form is None else form.key for form in forms)

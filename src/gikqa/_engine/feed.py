"""Read sources, and yield pieces of them that are judged together; small batches are joined.

A batch takes 40 ms however few reports it holds, because every rule looks at it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import numpy as np
import pyarrow as pa

from gikqa._engine.defects import Defects, defects_of
from gikqa._engine.governed import abroad, columns_of_scopes, governed_rows
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout, find_layout
from gikqa._export.limits import Limits, refuse_columns
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.sources import Source
from gikqa._export.text_bombs import MOST_TEXT, written_out
from gikqa._export.values import as_text
from gikqa.editions import edition_for
from gikqa.errors import InputError

_JOINED = 256
"""Small batches that are joined at a time: one of 190 columns takes 0.35 MB beside its values."""
_KINDS = 8
"""Most kinds of batches that wait at a time: each kind may hold a full batch in memory."""

T = TypeVar("T")
Piece: TypeAlias = tuple[list[pa.RecordBatch], Layout, Defects]
"""Batches that are judged together, with their common layout and defects."""


@dataclass
class _Waiting:
    """Small batches of one kind, until there are enough of them."""

    kind: tuple[Layout, Defects, frozenset[str | None], pa.Schema]
    joined: list[pa.RecordBatch] = field(default_factory=list)
    small: list[pa.RecordBatch] = field(default_factory=list)
    rows: int = 0
    text: int = 0

    def add(self, batch: pa.RecordBatch, text: int) -> None:
        self.small.append(batch)
        self.rows += batch.num_rows
        self.text += text
        if len(self.small) == _JOINED:
            self.joined += _as_one(self.small)
            self.small = []

    def whole(self) -> Piece:
        layout, defects, *_ = self.kind
        batches = _as_one([*self.joined, *self.small])
        return [written_out(batch) for batch in batches], layout, defects


def _as_one(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    try:
        return [pa.concat_batches(batches)]
    except pa.ArrowInvalid:  # dictionaries with more values than their places can number
        return batches


@dataclass
class Gathered:
    """Holds small batches back until there are enough that can be judged as one.

    Only batches with the same columns, defects and forms are joined, so that what is reported of a
    batch as a whole, such as why a rule was skipped, stays the same.
    """

    plan: Plan
    _waiting: list[_Waiting] = field(default_factory=list)

    def add(
        self, batch: pa.RecordBatch, text: int, most: int, layout: Layout, defects: Defects
    ) -> Iterator[Piece]:
        """Add a batch; yields the pieces that need not wait.

        text: the bytes of its texts. most: reports in a batch.
        """
        forms = self._forms(batch, layout)
        if forms is None or batch.num_rows * 2 > most:  # to copy many costs more than it saves
            small = batch.num_rows * 2 <= most
            yield [written_out(batch) if small else batch], layout, defects
            return
        kind = (layout, defects, forms, batch.schema)
        found = next((waiting for waiting in self._waiting if waiting.kind == kind), None)
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
        if (layout.missing | layout.wrong.keys()).isdisjoint(self.plan.cells):
            return frozenset()
        years = layout.column(batch, "year")
        if years.null_count or not pa.types.is_integer(years.type):
            return None
        editions = self.plan.editions
        if all(edition.is_national for edition in editions.values()):
            forms = (edition_for(year, editions.values()) for year in years.unique().to_pylist())
            return frozenset(None if form is None else form.key for form in forms)
        names = ("region_code", *columns_of_scopes(editions.values()))
        columns = {n: as_text(layout.column(batch, n)) for n in names if n in layout.places}
        columns["year"] = years
        masks = governed_rows(editions, columns, abroad(editions, columns))
        governed = frozenset[str | None](key for key, mask in masks.items() if mask.any())
        return governed if np.logical_or.reduce([*masks.values()]).all() else governed | {None}


_ROWS, _ROWS_WITH_TEXT = 32_768, 2_048
"""Reports in a batch: 190 counts each take 50 MB; narratives take that with far fewer reports."""
_AHEAD = 3
"""Sources that are begun before they are read, so that files of few reports are decoded by then."""

Begun: TypeAlias = tuple[int, Source, Layout, Defects, int]
"""A source with its number, and the most reports that a batch of it may hold."""


@dataclass
class Feed:
    """Reads sources and yields pieces; each holds batches with one layout and its defects.

    begun: called with the number and the defects of each source that is an export. refuse: called
    with number, name and error of a source that cannot be read; the next one follows, unless the
    run holds too many reports. pool: decodes files of few reports. split: whether each piece of a
    large file is read by the thread that judges it. Everything else is read here, a batch at a
    time, and small batches are joined.
    """

    plan: Plan
    begun: Callable[[int, Defects], None]
    refuse: Callable[[int, str, InputError], None]
    pool: Executor
    limits: Limits
    split: bool
    _last: dict[tuple[int, int] | None, tuple[pa.Schema, Layout]] = field(default_factory=dict)

    def pieces(self, sources: Iterator[Source | InputError]) -> Iterator[Any]:
        """(number and name of the source, batches, layout, defects), piece by piece."""
        number, gathered = -1, Gathered(self.plan)
        for begun in begun_ahead(self._ahead(sources), _AHEAD):
            number, source, *_ = begun
            try:
                yield from self.pieces_of(gathered, *begun)
            except InputError as error:
                self.refuse(number, source.name, error)
        for whole in gathered.rest():
            yield number + 1, "", *whole

    def begin(self, sources: Iterator[Source | InputError]) -> Iterator[Begun]:
        """Find the layout and the defects of each source, and read no report."""
        for number, source in enumerate(sources):
            if isinstance(source, InputError):
                self.refuse(number, "", source)
                continue
            try:
                layout = self._layout_of(source)
                self.limits.begin(source.name, source.rows, source.stored)
            except InputError as error:
                self.refuse(number, source.name, error)
                if self.limits.reached:
                    return
                continue
            defects = defects_of(layout, source)
            self.begun(number, defects)
            most = _ROWS_WITH_TEXT if "sections" in layout.places else _ROWS
            yield number, source, layout, defects, most

    def _ahead(self, sources: Iterator[Source | InputError]) -> Iterator[Begun]:
        for begun in self.begin(sources):
            _, source, layout, _, most = begun
            if isinstance(source, ParquetSource):
                source.read_ahead(self.pool, layout.to_read, most)
            yield begun

    def _layout_of(self, source: Source) -> Layout:
        """The layout of a source; one with the schema of the last source shares its layout."""
        years, schema = source.years(), source.schema
        if years not in self._last or not self._last[years][0].equals(schema):
            refuse_columns(source.name, len(schema))
            found = find_layout(schema, self.plan.columns(years), self.plan.cells, source.name)
            self._last[years] = (schema, found)
        return self._last[years][1]

    def pieces_of(
        self,
        gathered: Gathered,
        number: int,
        source: Source,
        layout: Layout,
        defects: Defects,
        most: int,
    ) -> Iterator[Any]:
        """The pieces of one source that need not wait in `gathered` for more."""
        wanted = layout.to_read
        parts: list[Iterator[pa.RecordBatch]] = []
        if self.split and isinstance(source, ParquetSource):
            parts = source.pieces(wanted, most)
        if len(parts) > 1:
            for batches in parts:
                judged = (batch for batch, _ in self._within(source, batches))
                yield number, source.name, judged, layout, defects
            return
        for batch, text in self._within(source, source.batches(wanted, most)):
            for whole in gathered.add(batch, text, most, layout, defects):
                yield number, source.name, *whole

    def _within(
        self, source: Source, batches: Iterator[pa.RecordBatch]
    ) -> Iterator[tuple[pa.RecordBatch, int]]:
        counted, packed = source.rows is not None, source.stored is not None
        return self.limits.within(source.name, batches, counted=counted, packed=packed)


def begun_ahead(items: Iterable[T], most: int) -> Iterator[T]:
    """The items in their order; so many are made before the first of them is needed."""
    waiting: deque[T] = deque()
    for item in items:
        waiting.append(item)
        if len(waiting) > most:
            yield waiting.popleft()
    while waiting:
        yield waiting.popleft()

"""Read sources, and yield pieces of them that are judged together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from typing import Any, TypeAlias

from gikqa._engine.defects import Defects, defects_of
from gikqa._engine.gather import Gathered, Layouts
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.sources import Source
from gikqa.errors import InputError

_ROWS, _ROWS_WITH_TEXT = 32_768, 2_048
"""Reports in a batch: 190 counts each take 50 MB; narratives take that with far fewer reports."""
_AHEAD = 3
"""Sources that are begun before they are read, so that files of few reports are decoded by then."""

Begun: TypeAlias = tuple[int, Source, Layout, Defects, int]
"""A source with its number, and the most reports that a batch of it may hold."""


class Feed:
    """Reads sources and yields pieces; each holds batches with one layout and its defects.

    begun: called with the number and the defects of each source that is an export. refuse: called
    with number, name and error of a source that cannot be read; the next one follows. pool: decodes
    files of few reports. split: whether each piece of a large file is read by the thread that
    judges it. Everything else is read here, a batch at a time, and small batches are joined.
    """

    def __init__(
        self,
        plan: Plan,
        begun: Callable[[int, Defects], None],
        refuse: Callable[[int, str, InputError], None],
        pool: Executor,
        *,
        split: bool,
    ) -> None:
        self._layouts, self._gathered = Layouts(plan), Gathered(plan)
        self._begun, self._refuse = begun, refuse
        self._pool, self._split = pool, split

    def pieces(self, sources: Iterator[Source | InputError]) -> Iterator[Any]:
        """(number and name of the source, batches, layout, defects), piece by piece."""
        number = -1
        for begun in _before_needed(self._begin(sources)):
            number, source, *_ = begun
            try:
                yield from self._pieces_of(*begun)
            except InputError as error:
                self._refuse(number, source.name, error)
        for whole in self._gathered.rest():
            yield number + 1, "", *whole

    def _begin(self, sources: Iterator[Source | InputError]) -> Iterator[Begun]:
        for number, source in enumerate(sources):
            if isinstance(source, InputError):
                self._refuse(number, "", source)
                continue
            try:
                layout = self._layouts.of(source)
            except InputError as error:
                self._refuse(number, source.name, error)
                continue
            defects = defects_of(layout, source)
            self._begun(number, defects)
            most = _ROWS_WITH_TEXT if "sections" in layout.places else _ROWS
            if isinstance(source, ParquetSource):
                source.read_ahead(self._pool, layout.to_read, most)
            yield number, source, layout, defects, most

    def _pieces_of(
        self, number: int, source: Source, layout: Layout, defects: Defects, most: int
    ) -> Iterator[Any]:
        parts = source.pieces() if self._split and isinstance(source, ParquetSource) else []
        if len(parts) > 1:
            for part in parts:
                batches = part.batches(layout.to_read, most)
                yield number, source.name, batches, layout, defects
            return
        for batch in source.batches(layout.to_read, most):
            for whole in self._gathered.add(batch, most, layout, defects):
                yield number, source.name, *whole


def _before_needed(begun: Iterator[Begun]) -> Iterator[Begun]:
    """The same; each is begun while those before it are still read."""
    waiting: deque[Begun] = deque()
    for each in begun:
        waiting.append(each)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()
    yield from waiting

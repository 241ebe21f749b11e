"""Cut what is read into pieces that are judged together."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from gikqa._engine.door import Defects, defects_of
from gikqa._engine.gather import Gathered, Layouts
from gikqa._engine.plan import Plan
from gikqa._export.layout import Layout
from gikqa._export.sources import ParquetSource, Source
from gikqa.errors import InputError

_SMALL = 256
"""Reports of a file that is read as a whole."""
_ROWS, _ROWS_WITH_TEXT = 32_768, 2_048
"""Reports a batch: 190 counts take 50 MB; a narrative alone takes that with far fewer reports."""

_Read = tuple[list[pa.RecordBatch], InputError | None]


@dataclass(frozen=True)
class _Opened:
    """A source whose columns are known."""

    number: int
    source: Source
    layout: Layout
    defects: Defects
    most: int

    def batches(self) -> Iterator[pa.RecordBatch]:
        return self.source.batches(self.layout.to_read, self.most)

    def read(self) -> _Read:
        """All batches; what came before a damaged place still counts."""
        read: list[pa.RecordBatch] = []
        try:
            for batch in self.batches():
                read.append(batch)
        except InputError as error:
            return read, error
        return read, None


class Feed:
    """Reads sources and gives pieces to judge, each of batches with one layout and its defects.

    begun: called with the number and the defects of each source that is an export. refuse: called
    with number, name and error of what cannot be read, which is then passed over. split: a file of
    several pieces is read by those that judge them, one piece each; all else is read here, small
    files in the pool, `ahead` of them and one more at once; small batches are put together.
    """

    def __init__(
        self,
        plan: Plan,
        pool: Executor,
        begun: Callable[[int, Defects], None],
        refuse: Callable[[int, str, InputError], None],
        *,
        ahead: int,
        split: bool,
    ) -> None:
        self._layouts, self._gathered = Layouts(plan), Gathered(plan)
        self._pool = pool
        self._begun, self._refuse = begun, refuse
        self._ahead, self._split = ahead, split
        self._small: deque[tuple[_Opened, Future[_Read]]] = deque()

    def pieces(self, opened: Sequence[Source | InputError]) -> Iterator[Any]:
        """(number and name of the source, batches, layout, defects), piece by piece."""
        for number, source in enumerate(opened):
            small = isinstance(source, ParquetSource) and source.rows <= _SMALL
            while self._small and (not small or len(self._small) > self._ahead):
                yield from self._first_small()
            try:
                if isinstance(source, InputError):
                    raise source
                one = self._open(number, source)
                if small:
                    self._small.append((one, self._pool.submit(one.read)))
                else:
                    yield from self._read(one)
            except InputError as error:
                self._refuse(number, getattr(source, "name", ""), error)
        while self._small:
            yield from self._first_small()
        for whole in self._gathered.rest():
            yield len(opened), "", *whole

    def _open(self, number: int, source: Source) -> _Opened:
        layout = self._layouts.of(source)
        defects = defects_of(layout, source)
        self._begun(number, defects)
        most = _ROWS_WITH_TEXT if "sections" in layout.places else _ROWS
        return _Opened(number, source, layout, defects, most)

    def _read(self, one: _Opened) -> Iterator[Any]:
        source = one.source
        pieces = source.pieces() if self._split and isinstance(source, ParquetSource) else []
        if len(pieces) < 2:
            yield from self._gather(one, one.batches())
            return
        for piece in pieces:
            batches = piece.batches(one.layout.to_read, one.most)
            yield one.number, source.name, batches, one.layout, one.defects

    def _first_small(self) -> Iterator[Any]:
        one, reading = self._small.popleft()
        batches, error = reading.result()
        yield from self._gather(one, batches)
        if error is not None:
            self._refuse(one.number, one.source.name, error)

    def _gather(self, one: _Opened, batches: Iterable[pa.RecordBatch]) -> Iterator[Any]:
        for batch in batches:
            for whole in self._gathered.add(batch, one.most, one.layout, one.defects):
                yield one.number, one.source.name, *whole

"""Read sources, and yield pieces of them that are judged together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gikqa._engine.defects import Defects, defects_of
from gikqa._engine.gather import Gathered, Layouts
from gikqa._engine.plan import Plan
from gikqa._export.parquet_source import ParquetSource
from gikqa._export.sources import Source
from gikqa.errors import InputError

_ROWS, _ROWS_WITH_TEXT = 32_768, 2_048
"""Reports in a batch: 190 counts each take 50 MB; narratives take that with far fewer reports."""


class Feed:
    """Reads sources and yields pieces; each holds batches with one layout and its defects.

    begun: called with the number and the defects of each source that is an export. refuse: called
    with number, name and error of a source that cannot be read; the next one follows. split:
    whether each piece of a large file is read by the thread that judges it. Everything else is read
    here, a batch at a time, and small batches are joined.
    """

    def __init__(
        self,
        plan: Plan,
        begun: Callable[[int, Defects], None],
        refuse: Callable[[int, str, InputError], None],
        *,
        split: bool,
    ) -> None:
        self._layouts, self._gathered = Layouts(plan), Gathered(plan)
        self._begun, self._refuse = begun, refuse
        self._split = split

    def pieces(self, sources: Iterator[Source | InputError]) -> Iterator[Any]:
        """(number and name of the source, batches, layout, defects), piece by piece."""
        number = -1
        for number, source in enumerate(sources):
            if isinstance(source, InputError):
                self._refuse(number, "", source)
                continue
            try:
                yield from self._pieces_of(number, source)
            except InputError as error:
                self._refuse(number, source.name, error)
        for whole in self._gathered.rest():
            yield number + 1, "", *whole

    def _pieces_of(self, number: int, source: Source) -> Iterator[Any]:
        layout = self._layouts.of(source)
        defects = defects_of(layout, source)
        self._begun(number, defects)
        most = _ROWS_WITH_TEXT if "sections" in layout.places else _ROWS
        parts = source.pieces() if self._split and isinstance(source, ParquetSource) else []
        if len(parts) > 1:
            for part in parts:
                batches = part.batches(layout.to_read, most)
                yield number, source.name, batches, layout, defects
            return
        for batch in source.batches(layout.to_read, most):
            for whole in self._gathered.add(batch, most, layout, defects):
                yield number, source.name, *whole

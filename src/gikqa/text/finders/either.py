"""Several finders as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from gikqa._model.report import Report
from gikqa._model.rule import Finder
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


@dataclass(frozen=True)
class Either:
    """Looks for what one of its finders looks for; made by `either(...)`.

    Each of them has phrases.

    What they find has a `place`: the index of the section, and the first character.
    """

    finders: tuple[Finder, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of all finders."""
        return tuple(dict.fromkeys(name for finder in self.finders for name in finder.reads))

    def phrases(self) -> Iterable[str]:
        """The phrases of all finders."""
        searches = [finder.phrases for finder in self.finders]
        return dict.fromkeys(chain.from_iterable(search() for search in searches if search))

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports that one of the finders lets through."""
        found: Flags = np.logical_or.reduce([finder.scan(batch) for finder in self.finders])
        return found

    def read(self, report: Report) -> Sequence[Any]:
        """What the finders find, in reading order; what several find is given once."""
        found = dict.fromkeys(each for finder in self.finders for each in finder.read(report))
        return sorted(found, key=lambda each: each.place)


def either(*finders: Finder) -> Either:
    """A finder of everything that one of these finders finds."""
    return Either(finders)

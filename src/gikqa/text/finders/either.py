"""Several finders as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from gikqa._model.report import Report
from gikqa.text.characters import Flags
from gikqa.text.finders.count_near import Counted, CountNear
from gikqa.text.finders.near_phrase import Near, NearPhrase
from gikqa.text.rule_batch import RuleBatch


@dataclass(frozen=True)
class Either:
    """Looks for what one of its finders looks for."""

    finders: tuple[NearPhrase | CountNear, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns of all finders."""
        return tuple(dict.fromkeys(name for finder in self.finders for name in finder.reads))

    def phrases(self) -> Iterable[str]:
        """The phrases of all finders."""
        return dict.fromkeys(phrase for finder in self.finders for phrase in finder.phrases())

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports that one of the finders lets through."""
        found: Flags = np.logical_or.reduce([finder.scan(batch) for finder in self.finders])
        return found

    def read(self, report: Report) -> Sequence[Near | Counted]:
        """What the finders find, in reading order; each phrase once, as the first one finds it."""
        found: dict[tuple[int, int], Near | Counted] = {}
        for finder in self.finders:
            for each in finder.read(report):
                found.setdefault((each.hit.index, each.hit.start), each)
        return [found[place] for place in sorted(found)]


def either(*finders: NearPhrase | CountNear) -> Either:
    """A finder of everything that one of these finders finds."""
    return Either(finders)

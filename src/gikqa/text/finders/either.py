"""What one of several finders finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from gikqa._model.report import Report
from gikqa._model.rule import Finder
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


@dataclass(frozen=True)
class Either:
    """Looks for what each of some finders looks for; made by `either(...)`."""

    finders: tuple[Finder, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that any of them reads."""
        return tuple(chain.from_iterable(finder.reads for finder in self.finders))

    def phrases(self) -> Iterable[str]:
        """The phrases of all of them."""
        return chain.from_iterable(finder.phrases() for finder in self.finders)

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports in which one of them may find something."""
        first, *others = (finder.scan(batch) for finder in self.finders)
        found: Flags = first
        for other in others:
            found = found | other
        return found

    def read(self, report: Report) -> Sequence[Any]:
        """What they find, the first finder's first."""
        return [each for finder in self.finders for each in finder.read(report)]


def either(*finders: Finder) -> Either:
    """A finder of what any of the finders finds; each looks at the hits of its own phrases only."""
    return Either(finders)

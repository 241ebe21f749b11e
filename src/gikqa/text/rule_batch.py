"""A batch of reports as one rule sees it: columns, narratives, and the phrases found in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.condition import Value
from gikqa._model.report import Hit
from gikqa.text.characters import Flags, Ints
from gikqa.text.hits import Hits
from gikqa.text.narratives import Narratives

Fact = TypeVar("Fact")


@dataclass(frozen=True)
class RuleBatch:
    """A batch of reports that one rule is about to judge.

    `years`: row → report year, 0 where there is none. `columns`: what the export has of the
    columns of all rules. `hits`: the phrases of this rule; None for a rule without phrases.
    `facts`: function of a batch → what it returned for this batch; all rules share them.
    """

    rows: int
    years: Ints
    columns: Mapping[str, pa.Array]
    narratives: Narratives
    hits: Hits | None = None
    facts: dict["Callable[[RuleBatch], Any]", Any] = field(default_factory=dict)

    def fact(self, compute: "Callable[[RuleBatch], Fact]") -> Fact:
        """What a function of the batch returns, computed once for all rules.

        The function must not look at `hits`, which differ from rule to rule.
        """
        if compute not in self.facts:
            self.facts[compute] = compute(self)
        known: Fact = self.facts[compute]
        return known

    @property
    def found(self) -> Hits:
        """The hits of a rule with phrases."""
        assert self.hits is not None
        return self.hits

    def with_hits_of(self, chosen: Flags) -> "RuleBatch":
        """The same batch with the hits of some rows only."""
        if self.hits is None or chosen.all():
            return self
        return replace(self, hits=self.hits.only(chosen[self.hits.rows]))

    def hits_of_report(self, row: int) -> list[Hit]:
        """The hits of one report, with places in code points."""
        if self.hits is None:
            return []
        first, after = self.narratives.first[row : row + 2].tolist()
        return self.hits_of_sections(first, after)

    def hits_of_sections(self, first: int, after: int) -> list[Hit]:
        """The hits in some neighbouring sections of one report, with places in code points."""
        hits, narratives, data = self.found, self.narratives, self.narratives.data
        some = slice(*hits.sections.searchsorted((first, after)))
        arrays = (
            each[some].tolist() for each in (hits.sections, hits.starts, hits.ends, hits.words)
        )
        printed: list[Hit] = []
        section = number = index = reached = characters = -1
        # Characters are counted from hit to hit, to decode each byte once.
        for place, start, end, word in zip(*arrays, strict=True):
            if place != section:
                section, reached, characters = place, int(narratives.starts[place]), 0
                number = int(narratives.numbers[place])
                index = place - int(narratives.first[narratives.rows[place]])
            begin = characters + len(data[reached:start].decode())
            reached, characters = end, begin + len(hits.phrases[word])
            printed.append(Hit(number, begin, characters, hits.phrases[word], index))
        return printed

    def counts(self, value: Value) -> np.ndarray:
        """Row → the value of a sum of cells; -1 where it is unknown."""
        found = self.fact(value.evaluate)
        if not pa.types.is_int64(found.type):  # an absent column, or a sum beyond 2^63
            found = found.cast(pa.float64())
        counts: np.ndarray = pc.fill_null(found, -1).to_numpy(zero_copy_only=False)
        return counts

    @cached_property
    def section_starts(self) -> Ints:
        """Hit → the byte at which its section begins."""
        return self.narratives.starts[self.found.sections]

    def rows_of(self, chosen: Flags) -> Flags:
        """The rows that have one of the chosen hits."""
        return self._rows(self.found.rows[chosen])

    def rows_of_sections(self, chosen: Flags) -> Flags:
        """The rows that have one of the chosen sections."""
        return self._rows(self.narratives.rows[chosen])

    def _rows(self, chosen: Ints) -> Flags:
        flags = np.zeros(self.rows, np.bool_)
        flags[chosen] = True
        return flags

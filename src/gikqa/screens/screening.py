"""What a rule's screen gets to see: a whole batch, before any report of it is looked at alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa.screens.characters import Flags, Ints
from gikqa.screens.hits import Hits
from gikqa.screens.narratives import Narratives


@dataclass(frozen=True)
class Screening:
    """A batch of reports in front of one rule.

    `years`: row → report year, 0 where there is none. `columns`: what the export has of the
    columns of all rules. `hits`: the rule's own; None for a rule without phrases.
    `editions`: form → the rows that have to follow it; forms of plugins are among them.
    """

    rows: int
    years: Ints
    columns: Mapping[str, pa.Array]
    narratives: Narratives
    editions: Mapping[str, Flags]
    hits: Hits | None = None

    @cached_property
    def formless(self) -> Flags:
        """Row → whether no form governs it."""
        governed = np.zeros(self.rows, np.bool_)
        for rows in self.editions.values():
            governed |= rows
        return ~governed

    @cached_property
    def undetermined(self) -> Flags:
        """Row → whether the rule cannot judge it; a screen may set those that it is sure of."""
        return np.zeros(self.rows, np.bool_)

    @property
    def found(self) -> Hits:
        """The hits of a rule with phrases."""
        assert self.hits is not None
        return self.hits

    def governed_by(self, key: str) -> Flags:
        """Row → whether it has to follow this form; none has where the run does not know it."""
        return self.editions.get(key, np.zeros(self.rows, np.bool_))

    def cell(self, path: str) -> Ints:
        """Row → the count in a cell; -1 where it is blank, or where the export has no such cell."""
        column = self.columns.get(path)
        if column is None or not pa.types.is_int64(column.type):
            return np.full(self.rows, -1, np.int64)
        values: Ints = pc.fill_null(column, -1).to_numpy()
        return np.maximum(values, -1)

    def total(self, *paths: str) -> Ints:
        """Row → the sum of cells; -1 where one of them is blank."""
        cells = [self.cell(path) for path in paths]
        known = np.all([cell >= 0 for cell in cells], axis=0)
        return np.where(known, np.sum(cells, axis=0), -1)

    @cached_property
    def section_starts(self) -> Ints:
        """Hit → the byte at which its section begins."""
        return self.narratives.starts[self.found.sections]

    def rows_of(self, chosen: Flags) -> Flags:
        """The rows that have one of the chosen hits."""
        asked = np.zeros(self.rows, np.bool_)
        asked[self.found.rows[chosen]] = True
        return asked

    def rows_of_sections(self, chosen: Flags) -> Flags:
        """The rows that have one of the chosen sections."""
        asked = np.zeros(self.rows, np.bool_)
        asked[self.narratives.rows[chosen]] = True
        return asked

"""What a rule's screen gets to see: a whole batch, before any report of it is looked at alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from gikqa.screens.hits import Hits
from gikqa.screens.narratives import Flags, Ints, Narratives


@dataclass(frozen=True)
class Screening:
    """A batch of reports in front of one rule.

    `years`: row → report year, 0 where there is none. `columns`: what the export has of the
    columns of all rules. `hits`: the rule's own; None for a rule without phrases.
    `editions`: form → the rows that have to follow it.
    """

    rows: int
    years: Ints
    columns: Mapping[str, pa.Array]
    narratives: Narratives
    editions: Mapping[str, Flags]
    hits: Hits | None = None

    @property
    def found(self) -> Hits:
        """The hits of a rule with phrases."""
        assert self.hits is not None
        return self.hits

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

"""The phrases of one rule that were found in a batch, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gikqa.screens.narratives import Ints


@dataclass(frozen=True, slots=True)
class Hits:
    """One entry a hit, in reading order: leftmost, longest, not overlapping.

    `starts`, `ends` are bytes of `Narratives.text`; `words` are places in `phrases`.
    """

    rows: Ints
    sections: Ints
    starts: Ints
    ends: Ints
    words: Ints
    phrases: Sequence[str]

    def __len__(self) -> int:
        return len(self.rows)

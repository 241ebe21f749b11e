"""The phrases of one rule that were found in a batch, as arrays."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from gikqa.screens.narratives import Flags, Ints


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

    def are(self, phrases: Container[str]) -> Flags:
        """Which hits are of these phrases."""
        found, places = np.unique(self.words, return_inverse=True)
        chosen = [self.phrases[word] in phrases for word in found.tolist()]
        return np.array(chosen, np.bool_)[places]

    def __len__(self) -> int:
        return len(self.rows)

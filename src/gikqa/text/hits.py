"""The phrases of one rule that were found in a batch, as arrays."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

import numpy as np

from gikqa.text.characters import Flags, Ints


@dataclass(frozen=True, slots=True)
class Hits:
    """Each array has one entry for each hit, in reading order: leftmost, longest, no overlaps.

    `starts`, `ends` are bytes of `Narratives.text`; `words` are places in `phrases`.
    """

    rows: Ints
    sections: Ints
    starts: Ints
    ends: Ints
    words: Ints
    phrases: Sequence[str]

    def __post_init__(self) -> None:
        for shared in (self.rows, self.sections, self.starts, self.ends, self.words):
            shared.flags.writeable = False  # a rule may keep what it gets, and may not change it

    def are(self, phrases: Container[str]) -> Flags:
        """Which hits are of these phrases."""
        return self.told(lambda phrase: phrase in phrases) > 0

    def told(self, number: Callable[[str], int]) -> Ints:
        """Hit → the number that a function returns for its phrase; called once for each phrase."""
        found = np.flatnonzero(np.bincount(self.words, minlength=len(self.phrases)))
        numbers = np.zeros(len(self.phrases), np.int64)
        numbers[found] = [number(self.phrases[word]) for word in found.tolist()]
        return numbers[self.words]

    def only(self, chosen: Flags) -> "Hits":
        """Some of the hits, in the same order."""
        return Hits(
            self.rows[chosen],
            self.sections[chosen],
            self.starts[chosen],
            self.ends[chosen],
            self.words[chosen],
            self.phrases,
        )

    def __len__(self) -> int:
        return len(self.rows)

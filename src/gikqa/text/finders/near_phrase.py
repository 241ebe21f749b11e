"""Phrases with what has to be printed right after or right before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import regex

from gikqa._model.report import Hit, Report, Section
from gikqa.text.characters import LAST_OF_PLANE, Flags, Ints, character_at, character_before
from gikqa.text.rule_batch import RuleBatch

_REACH = 120
"""Characters beside a phrase that `scan` looks at; what may reach farther is left to `read`."""

Pattern = Any
Match = Any
"""Of the library `regex`, which has no types: it also says whether a text may begin a match."""


@dataclass(frozen=True, slots=True)
class Near:
    """A phrase with the text that the patterns matched beside it.

    `before` and `after` are matches in `section.text`; None where nothing was declared.
    """

    section: Section
    hit: Hit
    before: Match = None
    after: Match = None

    @property
    def start(self) -> int:
        """Where the text before the phrase begins, or else the phrase."""
        return self.before.start() if self.before else self.hit.start

    @property
    def end(self) -> int:
        """Where the text after the phrase ends, or else the phrase."""
        return self.after.end() if self.after else self.hit.end

    @property
    def quote(self) -> str:
        """The phrase with what the patterns matched."""
        return self.section.text[self.start : self.end]


@dataclass(frozen=True)
class NearPhrase:
    """Looks for phrases that stand directly beside a match of a pattern.

    Made by `phrases(words)`; `then` and `after` say what has to be beside them. A pattern sees no
    character of the phrase itself, and nothing on the other side of it.
    """

    words: Callable[[], Iterable[str]]
    following: Pattern | None = None
    preceding: Pattern | None = None
    reads: tuple[str, ...] = ()

    def then(self, pattern: str) -> NearPhrase:
        """Only phrases that are followed at once by a match of the pattern."""
        return replace(self, following=regex.compile(pattern))

    def after(self, pattern: str) -> NearPhrase:
        """Only phrases before which a match of the pattern ends."""
        return replace(self, preceding=regex.compile(f"(?r:{pattern})"))

    def phrases(self) -> Iterable[str]:
        """The phrases."""
        return self.words()

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with such a phrase."""
        return batch.rows_of(self.hits(batch))

    def hits(self, batch: RuleBatch) -> Flags:
        """Hit → whether the patterns match beside it."""
        found, narratives = batch.found, batch.narratives
        chosen = np.ones(len(found), np.bool_)
        # Most phrases are followed by a character with which no match can begin.
        if self.following is not None:
            code, _ = character_at(narratives.text, found.ends)
            chosen &= _may_match(self.following, code)
        if self.preceding is not None:
            code, _ = character_before(narratives.text, found.starts, batch.section_starts)
            chosen &= _may_match(self.preceding, code)
        for place in np.flatnonzero(chosen).tolist():
            start, end = int(found.starts[place]), int(found.ends[place])
            before, after = narratives.around(start, end, _REACH, _REACH)
            chosen[place] = _may_follow(self.following, after) and _may_precede(
                self.preceding, before
            )
        return chosen

    def read(self, report: Report) -> Sequence[Near]:
        """The phrases with their matches, in reading order."""
        return [near for hit in report.hits if (near := self._near(report, hit)) is not None]

    def _near(self, report: Report, hit: Hit) -> Near | None:
        section = report.sections[hit.index]
        before = after = None
        if self.following is not None:
            after = self.following.match(section.text, hit.end)
            if after is None:
                return None
        if self.preceding is not None:
            before = self.preceding.match(section.text, 0, hit.start)
            if before is None:
                return None
        return Near(section, hit, before, after)


def phrases(words: Callable[[], Iterable[str]] | Iterable[str]) -> NearPhrase:
    """A finder of phrases; `then` and `after` narrow it.

    words: the phrases, or a function that returns them once the rule is chosen.
    """
    if callable(words):
        return NearPhrase(words)
    listed = tuple(words)
    return NearPhrase(lambda: listed)


def _may_follow(pattern: Pattern | None, text: str) -> bool:
    """Whether the pattern matches at the beginning of a text, which may be cut off at its end."""
    return pattern is None or bool(pattern.match(text, partial=len(text) == _REACH))


def _may_precede(pattern: Pattern | None, text: str) -> bool:
    """Whether the pattern matches at the end of a text, which may be cut off at its beginning."""
    return pattern is None or bool(pattern.match(text, partial=len(text) == _REACH))


def _may_match(pattern: Pattern, codes: Ints) -> Flags:
    """Code points beside a phrase → whether a match of the pattern can begin, or end, with them."""
    distinct, places = np.unique(codes, return_inverse=True)
    allowed = [_may_touch(pattern, code) for code in distinct.tolist()]
    flags: Flags = np.array(allowed, np.bool_)[places]
    return flags


@lru_cache(maxsize=1 << 16)
def _may_touch(pattern: Pattern, code: int) -> bool:
    if code >= LAST_OF_PLANE:  # any character beyond the first plane
        return True
    # No character is there at the end of a section, and the pattern may match nothing.
    return bool(pattern.match(chr(code), partial=True) if code else pattern.match(""))

"""Phrases with what has to be printed right after or right before them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import regex

from gikqa._model.condition import Value
from gikqa._model.report import Hit, Report, Section
from gikqa.text.characters import (
    LAST_OF_PLANE,
    Flags,
    Ints,
    character_at,
    character_before,
    decimal,
    digits_at,
)
from gikqa.text.rule_batch import RuleBatch

_REACH = 120
"""Characters beside a phrase that `scan` looks at; what may reach farther is left to `read`."""

_GLANCE = 24
"""Bytes after a phrase that are looked at first: many phrases are followed by the same words."""

_GLANCE_BACK = 48
"""Bytes before a phrase that are looked at first, which is a third of the work of `_REACH`."""

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
    def place(self) -> tuple[int, int]:
        """The index of the section, and where the phrase begins."""
        return self.hit.index, self.hit.start

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
    right: str | None = None
    left: str | None = None
    within: int | None = None
    agreeing: tuple[Value, ...] = ()

    def then(self, pattern: str, *, within: int | None = None) -> NearPhrase:
        """Only phrases that are followed at once by a match of the pattern.

        within: how many characters after the phrase the pattern sees; all of them by default.
        """
        return replace(self, right=pattern, within=within)

    def after(self, pattern: str) -> NearPhrase:
        """Only phrases before which a match of the pattern ends."""
        return replace(self, left=pattern)

    def differing_from(self, *values: Value) -> NearPhrase:
        """Only reports with a phrase whose number is none of these values.

        The number is the first group of the pattern given to `then`. Where a number follows the
        phrase at once, the group has to hold all of its digits. Where the group matches nothing,
        or all values are blank, the number counts as differing. In a report with such a phrase
        `read` returns every phrase, also those whose numbers agree.
        """
        return replace(self, agreeing=values)

    @property
    def reads(self) -> tuple[str, ...]:
        """The columns that the numbers are compared with."""
        return tuple(dict.fromkeys(name for value in self.agreeing for name in value.reads))

    def phrases(self) -> Iterable[str]:
        """The phrases."""
        return self.words()

    # Compiled when a phrase is found: of most rules no report has one.

    @cached_property
    def following(self) -> Pattern | None:
        """The pattern of the text right after the phrase."""
        return None if self.right is None else regex.compile(self.right)

    @cached_property
    def preceding(self) -> Pattern | None:
        """The pattern of the text right before the phrase, which is matched from its end."""
        return None if self.left is None else regex.compile(f"(?r:{self.left})")

    @cached_property
    def own(self) -> frozenset[str]:
        """The phrases as a set: a rule may look for those of other finders, too."""
        return frozenset(self.words())

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with such a phrase."""
        return batch.rows_of(self.hits(batch, batch.found.are(self.own)))

    def hits(self, batch: RuleBatch, among: Flags) -> Flags:
        """Hit → whether it is one of `among`, and the patterns match beside it."""
        found, narratives = batch.found, batch.narratives
        if not among.any() or (self.right is None and self.left is None):
            return among.copy()
        # Most phrases are followed by a character with which no match can begin.
        places = np.flatnonzero(among)
        if self.following is not None:
            code, _ = character_at(narratives.text, found.ends[places])
            places = places[_may_match(self.following, code)]
        if self.preceding is not None:
            starts = batch.section_starts[places]
            code, _ = character_before(narratives.text, found.starts[places], starts)
            places = places[_may_match(self.preceding, code)]
        chosen = _only(among, places, np.ones(len(places), np.bool_))
        known = [batch.counts(value)[found.rows] for value in self.agreeing]
        if known:
            chosen = _not_agreeing_at_once(batch, chosen, known)
        if self.following is not None:
            chosen = _at_a_glance(batch, chosen, self.following, self.within)
        if self.preceding is not None:
            chosen = _at_a_glance_back(batch, chosen, self.preceding)
        reach = _REACH if self.within is None else min(self.within, _REACH)
        for place in np.flatnonzero(chosen).tolist():
            start, end = int(found.starts[place]), int(found.ends[place])
            before, after = narratives.around(start, end, _REACH, reach)
            chosen[place] = self._may_precede(before) and self._may_follow(
                after, [values[place] for values in known]
            )
        return chosen

    def read(self, report: Report) -> Sequence[Near]:
        """The phrases with their matches, in reading order."""
        return [near for hit in report.hits if (near := self.read_hit(report, hit)) is not None]

    def read_hit(self, report: Report, hit: Hit) -> Near | None:
        """A phrase with its matches; None if it is no phrase of this finder or they are missing."""
        if hit.phrase not in self.own:
            return None
        section = report.sections[hit.index]
        before = after = None
        if self.following is not None:
            seen = len(section.text) if self.within is None else hit.end + self.within
            after = self.following.match(section.text, hit.end, seen)
            if after is None:
                return None
        if self.preceding is not None:
            before = self.preceding.match(section.text, 0, hit.start)
            if before is None:
                return None
        return Near(section, hit, before, after)

    def _may_follow(self, text: str, known: Sequence[Any]) -> bool:
        """Whether the pattern matches at the beginning of a text, with a number not yet known."""
        if self.following is None:
            return True
        # What the pattern may see beyond the text is left to `read`.
        cut = len(text) == _REACH and (self.within is None or self.within > _REACH)
        match = self.following.match(text, partial=cut)
        if not match or not known or match.partial:
            return bool(match)
        return match[1] is None or int(match[1]) not in known

    def _may_precede(self, text: str) -> bool:
        """Whether the pattern matches at the end of a text, which may be cut off at its start."""
        return self.preceding is None or bool(
            self.preceding.match(text, partial=len(text) == _REACH)
        )


def phrases(words: Callable[[], Iterable[str]] | Iterable[str]) -> NearPhrase:
    """A finder of phrases; `then` and `after` narrow it.

    words: the phrases, or a function that returns them once the rule is chosen. Raises TypeError
    for a text, which would be a phrase a character.
    """
    if isinstance(words, str):
        raise TypeError(f"expected phrases, such as [{words!r}], found the text {words!r}")
    if callable(words):
        return NearPhrase(words)
    listed = tuple(words)
    return NearPhrase(lambda: listed)


def _at_a_glance(batch: RuleBatch, chosen: Flags, pattern: Pattern, within: int | None) -> Flags:
    """The hits of some that the next few characters leave; each wording is looked at once."""
    places = np.flatnonzero(chosen)
    bytes_after = batch.found.ends[places][:, None] + np.arange(_GLANCE)
    windows = batch.narratives.text[bytes_after].view(f"S{_GLANCE}").ravel()
    distinct, which = np.unique(windows, return_inverse=True)
    # A NUL ends the section; the last character may be cut.
    texts = [each.split(b"\0")[0].decode(errors="ignore") for each in distinct.tolist()]
    allowed = [pattern.match(text[:within], partial=True) for text in texts]
    kept = np.array([match is not None for match in allowed], np.bool_)
    return _only(chosen, places, kept[which])


def _at_a_glance_back(batch: RuleBatch, chosen: Flags, pattern: Pattern) -> Flags:
    """The hits of some that the last few characters leave; each wording is looked at once."""
    data, places = batch.narratives.data, np.flatnonzero(chosen)
    ends, begins = batch.found.starts[places], batch.section_starts[places]
    firsts = np.maximum(begins, ends - _GLANCE_BACK)
    windows = [
        (data[first:end], is_cut)
        for first, end, is_cut in zip(
            firsts.tolist(), ends.tolist(), (firsts > begins).tolist(), strict=True
        )
    ]
    # The first character may be cut.
    allowed = {
        (window, is_cut): bool(pattern.match(window.decode(errors="ignore"), partial=is_cut))
        for window, is_cut in dict.fromkeys(windows)
    }
    return _only(chosen, places, np.array([allowed[each] for each in windows], np.bool_))


def _not_agreeing_at_once(batch: RuleBatch, chosen: Flags, known: Iterable[np.ndarray]) -> Flags:
    """The hits of some that are not followed at once by the digits of a known number."""
    text, places = batch.narratives.text, np.flatnonzero(chosen)
    values, ends = digits_at(text, batch.found.ends[places])
    code, _ = character_at(text, ends)
    same = np.zeros(len(places), np.bool_)
    for numbers in known:
        same |= values == numbers[places]
    agree = same & (values >= 0) & ~decimal()[code]
    return _only(chosen, places, ~agree)


def _only(chosen: Flags, places: Ints, kept: Flags) -> Flags:
    """The flags of those places that are kept; none elsewhere."""
    left = np.zeros(len(chosen), np.bool_)
    left[places] = kept
    return left


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

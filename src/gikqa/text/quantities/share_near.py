"""Shares with their numbers, as in 甲12件，占40%，乙18件，占60%: those that are of one whole.

The whole of a share is only known if other shares of its line are of the same one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

import numpy as np

from gikqa._model.report import Report, Section
from gikqa.text.characters import BLANKS, Flags, flags_of
from gikqa.text.patterns import pattern
from gikqa.text.quantities.compare import percent_agrees
from gikqa.text.quantities.counts import counts_after, vague_words, with_look_alikes
from gikqa.text.quantities.drafts import numbers_printed
from gikqa.text.quantities.quantity import Quantity, Relation, Span
from gikqa.text.quantities.read import read_narrative
from gikqa.text.quantities.spans import sentences_around
from gikqa.text.rule_batch import RuleBatch

_PAIR = 24
"""Characters from a phrase to the end of its share, and from the number of the share to it."""
_REACH, _FAR = 400, 460
"""Characters before the first share of a line in which its whole is printed."""
_MOST = 40
"""Numbers before the first share that may be the whole."""
_BETWEEN = "，,、（( \n约"
"""Characters between a number and the phrase of its share."""

Pair = tuple[Quantity, Quantity]
"""A number and the share that it is said to be."""


@dataclass(frozen=True, slots=True)
class SharesOfOneWhole:
    """The shares of one line, at least two of them of the same printed number.

    `whole`: that number. `numbers`: all numbers around, of which a share may have been taken.
    """

    section: Section
    pairs: Sequence[Pair]
    whole: Quantity
    numbers: Sequence[int]


@dataclass(frozen=True)
class ShareNear:
    """Looks for shares of one whole; made by `shares(words, before_share)`."""

    words: Callable[[], Iterable[str]]
    before_share: Callable[[], Iterable[str]]
    reads: tuple[str, ...] = ("year",)

    def phrases(self) -> Iterable[str]:
        """The words before a share."""
        return self.words()

    def read(self, report: Report) -> Sequence[SharesOfOneWhole]:
        """The lines with shares of one whole, in reading order."""
        found: list[SharesOfOneWhole] = []
        for index, hits in groupby(report.hits, key=lambda hit: hit.index):
            section = report.sections[index]
            text = section.text
            places = [hit.start for hit in hits if _is_followed_by_a_share(text, hit.end)]
            if len(places) < 2:
                continue
            left = sentences_around(text, max(0, places[0] - _FAR)).start
            right = sentences_around(text, min(len(text), places[-1] + _FAR)).end
            quantities = read_narrative(text, report.year, Span(left, right)).quantities
            found += self._of_one_whole(section, quantities)
        return found

    def _of_one_whole(
        self, section: Section, quantities: Sequence[Quantity]
    ) -> Iterator[SharesOfOneWhole]:
        before_share = frozenset(self.before_share())
        lines: defaultdict[int, list[Pair]] = defaultdict(list)
        for count, share in pairwise(quantities):
            if _is_pair(section, count, share, before_share):
                lines[section.text.count("\n", 0, count.start)].append((count, share))
        for pairs in lines.values():
            whole = _whole(pairs, quantities)
            if whole is not None:
                yield SharesOfOneWhole(section, pairs, whole, _numbers_around(quantities, pairs))

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports in which two shares of a line may be of one whole, printed before them."""
        narratives, hits = batch.narratives, batch.found
        data = narratives.data
        chosen = np.zeros(batch.rows, np.bool_)
        places = np.flatnonzero(self._may_have_share(batch)).tolist()
        for section, group in groupby(places, key=lambda place: int(hits.sections[place])):
            begin = int(narratives.starts[section])
            starts, wholes = [], []
            for place in group:
                start, end = int(hits.starts[place]), int(hits.ends[place])
                starts.append(start)
                whole = _bounds_of_whole(*narratives.around(start, end, _PAIR, _PAIR))
                if whole is not None:
                    wholes.append((whole, start))
            for (one, first), (other, second) in combinations(wholes, 2):
                # Shares of different lines are compared with different wholes.
                if b"\n" in data[first : second - 4 * _PAIR] or not one.may_share(other):
                    continue
                # The number of the first share may be printed at the end of the line before.
                line = max(begin, data.rfind(b"\n", begin, max(begin, first - 4 * _PAIR)))
                # The whole is not far before the first share of the line.
                origin = min(start for start in starts if start >= line)
                before, _ = narratives.around(second, second, second - origin + _FAR, 1)
                if not (one.part and other.part) or any(
                    one.is_share_of(number, other) for number in _numbers_in(before)
                ):
                    chosen[narratives.rows[section]] = True
        return chosen

    def _may_have_share(self, batch: RuleBatch) -> Flags:
        """Hit → whether a percentage may follow it."""
        words = "".join([*self.before_share(), *vague_words()])
        passed = flags_of(set(f"{words}，,、（({BLANKS}") - set("".join(self.words())))
        counts = counts_after(batch.narratives.text, batch.found.ends, passed, 16)
        other = (counts.values >= 0) & ~with_look_alikes("%")[counts.after]
        chosen: Flags = (counts.unsure | (counts.values >= 0)) & ~other
        return chosen


def shares(
    words: Callable[[], Iterable[str]], before_share: Callable[[], Iterable[str]]
) -> ShareNear:
    """A finder of shares of one whole.

    words: the phrases before a share. before_share: all that may be printed between a number and
    its share, such as 占总数的.
    """
    return ShareNear(words, before_share)


def _is_followed_by_a_share(text: str, end: int) -> bool:
    return re.search("[%％百千分]", text[end : end + _PAIR]) is not None


def _is_pair(
    section: Section, count: Quantity, share: Quantity, before_share: frozenset[str]
) -> bool:
    return (
        share.is_percent
        and not share.is_vague
        and not count.is_vague
        and not count.is_percent
        and share.relation is Relation.SHARE
        and section.text[count.end : share.start].lstrip(_BETWEEN) in before_share
    )


def _whole(pairs: Sequence[Pair], quantities: Sequence[Quantity]) -> Quantity | None:
    """The printed number of which all shares but one are shares, at least two and not of zero.

    If the numbers make up that number, one share that fits shows that the other does not.
    """
    fitting = []
    for one in _totals(quantities, pairs):
        fits = [c for c, s in pairs if c.value and percent_agrees(c.value, one.value, s)]
        counts = [count.value for count, _ in pairs if count.value]
        complete = len(counts) == 2 and sum(counts) == one.value
        if len(fits) >= 2 - complete and len(fits) >= len(counts) - 1:
            fitting.append(one)
    return fitting[-1] if fitting else None


def _totals(quantities: Sequence[Quantity], pairs: Sequence[Pair]) -> list[Quantity]:
    first = pairs[0][0]
    before = [one for one in quantities if first.start - _REACH < one.start < first.start]
    return [one for one in before[-_MOST:] if one.unit == first.unit and not one.is_vague]


def _numbers_around(quantities: Sequence[Quantity], pairs: Sequence[Pair]) -> list[int]:
    start, end = pairs[0][0].start - _REACH, pairs[-1][1].end + _REACH
    summed = sum(count.value for count, _ in pairs)
    near = [one.value for one in quantities if start < one.start < end and not one.is_percent]
    return [int(value) for value in (*near, summed) if value]


# What `scan` knows of a share without reading the text around it.

_PART = pattern(
    r"(?<![\d.,，万亿\s~至到—–-])(\d{1,9})"
    r"[^\d\s.,，、（(。；约万亿百千十]{1,6}[，,、（( \n约]{0,4}$"
)
_SHARE = pattern(r"[^\d。；]{0,12}?(\d{1,3}(?:\.\d{1,4})?)\s?[%％]")
_LIKE_A_NUMBER = pattern("[〇○零一二两三四五六七八九十百千万亿廿卅]|\\d")
_NEAR_PART = 12
"""Characters before a phrase that the number of its share cannot leave out."""
_NO_QUOTES = str.maketrans(dict.fromkeys("《“‘「『", "|"))


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The least and the most that the whole of a share can be; `part` is 0 if it is not known."""

    least: float
    most: float
    part: int

    def may_share(self, other: _Bounds) -> bool:
        """Whether both shares can be of one whole, or one of them of both parts together."""
        both = self.part + other.part
        same = self.least <= other.most and other.least <= self.most
        return same or self.holds(both) or other.holds(both)

    def is_share_of(self, number: float, other: _Bounds) -> bool:
        """Whether both shares can be of a number, or one where it is both parts together."""
        fits = self.holds(number) + other.holds(number)
        return fits == 2 or (fits == 1 and number == self.part + other.part)

    def holds(self, number: float) -> bool:
        """Whether the whole can be this number."""
        return self.least <= number <= self.most


_ANY = _Bounds(0.0, float("inf"), 0)


def _bounds_of_whole(before: str, after: str) -> _Bounds | None:
    """What the whole of a share can be, by the text around its phrase; None if it has none."""
    share = _SHARE.match(after)
    if share is None:
        return _ANY
    part = _PART.search(before)
    if part is None:
        return _ANY if _LIKE_A_NUMBER.search(before[-_NEAR_PART:]) else None
    count, value = int(part[1]), float(share[1])
    if not count:
        return None
    # Twice the last place covers rounding, cutting off and the slack that is allowed.
    slack = 2 * 10.0 ** -len(share[1].partition(".")[2])
    most = 100 * count / (value - slack) if value > slack else float("inf")
    return _Bounds(100 * count / (value + slack), most, count)


def _numbers_in(text: str) -> list[float]:
    """Every number in a piece of a text; quotation marks do not matter, as one may be cut off."""
    bare = text.translate(_NO_QUOTES)
    return [float(one.value) for one in numbers_printed(bare, Span(0, len(bare)))]

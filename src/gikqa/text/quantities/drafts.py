"""Turn numbers into drafts of quantities: which numbers count, within which bounds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from decimal import Decimal

from gikqa.text.quantities.joining import join
from gikqa.text.quantities.numerals import exact
from gikqa.text.quantities.quantity import Number, Quantity, Relation, Scope, Span
from gikqa.text.quantities.scan import Raw, Scan, scan
from gikqa.text.quantities.spans import SENTENCE, Border, borders
from gikqa.text.quantities.vocabulary import Token, Vocabulary, vocabulary

ABOUT = Decimal("0.1")
"""The greatest deviation that 约 and 近 allow, as a share of the number."""

CLAUSE_REACH = 200
"""Most characters of a clause before and after a number, so that time stays linear."""

_BLANKS = " \t\r\n"

_REACH = 60
"""A number without unit needs a noun or a verb within this many characters before it."""

_LEAST = 30
"""A smaller number without unit is a section's number or a cell if a stop or line end follows."""


@dataclass(slots=True)
class Draft:
    """A quantity that is being read; its neighbours may still change `relation` and `unit`."""

    raw: Raw
    start: int
    end: int
    low: Number | None
    high: Number | None
    clause: tuple[int, int]
    sentence: int
    bracket: int
    noun: str | None = None
    verb: str | None = None
    scope: Scope = Scope.NONE
    relation: Relation = Relation.WHOLE
    own_noun: bool = False
    own_verb: bool = False
    clause_verb: str | None = None

    def freeze(self, text: str) -> Quantity:
        """The quantity, with its characters taken from the text as stored."""
        raw, worth = self.raw, vocabulary().yuan.get(self.raw.unit or "")
        return Quantity(
            raw.value, self.low, self.high, raw.unit, self.start, self.end, raw.start, raw.end,
            text[self.start : self.end], self.noun, self.verb, self.scope, self.relation,
            raw.places, raw.step, None if worth is None else exact(raw.value * worth),
            self.clause_verb,
        )  # fmt: skip


@dataclass(slots=True)
class Reading:
    """A folded text with its drafts, tokens and borders; `brackets`: (start, end) of each pair.

    `years`: (start, end, year) of every year printed.
    """

    text: str
    drafts: list[Draft]
    tokens: list[Token]
    borders: list[Border]
    brackets: list[tuple[int, int]]
    parents: list[int]
    starts: list[int]
    years: list[tuple[int, int, int]]

    def tokens_between(self, start: int, end: int) -> list[Token]:
        """The tokens between two places."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return [token for token in self.tokens[first:last] if token.end <= end]

    def bracket_at(self, place: int) -> int:
        """The innermost pair of brackets around a place, -1 if there is none."""
        index = bisect_left(self.brackets, (place,)) - 1
        while index >= 0 and self.brackets[index][1] <= place:
            index = self.parents[index]
        return index

    def level_between(self, start: int, end: int) -> int:
        """The strongest border in a stretch, 0 if there is none. Brackets do not count."""
        first, last = bisect_left(self.borders, (start,)), bisect_left(self.borders, (end,))
        level = 0
        for border in self.borders[first:last]:
            if self.text[border.start : border.end] not in tuple("()（）"):
                level = max(level, border.level)
        return level


def read(text: str, year: int | None, begin: int, stop: int) -> Reading:
    """Read a stretch of a text, except for the relations between its quantities."""
    words = vocabulary()
    folded, found, numbers = _numbers(text, begin, stop)
    if not numbers:
        return Reading(folded, [], [], [], [], [], [], found.years)
    marks = borders(folded, begin, stop)
    stops = [border.end for border in marks if border.level == SENTENCE]
    # Words are only searched for in sentences with numbers; most prose has none.
    with_numbers = dict.fromkeys(bisect_right(stops, raw.start) for raw in numbers)
    edges = [begin, *stops, stop]
    spans = [(edges[index], edges[index + 1]) for index in with_numbers]
    tokens = _tokens(folded, words, found, spans, year)
    pairs, parents = _brackets(folded, marks)
    starts = [token.start for token in tokens]
    reading = Reading(folded, [], tokens, marks, pairs, parents, starts, found.years)
    skips = [(t.start, t.end) for t in tokens if t.kind == "skip"] + found.masked
    skips.sort()
    ends = [border.end for border in marks]
    begins = [border.start for border in marks]
    for place, raw in enumerate(numbers):
        if _overlaps(skips, raw):
            continue
        left, right = bisect_right(ends, raw.start), bisect_left(begins, raw.unit_end)
        clause = (
            max(ends[left - 1] if left else begin, raw.start - CLAUSE_REACH),
            min(begins[right] if right < len(begins) else stop, raw.unit_end + CLAUSE_REACH),
        )
        follower = numbers[place + 1].start if place + 1 < len(numbers) else len(text)
        if not _counts(folded, raw, clause, follower, reading, words):
            continue
        low, high, start, end = _bounds(folded, raw, words)
        sentence = bisect_right(stops, raw.start)
        bracket = reading.bracket_at(start)
        reading.drafts.append(Draft(raw, start, end, low, high, clause, sentence, bracket))
    return reading


def numbers_printed(text: str, stretch: Span) -> list[Raw]:
    """Every number of a stretch that may be a quantity: the first step of `read`.

    To decide whether it is one takes ten times as long.
    """
    return _numbers(text, stretch.start, stretch.end)[2]


def _numbers(text: str, begin: int, stop: int) -> tuple[str, Scan, list[Raw]]:
    """The folded text, the scan of it, and the numbers that are no times or names."""
    folded = vocabulary().fold(text)
    found = scan(folded, begin, stop)
    return folded, found, [raw for raw in join(folded, found) if not raw.stop]


def _tokens(
    text: str,
    words: Vocabulary,
    scanned: Scan,
    spans: list[tuple[int, int]],
    year: int | None,
) -> list[Token]:
    """Words of `spans` outside titles and short quotations; printed years as words of time."""
    found: list[Token] = []
    hidden = iter([*scanned.masked, (len(text) + 1, len(text) + 1)])
    start, end = next(hidden)
    for left, right in spans:
        for token in words.tokens(text, left, right):
            while token.start >= end:
                start, end = next(hidden)
            if token.end <= start:
                found.append(token)
    for start, end, printed in scanned.years:
        found.append(Token(start, end, "scope", scope_of(printed, year)))
    found.sort()
    return [
        token
        for token in found
        if token.kind != "scope"
        or not text[max(0, token.start - 4) : token.start].endswith(words.compared)
    ]


def scope_of(printed: int, year: int | None) -> Scope:
    """Which year a printed one is, seen from the report year."""
    if year is None:
        return Scope.OTHER_YEAR
    known = {0: Scope.THIS_YEAR, -1: Scope.LAST_YEAR, 1: Scope.NEXT_YEAR}
    return known.get(printed - year, Scope.OTHER_YEAR)


def _brackets(text: str, marks: list[Border]) -> tuple[list[tuple[int, int]], list[int]]:
    """Pairs of round brackets by their start, and for each the pair around it (-1 if none).

    A pair that is not closed ends with its sentence; a closing bracket alone is ignored.
    """
    pairs: list[tuple[int, int]] = []
    parents: list[int] = []
    opened: list[int] = []
    for mark in marks:
        character = text[mark.start] if mark.end > mark.start else ""
        if character in ("(", "（"):
            parents.append(opened[-1] if opened else -1)
            opened.append(len(pairs))
            pairs.append((mark.start, len(text)))
        elif character in (")", "）") and opened:
            index = opened.pop()
            pairs[index] = (pairs[index][0], mark.start)
        elif mark.level == SENTENCE:
            for index in opened:
                pairs[index] = (pairs[index][0], mark.start)
            opened.clear()
    return pairs, parents


def _overlaps(skips: list[tuple[int, int]], raw: Raw) -> bool:
    place = bisect_right(skips, (raw.start, 10**9))
    return (place > 0 and skips[place - 1][1] > raw.start) or (
        place < len(skips) and skips[place][0] < raw.unit_end
    )


def _counts(
    text: str, raw: Raw, clause: tuple[int, int], follower: int, reading: Reading, words: Vocabulary
) -> bool:
    """Whether a number is a quantity, by its unit or by the words before it."""
    if raw.chinese:
        if text[raw.start] in "百千万亿" and raw.unit not in ("%", "‰", "分之"):
            front = text[max(0, raw.start - 3) : raw.start]
            return front.endswith(words.vague_fronts)
        if text[raw.start : raw.end] == "一" and raw.unit not in ("%", "‰"):
            front = text[max(0, raw.start - 3) : raw.start].rstrip(_BLANKS)
            at_end = clause[1] <= raw.unit_end and raw.unit not in words.article_units
            return at_end or front.endswith(words.article)
        return True
    if raw.unit is not None:
        return True
    front = text[max(clause[0], raw.start - _REACH) : raw.start]
    before, after = text[raw.start - 1 : raw.start], text[raw.end : raw.end + 1]
    if not front.strip() or before.isspace() or front[-12:].find("第") >= 0:
        return False
    if any(word in front for word in words.no_number):
        return False
    if raw.scale == 1:
        # Years, names that begin with digits, cells of tables.
        if 1900 <= raw.value < 2100 or after.isalnum() or after in tuple('“"”》 \t'):
            return False
        if after in tuple('“"”》'):
            return False
        if after in (".", "、") and raw.value < _LEAST:
            return False
        if before in "-—–~至到":
            return False
    return any(
        t.kind in ("noun", "verb")
        for t in reading.tokens_between(raw.start - len(front), raw.start)
    )


def _bounds(
    text: str, raw: Raw, words: Vocabulary
) -> tuple[Number | None, Number | None, int, int]:
    """(low, high, start, end), which include the vague words around the number."""
    value, start, end = raw.value, raw.start, raw.unit_end
    low: Number | None = None
    high: Number | None = None
    if raw.high is not None:
        low, high = value, raw.high
    elif raw.more:
        low, high = value, exact(value + raw.more - (1 if raw.more > 1 else 0))
    kinds = []
    front = text[max(0, start - 6) : start]
    bare = front.rstrip(_BLANKS)
    if bare.endswith(words.vague_fronts) and not bare.endswith(words.vague_not_before):
        word = next(word for word in words.vague_fronts if bare.endswith(word))
        kinds.append(words.vague_before[word])
        start -= len(front) - len(bare) + len(word)
    if text.startswith(words.vague_tails, end):
        word = next(word for word in words.vague_tails if text.startswith(word, end))
        kinds.append(words.vague_after[word])
        end += len(word)
    for kind in kinds:
        reach = exact(abs(Decimal(value)) * ABOUT)
        if kind == "about":
            low, high = exact(value - reach), exact(value + reach)
        elif kind == "nearly":
            low, high = exact(value - reach), value
        elif kind == "at_least":
            low, high = value, None
        else:
            low, high = None, value if raw.high is None else raw.high
    return low, high, start, end

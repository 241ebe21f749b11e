"""Titles of documents, in 《…》, about which a function has something to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from gikqa._model.report import Report, Section
from gikqa.text.characters import Flags, Ints
from gikqa.text.patterns import pattern
from gikqa.text.rule_batch import RuleBatch

_OPENING, _CLOSING = "《", "》"
_MOST = 100
"""Characters of a title: more is a sentence between the marks of two different titles."""

_OPENING_BYTES = _OPENING.encode()
_MOST_BYTES = 4 * _MOST + 2 * len(_OPENING_BYTES)
"""Bytes of a title with both marks, at most."""

_REACH = 60
"""Characters after a title that a function may look at."""

_INNERMOST = pattern(f"{_OPENING}([^{_OPENING}{_CLOSING}\0]{{1,{_MOST}}}){_CLOSING}")

Judge = Callable[[str], Any]
"""A title without its marks → what is to be said of it, or None."""

JudgeTogether = Callable[[Sequence[Any]], bool]
"""What was said of the titles of one report → whether the report has to be judged."""

JudgeInText = Callable[[Any, str], Any]
"""What was said of a title, and the text after it → what is to be said of both, or None."""


class CitedTitle(NamedTuple):
    """A title, where its first and last marks stand, and what the functions said of it."""

    section: Section
    place: tuple[int, int]
    end: int
    title: str
    verdict: Any

    @property
    def start(self) -> int:
        """Where the opening mark stands."""
        return self.place[1]


@dataclass(frozen=True)
class CitedTitles:
    """Looks for titles of which the function `judge` does not return None.

    `judge` is called once for each title of a batch. `after`, if given, is called at every place
    with such a title, and its verdict counts instead. `together`, if given, says from all verdicts
    on a report whether there is anything to judge. None of them may depend on anything else. Of
    titles inside each other the innermost counts.
    """

    judge: Judge
    after: JudgeInText | None = None
    together: JudgeTogether | None = None
    reads: tuple[str, ...] = ()

    def phrases(self) -> Iterable[str]:
        """The mark that closes a title."""
        return [_CLOSING]

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with such a title."""
        found, narratives, seen = batch.found, batch.narratives, batch.fact(titles_of)
        closing = found.are((_CLOSING,))
        ends = found.ends[closing]
        numbers = seen.numbers_at(narratives.data, ends)
        verdicts = [self.judge(title) if title else None for title in seen.distinct]
        is_meant = np.array([verdict is not None for verdict in verdicts], np.bool_)
        chosen = is_meant[numbers]
        said = [verdicts[number] for number in numbers[chosen].tolist()]
        if self.after is not None:
            places = ends[chosen].tolist()
            said = [
                self.after(verdict, _text_after(narratives.data, end))
                for verdict, end in zip(said, places, strict=True)
            ]
            chosen[chosen] = [verdict is not None for verdict in said]
        closing[closing] = chosen
        flags = batch.rows_of(closing)
        return flags if self.together is None else self._together(flags, found.rows[closing], said)

    def _together(self, flags: Flags, rows: Ints, said: Sequence[Any]) -> Flags:
        """The reports in which the verdicts together leave something to judge."""
        assert self.together is not None
        of_report: defaultdict[int, list[Any]] = defaultdict(list)
        for row, verdict in zip(
            rows.tolist(), (one for one in said if one is not None), strict=True
        ):
            of_report[row].append(verdict)
        for row, several in of_report.items():
            flags[row] = self.together(several)
        return flags

    def read(self, report: Report) -> Sequence[CitedTitle]:
        """The titles with what the functions said of them, in reading order."""
        found = []
        for index, section in enumerate(report.sections):
            for start, end, title in titles_in(section.text):
                verdict = self.judge(title)
                if verdict is not None and self.after is not None:
                    verdict = self.after(verdict, section.text[end : end + _REACH])
                if verdict is not None:
                    found.append(CitedTitle(section, (index, start), end, title, verdict))
        if self.together is not None and not self.together([one.verdict for one in found]):
            return []
        return found


def titles_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Start and end of each title with its marks, and the title without them."""
    for match in _INNERMOST.finditer(text):
        yield match.start(), match.end(), match[1]


@dataclass
class Titles:
    """The titles of a batch that were read so far; several rules look at the same ones.

    `distinct`: number → title, where the first is empty and stands for marks that close no title.
    """

    distinct: list[str] = field(default_factory=lambda: [""])
    _numbers: dict[bytes, int] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _last: tuple[Ints, Ints] = field(default_factory=lambda: (np.zeros(0, np.int64),) * 2)

    def numbers_at(self, data: bytes, ends: Ints) -> Ints:
        """Bytes after closing marks → the numbers of their titles."""
        if not np.array_equal(ends, self._last[0]):
            places = self._places
            numbers = [
                places[end] if end in places else self._read(data, end) for end in ends.tolist()
            ]
            self._last = ends, np.array(numbers, np.int64)
        return self._last[1]

    def _read(self, data: bytes, end: int) -> int:
        """The number of the title that a mark closes."""
        begin = data.rfind(_OPENING_BYTES, max(0, end - _MOST_BYTES), end)
        title = data[begin:end] if begin >= 0 else b""
        number = self._numbers.get(title)
        if number is None:
            match = _INNERMOST.fullmatch(title.decode())
            if match:
                self.distinct.append(match[1])
            number = self._numbers[title] = len(self.distinct) - 1 if match else 0
        self._places[end] = number
        return number


def titles_of(batch: RuleBatch) -> Titles:
    """The titles of a batch; none yet: the first rule that asks for some reads them."""
    return Titles()


def _text_after(data: bytes, end: int) -> str:
    """The next characters of the section; a NUL ends it, and the last character may be cut."""
    piece = data[end : end + 4 * _REACH].partition(b"\0")[0]
    return piece.decode(errors="ignore")[:_REACH]

"""GIK846 number-of-two-documents."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text.citations import CitedTitles, number_after, words_of

_NOTICES = ("通知", "意见", "函", "通报", "决定")
_ALIKE = 0.5
"""Share of neighbouring characters that two titles of one document have in common at least."""


class _Numbered(NamedTuple):
    words: str
    number: str

    def is_another_than(self, other: _Numbered) -> bool:
        """Whether both are of the same number and cannot be one document."""
        if self.number != other.number or self.words in other.words or other.words in self.words:
            return False
        one, two = (set(itertools.pairwise(each)) for each in (self.words, other.words))
        return len(one & two) < _ALIKE * len(one | two)


def _subject(title: str) -> str | None:
    """What a notice is about; None for other titles: one notice may bring several rules."""
    _, about, subject = words_of(title).partition("关于")
    return subject.removeprefix("印发") if about and title.endswith(_NOTICES) else None


def _numbered(subject: str, after: str) -> _Numbered | None:
    number = number_after(after)
    return None if number is None else _Numbered(subject, number[0])


def _differ(cited: Sequence[_Numbered]) -> bool:
    return any(
        one.is_another_than(other) for place, one in enumerate(cited) for other in cited[:place]
    )


@rule(**described("GIK846"), needs=("sections",), find=CitedTitles(_subject, _numbered, _differ))
def number_of_two_documents(report: Report) -> Iterator[Finding]:
    for place, cited in enumerate(report.found):
        other = next(
            (each for each in report.found[:place] if cited.verdict.is_another_than(each.verdict)),
            None,
        )
        if other is not None:
            yield finding(
                cited.section,
                cited.start,
                cited.end,
                observed=cited.verdict.number,
                expected=f"《{other.title}》",
            )
            return

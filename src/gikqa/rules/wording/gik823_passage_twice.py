"""GIK823 passage-twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.repeated import Repetition, comes_again
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_MARK, _NUMBER, _END = pattern("[，。；,;]"), pattern(r"\d\d"), pattern("[。；;\\n]")


_LEAST = 36
"""Bytes of a clause, twelve characters."""
_SURE, _SURE_WITH_NUMBER = 20, 14
"""So many characters are never said twice by chance; fewer must come again in the sentence."""


def _without() -> Iterable[str]:
    listed: list[str] = words("wording", "GIK823")["set"]
    return listed


@rule(
    **described("GIK823"),
    needs=("sections",),
    find=comes_again(least=_LEAST, with_number=_LEAST, without=_without),
)
def passage_twice(report: Report) -> Iterator[Finding]:
    for again in report.found:
        if _is_long(again.quote) or _is_of_one_sentence(again):
            yield finding(again.section, again.start, again.end)


def _is_long(quote: str) -> bool:
    clauses = _MARK.split(quote)
    return any(
        len(clause) >= (_SURE_WITH_NUMBER if _NUMBER.search(clause) else _SURE)
        for clause in clauses
    )


def _is_of_one_sentence(again: Repetition) -> bool:
    return not _END.search(again.section.text, again.first, again.start)

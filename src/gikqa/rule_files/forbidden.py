"""Phrases that may not be in the narrative, unless their sentence holds a reason."""

from collections.abc import Iterator, Mapping
from typing import Any

from gikqa._model.finding import Finding
from gikqa._model.report import Report
from gikqa._model.rule import Rule
from gikqa.text import PhraseInSentence


def forbidden(fields: Mapping[str, Any], given: Mapping[str, Any]) -> Rule:
    """A rule that finds each of the phrases.

    with: words of which the sentence has to hold one. unless: words of which it may hold none.
    """
    needed, excused = given.get("with", ()), given.get("unless", ())
    chapters = given.get("chapters")

    def judge(phrase: str, before: str, after: str) -> str | None:
        counts = not needed or _holds(needed, before, after)
        return phrase if counts and not _holds(excused, before, after) else None

    def check(report: Report) -> Iterator[Finding]:
        """A phrase that may not be there."""
        for found in report.found:
            if chapters is None or found.hit.section in chapters:
                yield Finding(
                    section=found.hit.section,
                    start=found.hit.start,
                    end=found.hit.end,
                    quote=found.hit.phrase,
                    observed=found.hit.phrase,
                    expected=given.get("instead"),
                )

    finder = PhraseInSentence(lambda: given["phrases"], judge)
    return Rule(**fields, check=check, needs=("sections",), find=finder)


def _holds(words: tuple[str, ...], before: str, after: str) -> bool:
    return any(word in before or word in after for word in words)

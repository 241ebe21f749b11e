"""Rows of the tables that rules over many wrong forms are written as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gikqa import Finding, Report
from gikqa.rules.shared.text_around import finding
from gikqa.text import Near, NearPhrase, either, pattern, phrases


@dataclass(frozen=True)
class WrongForm:
    """Phrases, what has to stand beside them, and what they should be.

    `expected` is given what is quoted: the phrase, and what stands beside it if that is asked
    for. It gives None where nobody can tell what was lost.
    """

    phrases: Callable[[], Iterable[str]]
    expected: Callable[[str], str | None]
    before: str = ""
    after: str = ""
    with_before: bool = False
    with_after: bool = False
    unless: Callable[[Near], bool] | None = None

    @property
    def finder(self) -> NearPhrase:
        """What looks for the phrases."""
        found = phrases(self.phrases)
        found = found.after(self.before) if self.before else found
        return found.then(self.after) if self.after else found


class WrongForms:
    """A table of wrong forms, no two of which have a phrase in common."""

    def __init__(self, *forms: WrongForm) -> None:
        self._forms: Sequence[WrongForm] = forms
        self.finder = either(*(form.finder for form in forms))

    @cached_property
    def _by_phrase(self) -> dict[str, WrongForm]:
        return {phrase: form for form in self._forms for phrase in form.phrases()}

    def findings(self, report: Report) -> Iterator[Finding]:
        """A finding for each wrong form in a report."""
        for near in report.found:
            form = self._by_phrase[near.hit.phrase]
            if form.unless is not None and form.unless(near):
                continue
            start = near.start if form.with_before else near.hit.start
            end = near.end if form.with_after else near.hit.end
            quote = near.section.text[start:end]
            yield finding(near.section, start, end, expected=form.expected(quote))


def ends_otherwise(listed: Mapping[str, Any]) -> Callable[[Near], bool]:
    """Whether what stands beside a phrase makes it another one, by two tables of patterns.

    `unless_before` and `unless_after` have a pattern for some of the phrases.
    """

    def is_another(near: Near) -> bool:
        text, phrase = near.section.text, near.hit.phrase
        tables = (listed.get(name, {}) for name in ("unless_before", "unless_after"))
        before, after = (table.get(phrase) for table in tables)
        return bool(
            (before and pattern(f"(?:{before})$").search(text, 0, near.hit.start))
            or (after and pattern(after).match(text, near.hit.end))
        )

    return is_another

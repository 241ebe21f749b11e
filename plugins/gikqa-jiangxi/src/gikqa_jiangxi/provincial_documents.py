"""Where a report cites a known document of the province by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from gikqa import Report
from gikqa.text import Near, pattern, phrases
from gikqa.text.citations import CLOSING, OPENING
from gikqa_jiangxi.facts import Document, documents

REST = rf"\s?[{re.escape(OPENING)}]\s?(20\d\d)\s?年?[{re.escape(CLOSING)}]\s?第?\s?(\d{{1,4}})\s?号"
"""The year and the serial of a number, as they are printed after its letters."""

_TITLE_BEFORE = pattern(r"《([^《》]{1,100})》\s?[（(]\s?$")
_REACH = 110
"""Characters before a number in which its title is looked for."""

NUMBERS = phrases(lambda: sorted({letters for letters, _, _ in documents()})).then(REST)
"""Finds numbers with the letters of a known document."""


class Cited(NamedTuple):
    """A known document, where it is cited, and the title that is printed before its number."""

    document: Document
    near: Near
    title: str | None

    @property
    def misfit(self) -> str | None:
        """What shows that the title is that of another document; None if nothing does."""
        if self.title is None:
            return None
        years = {int(year) for year in re.findall(r"(?<!\d)20\d\d(?!\d)", self.title)}
        if self.document.of_year and years and self.document.of_year not in years:
            return self.title
        is_whole = "关于" in self.title
        return self.title if is_whole and not self._has_a_word() else None

    def _has_a_word(self) -> bool:
        return any(word in (self.title or "") for word in self.document.words)


def cited_in(report: Report) -> Iterator[Cited]:
    """The known documents that a report cites by number, in reading order."""
    for near in report.found:
        number = (near.hit.phrase, int(near.after[1]), int(near.after[2]))
        document = documents().get(number)
        if document is not None:
            text = near.section.text[max(0, near.hit.start - _REACH) : near.hit.start]
            title = _TITLE_BEFORE.search(text)
            yield Cited(document, near, title[1] if title else None)

"""GIK831 period-longer-than-the-law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.citations.orders import FIRST_YEAR_OF_NEW
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_DAYS = pattern(r"[^，,。；;\d]{0,4}(\d{1,3})个(工作日|自然日)?[^，,。；;]{0,8}")
_MOST = 20
"""Working days, both to publish (Art. 26) and to answer (Art. 33)."""


def _phrases() -> Iterable[str]:
    listed = words("wording", "GIK831")
    return [*listed["publish"], *listed["answer"]]


@rule(**described("GIK831"), needs=("sections", "year"), phrases=_phrases)
def period_longer_than_the_law(report: Report) -> Iterator[Finding]:
    if report.year < FIRST_YEAR_OF_NEW:
        return
    for section, hits in hits_by_section(report):
        for hit in hits:
            days = _DAYS.match(section.text, hit.end)
            if days is None or days[2] != "工作日" or int(days[1]) <= _MOST:
                continue
            around = sentence_around(section.text, hit.start, hit.end)
            if not has_any(words("wording", "GIK831")["permitted"], *around):
                end = days.end(2)
                yield finding(
                    section,
                    hit.start,
                    end,
                    observed=f"{days[1]}个工作日",
                    expected=f"{_MOST}个工作日",
                )

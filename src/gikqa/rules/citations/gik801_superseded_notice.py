"""GIK801 superseded-notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.citations.notices import Notice, cited_notices, form_notices
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described


def printed_numbers() -> Iterable[str]:
    """The numbers of all notices that introduced a form, as they are printed."""
    return [f"{number}{blank}号" for _, number in form_notices() for blank in ("", " ")]


@rule(**described("GIK801"), needs=("sections", "year"), phrases=printed_numbers)
def superseded_notice(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    others = notices_of_other_forms(report.year)
    if edition is None or not any(is_number_of(hit.phrase, others) for hit in report.hits):
        return
    cited = [
        notice
        for section, hits in hits_by_section(report)
        for notice in cited_notices(section, hits)
    ]
    if any(form_notices().get((each.year, each.number)) == edition.instrument for each in cited):
        return
    for notice in cited:
        if (notice.year, notice.number) not in others or not notice.of_the_office:
            continue
        if not _tells_of_the_past(notice, report.year):
            yield finding(
                notice.section,
                notice.start,
                notice.end,
                expected=edition.instrument,
                cause=f"superseded-notice:{notice.year}-{notice.number}",
            )


def notices_of_other_forms(year: int) -> set[tuple[int, int]]:
    """The notices that introduced a form of other years."""
    edition = edition_for(year)
    return {key for key, cited in form_notices().items() if edition and cited != edition.instrument}


def is_number_of(phrase: str, notices: set[tuple[int, int]]) -> bool:
    """Whether a printed number is that of one of the notices."""
    return any(phrase.startswith(str(number)) for _, number in notices)


def _tells_of_the_past(notice: Notice, year: int) -> bool:
    left, right = sentence_around(notice.section.text, notice.start, notice.end)
    last_year = re.compile(rf"(?<!\d){year - 1}\s*年")
    return has_any(words("citations", "GIK801")["permitted"], left, right) or any(
        last_year.search(side) for side in (left, right)
    )

"""GIK801 superseded-notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.editions import edition_for
from gikqa.rules.citations.notices import Notice, cited_notices, form_notices
from gikqa.rules.shared.text_around import finding, has_any, hits_by_section, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text.citations import CitedTitle, CitedTitles, Document, document_of, misprint_of


def printed_numbers() -> Iterable[str]:
    """The numbers of all notices that introduced a form, as they are printed."""
    return [f"{number}{blank}号" for _, number in form_notices() for blank in ("", " ")]


def _meant(title: str) -> Document | None:
    """The document that a title means, misprinted or not."""
    misprint = misprint_of(title)
    return misprint.meant if misprint else document_of(title)


def _superseded(title: str) -> Document | None:
    document = _meant(title)
    return document if document and document.last_year else None


def _in_force(title: str) -> Document | None:
    document = _meant(title)
    return document if document and document.first_year and not document.last_year else None


SUPERSEDED = CitedTitles(_superseded)
"""The titles of the trial form and of its notice."""

LAST_YEAR = 2020
"""The last report year of the trial form, the only one that was superseded."""

_IN_FORCE = CitedTitles(_in_force)


def _phrases() -> Iterable[str]:
    return [*printed_numbers(), *SUPERSEDED.phrases()]


@rule(**described("GIK801"), needs=("sections", "year"), phrases=_phrases)
def superseded_notice(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    others = notices_of_other_forms(report.year)
    cited = [
        notice
        for section, hits in hits_by_section(report)
        for notice in cited_notices(section, hits)
    ]
    if any(form_notices().get((each.year, each.number)) == edition.instrument for each in cited):
        return
    found = [
        notice
        for notice in cited
        if (notice.year, notice.number) in others and notice.of_the_office
    ]
    for notice in found:
        if not _tells_of_the_past(notice, report.year):
            yield finding(
                notice.section,
                notice.start,
                notice.end,
                expected=edition.instrument,
                cause=f"superseded-notice:{notice.year}-{notice.number}",
            )
    if not found and report.year > LAST_YEAR:  # else it is said of the number
        yield from _titles(report, edition.instrument)


def _titles(report: Report, instrument: str) -> Iterator[Finding]:
    if _IN_FORCE.read(report):
        return
    for cited in SUPERSEDED.read(report):
        if _tells_of_the_past(cited, report.year):
            continue
        is_exact = document_of(cited.title) is not None
        yield finding(
            cited.section,
            cited.start,
            cited.end,
            expected=instrument,
            cause="superseded-notice",
            severity=None if is_exact else Severity.INFO,
            confidence=None if is_exact else Confidence.HINT,
        )
        return


def notices_of_other_forms(year: int) -> set[tuple[int, int]]:
    """The notices that introduced a form of other years."""
    edition = edition_for(year)
    return {key for key, cited in form_notices().items() if edition and cited != edition.instrument}


def is_number_of(phrase: str, notices: set[tuple[int, int]]) -> bool:
    """Whether a printed number is that of one of the notices."""
    return any(phrase.startswith(str(number)) for _, number in notices)


def _tells_of_the_past(notice: Notice | CitedTitle, year: int) -> bool:
    left, right = sentence_around(notice.section.text, notice.start, notice.end)
    last_year = re.compile(rf"(?<!\d){year - 1}\s*年")
    return has_any(words("citations", "GIK801")["permitted"], left, right) or any(
        last_year.search(side) for side in (left, right)
    )

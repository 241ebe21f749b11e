"""GIK106 section-empty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gikqa import Confidence, Finding, Report, Section, Severity, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import has_chapter_of_nothing, has_words_in_chapters
from gikqa.rules.structure.chapters import chapters, is_nothing
from gikqa.rules.texts import described

_TOLD = (1, 5)
"""Chapters of words alone that the law asks for: 条例 第五十条."""

_OTHERS = 6
_FEES_FROM = 2021


@rule(
    **described("GIK106"),
    needs=("sections", "year"),
    # Without any words, headings alone were exported.
    where=has_chapter_of_nothing((*_TOLD, _OTHERS)).provided(has_words_in_chapters),
)
def section_empty(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    sections = report.sections
    found = list(chapters(edition, sections))
    places = {chapter.place for chapter in found}
    texts: defaultdict[int, list[Section]] = defaultdict(list)
    open_end: set[int] = set()
    for chapter in found:
        texts[chapter.number].append(chapter.section)
        after = chapter.place + 1
        # Chapters with headings of their own were split off, or nothing follows: a text cut short.
        own = after < len(sections) and after not in places
        if own or (after == len(sections) and chapter.number < _OTHERS):
            open_end.add(chapter.number)
    for number in sorted(texts.keys() - open_end):
        said = [section.text for section in texts[number]]
        if not all(map(is_nothing, said)):
            continue
        if number in _TOLD:
            yield _finding(texts[number][0])
        elif number == _OTHERS and report.year >= _FEES_FROM and any(map(str.strip, said)):
            yield _finding(texts[number][0], Severity.INFO, Confidence.HINT)


def _finding(
    section: Section, severity: Severity | None = None, confidence: Confidence | None = None
) -> Finding:
    return Finding(
        section=section.number,
        quote=section.heading,
        observed=section.text.strip() or None,
        params={"place": section.heading},
        severity=severity,
        confidence=confidence,
    )

"""GIK123 superseded-chapter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa import Confidence, Finding, Report, Section, Severity, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import has_heading, has_preamble_that
from gikqa.rules.structure.chapters import accepted, fold, is_item
from gikqa.rules.texts import described
from gikqa.text import pattern

_WORDS = tomli.loads(Path(__file__).with_name("superseded.toml").read_text("utf-8"))
_PHRASE = "|".join(_WORDS["phrases"])
_FIRST = "".join(sorted({item[0] for item in _WORDS["items"]}))
_ITEM = pattern(
    f"(?=[{_FIRST}])(?:{'|'.join(sorted(_WORDS['items'], key=len, reverse=True))})"
    "(?=[、，,；;]|[和与及等]|[一二三四五六七八九十\\d]|因|等|$)"
)
"""A part of a list that has another name today, or is no part any more."""

_BEFORE_ITEM = pattern(
    "(?:^|[、，,；;：:]|包括|包含|涵盖|内含|由|分为|依次写|[和与及])\\s*"
    "([^、，,；;：:。\\s]{0,12}[的开务息作])?$"
)
"""What stands before it: a mark or a word that opens the list, and what the part is about."""
_LONGEST = 20

_LISTED = (
    f"[、，,；;](?:[^、，,；;：:。\\s]{{0,13}})(?:{'|'.join(_WORDS['items'])})|概述[、，,；;和及]"
)
"""A superseded part that is not the first of a list, or the first one."""

_SAYS_THAT_IT_LISTS = pattern("组成|构成|包括|包含|内含|涵盖|分为|依次|部分|方面|内容")

_OTHERS = "其他|其它"
"""What else is to be reported may be fees, and may say so in its heading."""

_STOP = pattern(r"[。！？\n]")
_REACH = 300


def _is_superseded(edition: str, heading: str) -> bool:
    if not re.search(_PHRASE, heading) or is_item(heading) or re.search(_OTHERS, heading):
        return False
    return fold(heading) not in accepted(edition)


def _subject(heading: str) -> str:
    """The words of a heading without those that most of them have."""
    return re.sub("政府信息公开|工作", "", fold(heading))


_PARTS = frozenset(_subject(item) for item in _WORDS["items"]) - {"概述", "附表"}
"""Many bodies call the chapter 概述 that the form calls 总体情况, and mean the same."""


def _is_part_of_old(edition: str, heading: str) -> bool:
    """Whether a heading is the name of a part that the form has under another name, or not."""
    return (
        _subject(heading) in _PARTS
        and not is_item(heading)
        and fold(heading) not in accepted(edition)
    )


def _is_of_old(edition: str, heading: str) -> bool:
    return _is_superseded(edition, heading) or _is_part_of_old(edition, heading)


@rule(
    **described("GIK123"),
    needs=("sections", "year"),
    reads=("publisher",),
    where=has_heading(_is_of_old) | has_preamble_that(f"{_PHRASE}|{_LISTED}"),
)
def superseded_chapter(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    chapters = "、".join(chapter.heading for chapter in edition.sections)
    is_school = re.search(_WORDS["schools"], report.publisher or "") is not None
    for section in report.sections:
        if section.number == 0 and (place := _announced(section, is_school)):
            phrase = section.text[slice(*place)]
            is_first = report.year == edition.first_year and edition.key == "2019"
            yield Finding(
                section=0,
                start=place[0],
                end=place[1],
                quote=phrase,
                observed=phrase,
                expected=chapters,
                # Reports of the first year mix the parts of both forms.
                severity=Severity.INFO if is_first else None,
                confidence=Confidence.HINT if is_first else None,
            )
        elif section.number and _is_superseded(edition.key, section.heading):
            yield _heading(section, chapters)
        elif section.number and not is_school and _is_part_of_old(edition.key, section.heading):
            # Bodies without a form of their own name their chapters as they like.
            yield _heading(section, chapters, Severity.INFO, Confidence.HINT)


def _heading(
    section: Section,
    chapters: str,
    severity: Severity | None = None,
    confidence: Confidence | None = None,
) -> Finding:
    return Finding(
        section=section.number,
        quote=section.heading,
        observed=section.heading,
        expected=chapters,
        severity=severity,
        confidence=confidence,
    )


def _announced(section: Section, is_school: bool) -> tuple[int, int] | None:
    """Start and end of the part that is superseded in a sentence that lists the parts."""
    text = section.text
    phrases = [(hit.span(), False) for hit in re.finditer(_PHRASE, text)]
    items = [(span, True) for span in _items(text)]
    for (start, end), is_item_only in (*phrases, *items):
        before = _STOP.split(text[max(0, start - _REACH) : start])[-1]
        behind = _STOP.split(text[end : end + _REACH])[0]
        sentence = before + text[start:end] + behind
        if not _SAYS_THAT_IT_LISTS.search(sentence):
            continue
        if is_item_only and (is_school or any(word in sentence for word in _WORDS["of_schools"])):
            continue
        if sum(cue in sentence for cue in _WORDS["cues"]) >= _WORDS["least_cues"]:
            return start, end
    return None


def _items(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of lists stand that are superseded, with what they are about."""
    for hit in _ITEM.finditer(text):
        start = max(0, hit.start() - _LONGEST)
        before = _BEFORE_ITEM.search(text[start : hit.start()])
        if before is not None:
            begin = start + (before.start(1) if before[1] else before.end())
            if not any(word in text[begin : hit.end()] for word in _WORDS["items_today"]):
                yield begin, hit.end()

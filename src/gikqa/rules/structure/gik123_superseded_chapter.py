"""GIK123 superseded-chapter."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from gikqa import Finding, Report, Section, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import has_heading, has_preamble_that
from gikqa.rules.structure.chapters import accepted, fold, is_item
from gikqa.rules.texts import described

_WORDS = tomllib.loads(Path(__file__).with_name("superseded.toml").read_text("utf-8"))
_PHRASE = "|".join(_WORDS["phrases"])
_OTHERS = "其他|其它"
"""What else is to be reported may be fees, and may say so in its heading."""

_STOP = re.compile(r"[。！？\n]")
_REACH = 300


def _is_superseded(edition: str, heading: str) -> bool:
    if not re.search(_PHRASE, heading) or is_item(heading) or re.search(_OTHERS, heading):
        return False
    return fold(heading) not in accepted(edition)


@rule(
    **described("GIK123"),
    needs=("sections", "year"),
    where=has_heading(_is_superseded) | has_preamble_that(_PHRASE),
)
def superseded_chapter(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    chapters = "、".join(chapter.heading for chapter in edition.sections)
    for section in report.sections:
        if section.number == 0 and (place := _announced(section)):
            phrase = section.text[slice(*place)]
            yield Finding(
                section=0,
                start=place[0],
                end=place[1],
                quote=phrase,
                observed=phrase,
                expected=chapters,
            )
        elif section.number and _is_superseded(edition.key, section.heading):
            heading = section.heading
            yield Finding(
                section=section.number, quote=heading, observed=heading, expected=chapters
            )


def _announced(section: Section) -> tuple[int, int] | None:
    """Start and end of the phrase in a sentence that lists the chapters of the report."""
    text = section.text
    for hit in re.finditer(_PHRASE, text):
        before = _STOP.split(text[max(0, hit.start() - _REACH) : hit.start()])[-1]
        behind = _STOP.split(text[hit.end() : hit.end() + _REACH])[0]
        sentence = before + hit[0] + behind
        if sum(cue in sentence for cue in _WORDS["cues"]) >= _WORDS["least_cues"]:
            return hit.start(), hit.end()
    return None

"""GIK123 superseded-chapter-announced."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.texts import described

_WORDS = tomllib.loads(Path(__file__).with_name("superseded.toml").read_text("utf-8"))
_STOP = re.compile(r"[。！？\n]")
_REACH = 300


def _phrases() -> Iterable[str]:
    found: list[str] = _WORDS["phrases"]
    return found


@rule(**described("GIK123"), needs=("sections", "year"), phrases=_phrases)
def superseded_chapter_announced(report: Report) -> Iterator[Finding]:
    """The preamble announces a chapter that the form has no longer."""
    edition = edition_for(report.year)
    if edition is None:
        return
    for hit in report.hits:
        if hit.section != 0:
            continue
        text = report.sections[hit.index].text
        before = _STOP.split(text[max(0, hit.start - _REACH) : hit.start])[-1]
        behind = _STOP.split(text[hit.end : hit.end + _REACH])[0]
        sentence = before + hit.phrase + behind
        if sum(cue in sentence for cue in _WORDS["cues"]) >= _WORDS["least_cues"]:
            yield Finding(
                section=0,
                start=hit.start,
                end=hit.end,
                quote=hit.phrase,
                observed=hit.phrase,
                expected="、".join(chapter.heading for chapter in edition.sections),
            )
            return

"""GIK144 chapter-one-is-preamble."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapter_conditions import short_chapter_says
from gikqa.rules.structure.chapters import chapters
from gikqa.rules.texts import described
from gikqa.text import pattern

_WORDS = tomli.loads(Path(__file__).with_name("preamble.toml").read_text("utf-8"))
_LONGEST = 600
"""A preamble of more characters tells of the year as well."""

_SENTENCE = pattern(r"[^。！\n]+[。！\n]?")
_KINDS = {kind: pattern(told) for kind, told in _WORDS["sentences"].items()}
_LEAST = 2
"""Kinds of statements that show that a text is a preamble."""
_OF_THE_YEAR = pattern("|".join(_WORDS["told"].values()))


@rule(
    **described("GIK144"),
    needs=("sections", "year"),
    where=short_chapter_says(1, _LONGEST, _WORDS["opens"]),
)
def chapter_one_is_preamble(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    found = list(chapters(edition, report.sections))
    first = next(chapter for chapter in found if chapter.number == 1)
    # What a section with a heading of its own says belongs to the chapter as well.
    if first.place + 1 not in {chapter.place for chapter in found}:
        return
    section = first.section
    told = [line.strip() for line in _SENTENCE.findall(section.text) if line.strip()]
    kinds = [{kind for kind, of_it in _KINDS.items() if of_it.search(one)} for one in told]
    if not all(kinds) or any(map(_OF_THE_YEAR.search, told)):
        return
    if len(set().union(*kinds)) >= _LEAST:
        yield Finding(
            section=section.number,
            quote=section.heading,
            observed=told[0],
            expected=section.heading,
            params={"place": section.heading},
        )

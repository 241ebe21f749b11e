"""GIK118 topic-not-covered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa import Finding, Report, all_of, how_many, rule
from gikqa.rules.structure.chapter_conditions import (
    chapter_has_items,
    chapter_has_length,
    chapter_says,
)
from gikqa.rules.texts import described

_TOPICS = tomli.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))["topics"]
_ENOUGH_TEXT = 200
"""A shorter chapter is that of a small body, which has little to survey."""

_FEWEST = 3
"""A chapter with fewer items, or that names fewer of the subjects, follows another plan."""

_COVERED = {topic: chapter_says(1, words) for topic, words in _TOPICS.items()}


@rule(
    **described("GIK118"),
    needs=("sections", "year"),
    where=((how_many(_COVERED.values()) >= _FEWEST) & ~all_of(_COVERED.values())).provided(
        chapter_has_length(1, _ENOUGH_TEXT) & chapter_has_items(1, _FEWEST)
    ),
)
def topic_not_covered(report: Report) -> Iterator[Finding]:
    covered = [topic for topic, is_covered in _COVERED.items() if report.holds(is_covered)]
    yield Finding(
        section=1,
        observed="、".join(covered),
        expected="、".join(_TOPICS),
        params={"place": "、".join(topic for topic in _TOPICS if topic not in covered)},
    )

"""GIK118 topic-not-covered."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Undetermined, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.whole import says_any, whole_chapter
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_TOPICS = tomllib.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))["topics"]
_ENOUGH_TEXT = 200
"""A shorter chapter is that of a small body, which has little to survey."""

_FEWEST = 3
"""A chapter with fewer items, or that names fewer of the subjects, follows another plan."""

_ITEM = re.compile(r"[（(][一二三四五六七][）)]")


@rule(**described("GIK118"), needs=("sections", "year"))
def topic_not_covered(report: Report) -> Iterator[Finding]:
    """Chapter one surveys most of the five subjects of the form and leaves others out."""
    edition = edition_for(report.year)
    if edition is None:
        return
    text = whole_chapter(edition, report.sections, 1)
    if text is None or len(text) < _ENOUGH_TEXT or len(_ITEM.findall(text)) < _FEWEST:
        raise Undetermined
    missing = [topic for topic, words in _TOPICS.items() if not says_any(text, words)]
    if missing and len(_TOPICS) - len(missing) >= _FEWEST:
        yield Finding(
            section=1,
            observed="、".join(topic for topic in _TOPICS if topic not in missing),
            expected="、".join(_TOPICS),
            params={"place": "、".join(missing)},
        )

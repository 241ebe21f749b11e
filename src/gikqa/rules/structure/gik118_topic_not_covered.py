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
    from gikqa.text.characters import Flags
    from gikqa.text.rule_batch import Screening

_TOPICS = tomllib.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))["topics"]
_ENOUGH_TEXT = 200
"""A shorter chapter is that of a small body, which has little to survey."""

_FEWEST = 3
"""A chapter with fewer items, or that names fewer of the subjects, follows another plan."""

_ITEM = re.compile(r"[（(][一二三四五六七][）)]")


def _screen(screening: Screening) -> Flags:
    import numpy as np

    from gikqa.rules.structure.screening import (
        chapters_of,
        items_in,
        not_whole,
        told_in_chapter,
    )

    narratives, items = screening.narratives, items_in(screening)
    # No character takes more than four bytes.
    long = narratives.ends - narratives.starts >= 4 * _ENOUGH_TEXT
    # Where the next section is a chapter, no item stands outside of this one.
    alone = np.append(chapters_of(screening)[1:] > 0, False)
    few = told_in_chapter(screening, 1, among=alone & (items < _FEWEST))
    screening.undetermined[few.rows | not_whole(screening, 1)] = True
    judged = long & (items >= _FEWEST)
    return ~told_in_chapter(screening, 1, *_TOPICS.values(), among=judged).rows


@rule(**described("GIK118"), needs=("sections", "year"), screen=_screen)
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

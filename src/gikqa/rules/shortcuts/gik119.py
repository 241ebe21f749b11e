"""Which reports GIK119 has to judge."""

from __future__ import annotations

import pyarrow.compute as pc

from gikqa.rules.shortcuts.chapters_in_batch import not_whole, told_in_chapter
from gikqa.rules.structure.gik119_problems_not_named import _ENOUGH_TEXT, _WORDS
from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def reports_to_judge(batch: RuleBatch) -> Flags:
    batch.undetermined[not_whole(batch, 5)] = True
    surely = told_in_chapter(batch, 5, _WORDS)
    texts = batch.narratives.texts(surely.sections)
    return ~surely.but(pc.utf8_length(texts).to_numpy() >= _ENOUGH_TEXT)

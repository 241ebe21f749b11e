"""GIK120 fee-statement-missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.whole import whole_chapter
from gikqa.rules.texts import described

if TYPE_CHECKING:
    from gikqa.screens import Flags, Screening

_NOTHING = re.compile(r"[\s\W_]*(?:暂?无|没有)?[\s\W_]*")
_LAST = 6
_FEE = re.compile("收费|收取|缴费|费用|信息处理费")


def _screen(screening: Screening) -> Flags:
    from gikqa.rules.structure.screening import told_in

    narratives, words = screening.narratives, _FEE.pattern.split("|")
    last = narratives.numbers >= _LAST
    told = screening.rows_of_sections(told_in(screening, last, words))
    sought = [word.encode() for word in words]
    for row in np.flatnonzero(~told & (np.diff(narratives.first) > 0)).tolist():
        first, behind = narratives.first[row : row + 2]
        text = narratives.data[narratives.starts[first] : narratives.ends[behind - 1]]
        told[row] = any(word in text for word in sought)
    return ~told


@rule(**described("GIK120"), needs=("sections", "year"), screen=_screen)
def fee_statement_missing(report: Report) -> Iterator[Finding]:
    """Chapter six does not say what was collected for handling requests."""
    edition = edition_for(report.year)
    sections = report.sections
    if edition is None or any(_FEE.search(section.text) for section in sections):
        return
    text = whole_chapter(edition, sections, 6)
    if text is not None and not _NOTHING.fullmatch(text):
        yield Finding(section=6, expected="信息处理费")

"""GIK108 statement-missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Undetermined, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapters import ENOUGH_CHAPTERS, chapters
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_FORMAL = re.compile("条例|国办公开办函|年度报告格式")
"""A preamble that cites what it rests on is the formal one, in which a period is usual."""

_PERIOD = re.compile(
    "期限|统计期|时限|起止|1月1日|12月|年底|年末|全年|本年度|上一年度|年度数据|1[-—~～至]12月"
)


@rule(
    **described("GIK108"),
    needs=("sections", "year"),
    reads=("period_start", "period_end"),
)
def statement_missing(report: Report) -> Iterator[Finding]:
    """A formal preamble does not say which period the figures are of."""
    edition = edition_for(report.year)
    if edition is None:
        return
    sections = report.sections
    preamble = "".join(section.text for section in sections if section.number == 0)
    known = {chapter.number for chapter in chapters(edition, sections)}
    if len(known) < ENOUGH_CHAPTERS or not _FORMAL.search(preamble):
        raise Undetermined
    if report.column("period_start") is not None or report.column("period_end") is not None:
        return
    if not any(_PERIOD.search(section.text) for section in sections):
        yield Finding(section=0, expected=f"{report.year}年1月1日 – 12月31日")

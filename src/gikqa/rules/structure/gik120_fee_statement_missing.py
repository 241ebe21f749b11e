"""GIK120 fee-statement-missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.whole import whole_chapter
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_NOTHING = re.compile(r"[\s\W_]*(?:暂?无|没有)?[\s\W_]*")
_FEE = re.compile("收费|收取|缴费|费用|信息处理费")


@rule(**described("GIK120"), needs=("sections", "year"))
def fee_statement_missing(report: Report) -> Iterator[Finding]:
    """Chapter six does not say what was collected for handling requests."""
    edition = edition_for(report.year)
    sections = report.sections
    if edition is None or any(_FEE.search(section.text) for section in sections):
        return
    text = whole_chapter(edition, sections, 6)
    if text is not None and not _NOTHING.fullmatch(text):
        yield Finding(section=6, expected="信息处理费")

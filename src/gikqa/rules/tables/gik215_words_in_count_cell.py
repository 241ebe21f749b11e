"""GIK215 words-in-count-cell."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.texts import described
from gikqa.text import pattern

_NO_NUMBER = r"[^\d０-９一二三四五六七八九十百千]*"
_SAYS_NONE = pattern(f"{_NO_NUMBER}(?:未|无|没有|不|详见|见附件|同上|涉密|保密){_NO_NUMBER}")
_SHORTEST = 2
"""无 alone is what many bodies print for 0."""


@rule(**described("GIK215"), only_where="raw_cells")
def words_in_count_cell(report: Report) -> Iterator[Finding]:
    worded = {
        path: printed.strip()
        for path, printed in report.raw_cells.items()
        if len(printed.strip()) >= _SHORTEST and _SAYS_NONE.fullmatch(printed.strip())
    }
    if worded:
        yield Finding(
            cells=tuple(worded),
            observed="、".join(dict.fromkeys(worded.values())),
            expected="0",
        )

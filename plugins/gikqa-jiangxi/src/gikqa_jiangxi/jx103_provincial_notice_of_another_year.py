"""JX103 provincial-notice-of-another-year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rule_texts import described
from gikqa_jiangxi import SPECS
from gikqa_jiangxi.facts import rank
from gikqa_jiangxi.provincial_documents import NUMBERS, Cited, cited_in

_PREAMBLE = 0
_FARTHEST = 3
"""Years; an older notice may have laid down a form that is still used."""


@rule(**described(SPECS, "JX103"), needs=("sections", "year"), find=NUMBERS)
def provincial_notice_of_another_year(report: Report) -> Iterator[Finding]:
    cited = [one for one in cited_in(report) if one.near.section.number == _PREAMBLE]
    if any(_cites_its_own_year(one, report.year) for one in cited):
        return
    for one in cited:
        document, near, title = one
        # GIK149 judges a title with a year, and JX102 one that is not the document's.
        if one.misfit or re.search(r"20\d\d", title or "") or not document.on_reports:
            continue
        if 0 < report.year - (document.of_year or report.year) <= _FARTHEST:
            yield Finding(
                section=near.section.number,
                start=near.start,
                end=near.end,
                quote=near.quote,
                observed=str(document.of_year),
                expected=str(report.year),
                params={"number": document.number},
                basis=document.source,
                **rank(document.status),
            )


def _cites_its_own_year(cited: Cited, year: int) -> bool:
    """Whether the preamble cites a document about the report year as well, by number or title."""
    by_title = re.search(rf"《[^《》]*{year}[^《》]*》", cited.near.section.text)
    return cited.document.of_year == year or by_title is not None

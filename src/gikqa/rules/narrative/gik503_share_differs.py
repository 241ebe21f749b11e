"""GIK503 share-differs."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.narrative.shares import before_share, share_phrases
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import Quantity, percent_agrees, shares


@rule(
    **described("GIK503"),
    needs=("sections", "year"),
    find=shares(share_phrases, before_share),
)
def share_differs(report: Report) -> Iterator[Finding]:
    for found in report.found:
        for count, share in found.pairs:
            if not any(percent_agrees(count.value, one, share) for one in found.numbers):
                yield finding(
                    found.section,
                    count.start,
                    share.end,
                    observed=share.text,
                    expected=_expected(count, found.whole),
                )


def _expected(count: Quantity, whole: Quantity) -> str:
    percent = float(count.value) * 100 / float(whole.value)
    return f"{count.value} / {whole.value} = {percent:.2f}%"

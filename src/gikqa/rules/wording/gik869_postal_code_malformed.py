"""GIK869 postal-code-malformed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.texts import described
from gikqa.text import phrases

_LABELS = tuple(map("".join, product(["邮编", "邮政编码"], ["：", ":"])))


@rule(
    **described("GIK869"),
    needs=("sections",),
    find=phrases(_LABELS).then(r"\s?(?!\d{6}(?!\d))(?P<code>\d{4,9})(?![\d\s\-—－])", within=14),
)
def postal_code_malformed(report: Report) -> Iterator[Finding]:
    for near in report.found:
        start, end = near.after.span("code")
        yield finding(near.section, start, end)

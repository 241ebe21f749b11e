"""GIK618 dispute-outcomes-differ-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gikqa import Finding, Report, Undetermined, rule
from gikqa.rules.crosscheck.cells import count_at
from gikqa.rules.crosscheck.contradiction import contradiction
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import Near, pattern, phrases

_BLOCKS = {"复议": ("review",), "诉讼": ("litigation_direct", "litigation_after_review")}
_COLUMNS = ("upheld", "corrected", "other", "pending", "total")
_COUNT = r"(?:原行政行为|的|为|有|[：:]|\s)*(\d{1,5})\s?件"
_TOTAL = pattern(r"(复议|诉讼)(?:案件|申请|案)?[^，。；、\d]{0,6}?(\d{1,5})\s?件")


_RESULTS: Mapping[str, str] = words("crosscheck", "dispute_outcomes")["words"]
"""Result as printed → column of table four."""


def _cells() -> tuple[str, ...]:
    return tuple(
        f"disputes.{block}.{column}"
        for blocks in _BLOCKS.values()
        for block in blocks
        for column in _COLUMNS
    )


@rule(
    **described("GIK618"),
    needs=("sections", "year"),
    reads=_cells(),
    find=phrases(_RESULTS).then(_COUNT),
)
def dispute_outcomes_differ_from_table(report: Report) -> Iterator[Finding]:
    found, unsure = [], False
    for near in report.found:
        total = _total(near)
        if total is None:
            continue
        blocks = _BLOCKS[total[1]]
        cells = tuple(f"disputes.{block}.{_RESULTS[near.hit.phrase]}" for block in blocks)
        printed = [count_at(report, cell) for cell in cells]
        totals = [count_at(report, f"disputes.{block}.total") for block in blocks]
        if None in (*printed, *totals):
            unsure = True
            continue
        # With another total, other cases are spoken of.
        same_cases = sum(value or 0 for value in totals) == int(total[2])
        expected = sum(value or 0 for value in printed)
        if same_cases and expected != int(near.after[1]):
            found.append(
                contradiction(near, observed=near.after[1], expected=str(expected), cells=cells)
            )
    if unsure and not found:
        raise Undetermined
    yield from found


def _total(near: Near) -> re.Match[str] | None:
    """The number of cases that the sentence gave last before their results."""
    left, right = sentence_around(near.section.text, near.hit.start, near.hit.end)
    if has_any(words("crosscheck", "scope")["others"], left + right):
        return None
    totals = list(_TOTAL.finditer(left))
    kinds = re.findall("复议|诉讼", left)
    # 复议3件，其中被诉讼后维持1件 names the other kind in between.
    return totals[-1] if totals and kinds[-1] == totals[-1][1] else None

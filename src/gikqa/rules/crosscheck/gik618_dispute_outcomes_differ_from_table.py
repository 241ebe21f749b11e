"""GIK618 dispute-outcomes-differ-from-table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Hit, Report, Undetermined, rule
from gikqa.rules.citations.surroundings import sentence_around
from gikqa.rules.crosscheck.statements import count_at, has_any, words
from gikqa.rules.texts import described

_BLOCKS = {"复议": ("review",), "诉讼": ("litigation_direct", "litigation_after_review")}
_COLUMNS = ("upheld", "corrected", "other", "pending", "total")
_COUNT = re.compile(r"(?:原行政行为|的|为|有|[：:]|\s)*(\d{1,5})\s?件")
_TOTAL = re.compile(r"(复议|诉讼)(?:案件|申请|案)?[^，。；、\d]{0,6}?(\d{1,5})\s?件")


def _phrases() -> Iterable[str]:
    found: dict[str, str] = words()["dispute_outcomes"]["words"]
    return found


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
    phrases=_phrases,
)
def dispute_outcomes_differ_from_table(report: Report) -> Iterator[Finding]:
    """The result of reviews or lawsuits in the narrative is not that of table four."""
    found, unsure = [], False
    for hit in report.hits:
        section = report.sections[hit.index]
        count = _COUNT.match(section.text, hit.end)
        total = _total(section.text, hit) if count else None
        if count is None or total is None:
            continue
        blocks = _BLOCKS[total[1]]
        column = words()["dispute_outcomes"]["words"][hit.phrase]
        cells = tuple(f"disputes.{block}.{column}" for block in blocks)
        printed = [count_at(report, cell) for cell in cells]
        totals = [count_at(report, f"disputes.{block}.total") for block in blocks]
        if None in (*printed, *totals):
            unsure = True
            continue
        # With another total, other cases are spoken of.
        same_cases = sum(value or 0 for value in totals) == int(total[2])
        expected = sum(value or 0 for value in printed)
        if same_cases and expected != int(count[1]):
            found.append(
                Finding(
                    cells=cells,
                    section=section.number,
                    start=hit.start,
                    end=count.end(),
                    quote=section.text[hit.start : count.end()],
                    observed=count[1],
                    expected=str(expected),
                )
            )
    if unsure and not found:
        raise Undetermined
    yield from found


def _total(text: str, hit: Hit) -> re.Match[str] | None:
    """The number of cases that the sentence gave last before their results."""
    left, right = sentence_around(text, hit.start, hit.end)
    if has_any(left + right, words()["scope"]["others"]):
        return None
    totals = list(_TOTAL.finditer(left))
    kinds = re.findall("复议|诉讼", left)
    # 复议3件，其中被诉讼后维持1件 names the other kind in between.
    return totals[-1] if totals and kinds[-1] == totals[-1][1] else None

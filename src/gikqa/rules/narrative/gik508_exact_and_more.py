"""GIK508 exact-and-more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_NUMBER = pattern(r"(?<![\d.,，万亿])\d{1,8}$")


def _phrases() -> Iterable[str]:
    units = words("narrative", "exact_and_more")["units"]
    return [f"{digit}{more}{unit}" for digit in range(1, 10) for more in "余多" for unit in units]


@rule(**described("GIK508"), needs=("sections", "year"), phrases=_phrases)
def exact_and_more(report: Report) -> Iterator[Finding]:
    for hit in report.hits:
        section = report.sections[hit.index]
        number = _NUMBER.search(section.text, max(0, hit.start - 10), hit.start + 1)
        # 3多次 is clumsy; 余 follows a round number.
        if number is not None and (len(number[0]) > 1 or hit.phrase[1] == "余"):
            quote = section.text[number.start() : hit.end]
            yield finding(
                section,
                number.start(),
                hit.end,
                observed=quote,
                expected=number[0] + hit.phrase[2:],
            )

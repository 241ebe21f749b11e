"""GIK509 rate-differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import percent_agrees, phrases

_COUNT = r"(?P<{0}>\d{{1,8}})\s?(?P<{0}_unit>件|条|个|项|次|份|起)[，,、]\s?"
# 受理50件，办结45件，办结率90%: each of the three follows from the others.
_RECEIVED = r"(?:受理|收到|接到|收办|征集|承办|收集)[^。；;\d（(，,、]{0,16}" + _COUNT.format(
    "whole"
)
_ANSWERED = (
    r"(?:已|均|全部|共|共计|其中)?(?:办结|答复|回复|办理|采纳|处置|办复)[^。；;\d（(，,、]{0,6}"
    + _COUNT.format("part")
)
_RATE = r"(?:为|达到|达)?(\d{1,3}(?:\.\d{1,3})?)\s?[%％]"


def _phrases() -> Iterable[str]:
    found: list[str] = words("narrative", "rates")["phrases"]
    return found


@rule(
    **described("GIK509"),
    needs=("sections", "year"),
    find=phrases(_phrases).after(_RECEIVED + _ANSWERED).then(_RATE),
)
def rate_differs(report: Report) -> Iterator[Finding]:
    for near in report.found:
        whole, part, rate = int(near.before["whole"]), int(near.before["part"]), near.after[1]
        # 100 % may be of what was due, which the numbers do not show.
        if near.before["whole_unit"] != near.before["part_unit"] or Decimal(rate) == 100:
            continue
        if whole and not percent_agrees(part, whole, Decimal(rate)):
            exact = Decimal(part) * 100 / whole
            yield finding(
                near.section,
                near.start,
                near.end,
                observed=f"{rate}%",
                expected=f"{part} / {whole} = {exact:.2f}%",
            )

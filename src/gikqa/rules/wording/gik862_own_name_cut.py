"""GIK862 own-name-cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_TRADES: list[str] = words("wording", "GIK862")["trades"]
_PLACE = "(?<![全我本各])[县区市州旗]"


def _own() -> Iterable[str]:
    return [f"我{act}" for act in words("wording", "GIK862")["own_acts"]]


def _acts() -> Iterable[str]:
    # The acts alone are in every report.
    return map("".join, product(_TRADES, words("wording", "GIK862")["acts"]))


def _with_year() -> Iterable[str]:
    return [f"{trade}20" for trade in _TRADES]


@rule(
    **described("GIK862"),
    needs=("sections",),
    find=either(
        phrases(_own).after("(?:^|[^自忘“‘「：:])"),
        phrases(["了我的", "将我的"]),
        phrases(_acts).after(_PLACE),
        phrases(_with_year).after(_PLACE).then(r"\d\d年"),
    ),
)
def own_name_cut(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        if phrase.endswith("我的"):
            yield finding(near.section, near.hit.start + 1, near.hit.end, expected="我…的")
            continue
        start, cut = near.hit.start, 1
        if phrase[0] != "我":
            trade = max((each for each in _TRADES if phrase.startswith(each)), key=len)
            start, cut = near.start, 1 + len(trade)
        quote = near.section.text[start : near.hit.end]
        yield finding(near.section, start, near.hit.end, expected=f"{quote[:cut]}…{quote[cut:]}")

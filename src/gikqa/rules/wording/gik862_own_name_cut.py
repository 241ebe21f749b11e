"""GIK862 own-name-cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    acts: list[str] = words("wording", "GIK862")["acts"]
    return acts


def _with_year() -> Iterable[str]:
    return [f"{trade}20" for trade in _TRADES]


@rule(
    **described("GIK862"),
    needs=("sections",),
    find=either(
        phrases(_own).after("(?:^|[^自忘“‘「：:])"),
        phrases(["了我的", "将我的"]),
        phrases(_acts).after(f"{_PLACE}(?:{'|'.join(_TRADES)})"),
        phrases(_with_year).after(_PLACE).then(r"\d\d年"),
    ),
)
def own_name_cut(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        if phrase.endswith("我的"):
            yield finding(near.section, near.hit.start + 1, near.hit.end, expected="我…的")
            continue
        start = near.hit.start if phrase[0] == "我" else near.start
        cut = 1 if phrase[0] == "我" else None
        quote = near.section.text[start : near.hit.end]
        if cut is None:
            cut = len(quote) - (2 if phrase.endswith("20") else len(phrase))
        yield finding(near.section, start, near.hit.end, expected=f"{quote[:cut]}…{quote[cut:]}")

"""GIK861 year-without-its-sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import either, phrases

_YEAR = r"(?<![\dA-Za-z.,，/〔（(\[［—～~-])20[0-3]"
_FIRST = r"(?:^|[。；\n])[ \u3000]*20[0-3]"


def _words() -> Iterable[str]:
    return [f"{digit}{word}" for word in words("wording", "GIK861")["words"] for digit in range(10)]


def _commas() -> Iterable[str]:
    return [f"{digit}{comma}" for comma in "，," for digit in range(10)]


def _since() -> Iterable[str]:
    since: list[str] = words("wording", "GIK861")["since"]
    return since


@rule(
    **described("GIK861"),
    needs=("sections",),
    find=either(
        phrases(_words).after(_YEAR),
        phrases(_commas).after(_FIRST).then("(?![0-9])"),
        phrases(_since).after(_YEAR + r"\d"),
    ),
)
def year_without_its_sign(report: Report) -> Iterator[Finding]:
    for near in report.found:
        if near.hit.phrase in _since():
            start, end = near.hit.start - 4, near.hit.end
            quote = near.section.text[start:end]
            yield finding(near.section, start, end, expected=quote.replace("年来", "年以来"))
            continue
        start = near.hit.start - 3
        quote = near.section.text[start : near.hit.end]
        expected = f"{quote[:4]}年{quote[4:]}"
        yield finding(near.section, start, near.hit.end, expected=expected)

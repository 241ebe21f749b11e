"""GIK146 item-number-damaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.structure.chapters import NUMERALS
from gikqa.rules.texts import described
from gikqa.text import Near, either, phrases

_BRACKETS = (("（", "）"), ("(", ")"), ("（", ")"), ("(", "）"))
_EMPTY = ("（）", "()", "（)", "(）")
_NO_NUMBER = "\n、"
_DASHES = ("—、", "－、", "─、", "-、", "–、")
"""A dash in the place of the number one."""
_OF_LINE = r"(?:^|\n)[ \t\u3000]*"


def _with_mark() -> Iterable[str]:
    for number in (*NUMERALS[1:], *map(str, range(1, 10))):
        yield from (f"{opening}{number}{closing}、" for opening, closing in _BRACKETS)


def _unopened() -> Iterable[str]:
    return [number + closing for number in NUMERALS[1:] for closing in "）)"]


@rule(
    **described("GIK146"),
    needs=("sections",),
    find=either(
        phrases(_EMPTY).then(r"(?=[\u4e00-\u9fff])").after(_OF_LINE),
        phrases([_NO_NUMBER]).then(r"[\u4e00-\u9fff]{2,20}[ \t\u3000]*(?=\n|$)"),
        phrases(_with_mark).after(_OF_LINE),
        phrases(_DASHES).then(r"[\u4e00-\u9fff]{2}").after(_OF_LINE),
        phrases(_unopened).then(r"[\u4e00-\u9fff]{2}").after(r"\n[ \t\u3000]*"),
    ),
)
def item_number_damaged(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        start = near.hit.start + (phrase == _NO_NUMBER)
        if phrase in _DASHES:
            yield _of_dash(near, "一、")
            continue
        if phrase in _unopened():
            if _is_opened_elsewhere(report, phrase[0]):
                yield _of_dash(near, f"（{phrase[0]}）")
            continue
        is_marked = phrase not in (*_EMPTY, _NO_NUMBER)
        quote = near.section.text[start : near.end].rstrip()
        yield Finding(
            section=near.section.number,
            start=start,
            end=start + len(quote),
            quote=quote,
            observed=quote,
            expected=phrase[:-1] if is_marked else "（一）" if phrase in _EMPTY else f"一{quote}",
            severity=Severity.INFO if is_marked else None,
            confidence=Confidence.HINT if is_marked else None,
        )
        if is_marked:  # who writes so does it in all items
            return


def _is_opened_elsewhere(report: Report, number: str) -> bool:
    """Whether the item before or after has its opening bracket: some write 一） throughout."""
    place = NUMERALS.index(number)
    beside = [NUMERALS[at] for at in (place - 1, place + 1) if 0 < at < len(NUMERALS)]
    texts = [section.text for section in report.sections]
    return any(
        f"{opening}{one}{closing}" in text
        for one in beside
        for opening, closing in _BRACKETS
        for text in texts
    )


def _of_dash(near: Near, expected: str) -> Finding:
    """A hint at a number with a wrong mark."""
    start, end = near.hit.start, near.hit.end
    return Finding(
        section=near.section.number,
        start=start,
        end=end,
        quote=near.hit.phrase,
        observed=near.hit.phrase,
        expected=expected,
        severity=Severity.INFO,
        confidence=Confidence.HINT,
    )

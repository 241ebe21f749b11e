"""GIK146 item-number-damaged."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Report, Severity, rule
from gikqa.rules.shared.chinese_words import begins_a_word
from gikqa.rules.structure.chapters import NUMERALS
from gikqa.rules.texts import described
from gikqa.text import Near, either, phrases

_BRACKETS = (("（", "）"), ("(", ")"), ("（", ")"), ("(", "）"))
_EMPTY = ("（）", "()", "（)", "(）")
_NO_NUMBER = "\n、"
_DASHES = ("—、", "－、", "─、", "-、", "–、")
"""A dash in the place of the number one."""
_UNOPENED = tuple(f"\n{number}{closing}" for number in NUMERALS[1:] for closing in "）)")
_UNCLOSED = tuple(f"{opening}{number}" for number in NUMERALS[1:] for opening in "（(")
_OF_LINE = r"(?:^|\n)[ \t\u3000]*"


def _with_mark() -> Iterable[str]:
    for number in (*NUMERALS[1:], *map(str, range(1, 10))):
        yield from (f"{opening}{number}{closing}、" for opening, closing in _BRACKETS)


@rule(
    **described("GIK146"),
    needs=("sections",),
    find=either(
        phrases(_EMPTY).then(r"(?![内为中里表空填代])(?=[\u4e00-\u9fff])").after(_OF_LINE),
        phrases([_NO_NUMBER]).then(r"[\u4e00-\u9fff]{2,20}[ \t\u3000]*(?=\n|$)"),
        phrases(_with_mark).after(_OF_LINE),
        phrases(_UNOPENED).then(r"[\u4e00-\u9fff]{2}"),
        phrases(_UNCLOSED).then(r"[\u4e00-\u9fff]{2}[^（()）\n]{0,60}(?=\n|$)").after(_OF_LINE),
        phrases(_DASHES).then(r"[\u4e00-\u9fff]{2}").after(_OF_LINE),
    ),
)
def item_number_damaged(report: Report) -> Iterator[Finding]:
    for near in report.found:
        phrase = near.hit.phrase
        start = near.hit.start + phrase.startswith("\n")
        if phrase in _DASHES:
            yield _of_dash(near)
            continue
        if phrase in _UNOPENED or phrase in _UNCLOSED:
            yield from _half_bracket(near)
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


def _half_bracket(near: Near) -> Iterator[Finding]:
    """One bracket of a number is lost, if its neighbours have both."""
    number = NUMERALS.index(near.hit.phrase.strip("\n（()）"))
    text = near.section.text
    # （三公经费 has lost its other bracket.
    if near.hit.phrase in _UNCLOSED and begins_a_word(near.hit.phrase[1] + near.after[0][0]):
        return
    beside = [NUMERALS[each] for each in (number - 1, number + 1) if 0 < each < len(NUMERALS)]
    if not any(re.search(rf"(?:^|\n)\s*[（(]{each}[）)]", text) for each in beside):
        return
    alike = r"{}[）)]" if near.hit.phrase in _UNOPENED else r"[（(]{}(?![）)])"
    if len(re.findall("\\n" + alike.format(f"[{NUMERALS[1:]}]"), text)) > 1:  # a way of writing
        return
    yield _as_hint(
        near, near.hit.start + near.hit.phrase.startswith("\n"), f"（{NUMERALS[number]}）"
    )


def _of_dash(near: Near) -> Finding:
    return _as_hint(near, near.hit.start, "一、")


def _as_hint(near: Near, start: int, expected: str) -> Finding:
    quote = near.section.text[start : near.hit.end]
    return Finding(
        section=near.section.number,
        start=start,
        end=near.hit.end,
        quote=quote,
        observed=quote,
        expected=expected,
        severity=Severity.INFO,
        confidence=Confidence.HINT,
    )

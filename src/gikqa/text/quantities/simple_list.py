"""Lists that need no reading: plainly printed, with parts that make the total and differ in name.

Most lists of most reports are such. `is_settled` looks at one place with two regular expressions,
where reading takes a hundred times as long; it says yes only where reading would find the parts to
be those of the total and to add up, or would find no list at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gikqa.text.quantities.numerals import CHINESE
from gikqa.text.quantities.vocabulary import vocabulary

BEFORE, BEHIND = 60, 300
"""So many characters before and behind an opening word or mark are looked at."""

LONGEST_LABEL = 25
_QUOTES = r"《》“”‘’「」『』〔〕\[\]【】"
UNITS = "条件篇次个项期份场"
MARKS = "，,。；;：:！？!?、（()）\n"
_LATOT = re.compile(
    rf"\n?[，,；;：:（(]?(?P<unit>[{UNITS}])(?P<total>\d{{0,6}}[1-9]|0)"
    rf"(?P<front>[\u4e00-\u9fff][^{MARKS}\d]*)(?:[{MARKS}]|$)"
)
"""A total, for a text that is read from behind, as it ends where the text does."""
_LEAD = re.compile("(?:其中)?[，,：:]?")
_PART = re.compile(
    rf"(?P<label>[^{MARKS}\d\s{_QUOTES}]{{0,{LONGEST_LABEL - 1}}}[\u4e00-\u9fff])"
    rf"(?P<count>[1-9]\d{{0,6}}|0)(?P<unit>[{UNITS}])(?P<mark>[、，,；]|$)"
)
NOT_BEFORE_NUMBERS = frozenset(f"{CHINESE}第至到和及或与余多")
_ENDS = frozenset("；")
_BRACKETS = frozenset("（(")
_NEAR, _FEW = 24, 3
TAILS = "共为有各"
_NAME = 3
"""Shorter names are no names of categories."""


def is_settled(before: str, behind: str) -> bool:
    """Whether nothing is wrong with the list that a word or mark between the two texts may open.

    before: up to `BEFORE` characters, with the measure and the mark that belong to the opening;
    behind: up to `BEHIND` characters. What is wrong: parts of a total close in front that do not
    make it or are more than it, or a name that three or more parts bear twice.
    """
    zone, whole = _zone(behind, inside=before[-1:] in _BRACKETS)
    if not whole:
        return False
    zone = vocabulary().fold(zone)
    if _number_like().search(zone) is None:
        return True
    total = _LATOT.match(before[::-1])
    if total is None:
        near = vocabulary().fold(re.split("[。；;！？\n]", before)[-1][-_NEAR:])
        if _number_like().search(near) is not None:
            return False
        return len(_number_like().findall(zone)) < _FEW or _listed(zone, None) is not None
    front = total["front"][::-1]
    cut_off = total.end("front") == len(before) >= BEFORE
    if cut_off or front[-1] in NOT_BEFORE_NUMBERS or _tells(front, 0, len(front)):
        return False
    summed = _listed(zone, total["unit"])
    if summed is None:
        return False
    value = int(total["total"][::-1])
    return summed[0] <= value if summed[1] == 1 else summed[0] == value


def may_begin(text: str, place: int) -> bool:
    """Whether a quantity can begin at a place, with the vague words in front of its number."""
    return vocabulary().fold(text[place : place + 1]) in _beginnings()


def _zone(behind: str, *, inside: bool) -> tuple[str, bool]:
    """Where the list has to end, and whether that is seen."""
    if inside:
        end = re.search("[)）]", behind)
        return (
            (
                behind[: end.start()],
                "(" not in behind[: end.start()] and "（" not in behind[: end.start()],
            )
            if end
            else ("", False)
        )
    sentence, stop, _ = behind.partition("。")
    return sentence, bool(stop) or len(behind) < BEHIND


def _listed(zone: str, unit: str | None) -> tuple[int, int] | None:
    """The sum and the number of plain parts, if the zone holds nothing else and no name twice."""
    names: list[str] = []
    begin = place = _LEAD.match(zone).end()  # type: ignore[union-attr]
    summed = 0
    while (part := _PART.match(zone, place)) is not None:
        label, count, of_part, mark = part.groups()
        unit = unit or of_part
        if of_part != unit or label[-1] in NOT_BEFORE_NUMBERS:
            return None
        names.append(label.rstrip(TAILS)[-_NAME:])
        summed, place = summed + int(count), part.end()
        if mark in _ENDS and len(names) > 1:
            # What follows a stronger mark than the one between the parts is no part.
            return None if _is_told(names, zone, begin, place) else (summed, len(names))
    if _is_told(names, zone, begin, place) or _number_like().search(zone, place):
        return None
    return summed, len(names)


def _is_told(names: list[str], zone: str, begin: int, end: int) -> bool:
    """Whether there are no parts, or their names or the words among them tell something else."""
    return not names or len(set(names)) < len(names) or _tells(zone, begin, end)


def _tells(text: str, begin: int, end: int) -> bool:
    """Whether words in a stretch make a list another one: part of another, or of changes."""
    # A Chinese numeral with a measure is a number of its own.
    return bool(_telling().search(text, begin, end) or _numerals().search(text, begin, end))


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    vague = (word[0] for word in vocabulary().vague_fronts)
    digits = filter(str.isdecimal, map(chr, range(1 << 16)))
    return frozenset([*digits, *CHINESE, *vague])


@lru_cache(maxsize=1)
def _number_like() -> re.Pattern[str]:
    # The first character is consumed before the branches, so that the search can leap to it.
    # Years, months and days are never quantities.
    return re.compile(
        rf"[\d{CHINESE}](?:(?<=\d)\d*(?![\d年月日])|(?<=[{CHINESE}]){_behind_a_numeral()})"
    )


@lru_cache(maxsize=1)
def _numerals() -> re.Pattern[str]:
    return re.compile(f"[{CHINESE}]{_behind_a_numeral()}")


@lru_cache(maxsize=1)
def _behind_a_numeral() -> str:
    units = "".join(sorted({word[0] for word in vocabulary().units}))
    return rf"(?=[{CHINESE}至到余多来]{{0,9}}\s{{0,3}}(?:分之|[{re.escape(units)}]))"


def telling_words() -> list[str]:
    """Words in a label that make a list another one: it is part of another, or tells a change."""
    told = {"change", "part", "including", "share"}
    return [*sorted(word for word, kind in vocabulary().kinds.items() if kind in told), "第"]


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, telling_words())))

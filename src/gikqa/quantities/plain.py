"""Lists that need no reading: plainly printed, with parts that make the total and differ in name.

Most lists of most reports are such. `is_settled` looks at one place with two regular expressions,
where reading takes a hundred times as long; it says yes only where reading would find the parts to
be those of the total and to add up, or would find no list at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gikqa.quantities.numerals import CHINESE
from gikqa.quantities.vocabulary import Vocabulary, vocabulary

BEFORE, BEHIND = 60, 300
"""So many characters before and behind an opening word or mark are looked at."""

_UNITS = "条件篇次个项期份场"
_MARKS = "，,。；;：:！？!?、（()）\n"
_TOTAL = re.compile(
    rf"(?:^|[{_MARKS}])(?P<front>[^{_MARKS}\d]*[\u4e00-\u9fff])(?P<total>[1-9]\d{{0,6}}|0)"
    rf"(?P<unit>[{_UNITS}])(?P<gap>[，,；;：:（(]?)$"
)
_LEAD = re.compile("(?:其中)?[，,：:]?")
_PART = re.compile(
    rf"(?P<label>[^{_MARKS}\d\s《》“”‘’「」『』〔〕\[\]【】]{{0,24}}[\u4e00-\u9fff])"
    rf"(?P<count>[1-9]\d{{0,6}}|0)(?P<unit>[{_UNITS}])(?P<mark>[、，,；]|$)"
)
_NOT_BEFORE_NUMBERS = frozenset(f"{CHINESE}第至到和及或与余多")
_ENDS = frozenset("；")
_BRACKETS = frozenset("（(")
_NEAR, _FEW = 24, 3
_TAILS = "共为有各"
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
    numbers = len(_number_like().findall(zone))
    if not numbers:
        return True
    total = _TOTAL.search(before)
    if total is None:
        near = vocabulary().fold(re.split("[。；;！？\n]", before)[-1][-_NEAR:])
        alone = _number_like().search(near) is None
        return alone and (numbers < _FEW or _listed(zone, None) is not None)
    front, unit = total["front"], total["unit"]
    if (total.start("front") == 0 and len(before) >= BEFORE) or not _is_plain(front):
        return False
    summed = _listed(zone, unit)
    if summed is None:
        return False
    value = int(total["total"])
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
    place, summed = _LEAD.match(zone).end(), 0  # type: ignore[union-attr]
    while (part := _PART.match(zone, place)) is not None:
        unit = unit or part["unit"]
        if part["unit"] != unit or not _is_plain(part["label"]):
            return None
        names.append(part["label"].rstrip(_TAILS)[-_NAME:])
        summed, place = summed + int(part["count"]), part.end()
        if part["mark"] in _ENDS and len(names) > 1:
            # What follows a stronger mark than the one between the parts is no part.
            place = len(zone)
    if not names or _number_like().search(zone, place) or len(set(names)) < len(names):
        return None
    return summed, len(names)


def _is_plain(label: str) -> bool:
    return label[-1] not in _NOT_BEFORE_NUMBERS and _telling().search(label) is None


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    vague = (word[0] for word in vocabulary().vague_fronts)
    digits = filter(str.isdecimal, map(chr, range(1 << 16)))
    return frozenset([*digits, *CHINESE, *vague])


@lru_cache(maxsize=1)
def _number_like() -> re.Pattern[str]:
    units = "".join(sorted({word[0] for word in vocabulary().units}))
    return re.compile(
        # Years, months and days are never quantities.
        rf"\d+(?![\d年月日])|[{CHINESE}](?=[{CHINESE}至到余多来]{{0,9}}\s{{0,3}}(?:分之|[{re.escape(units)}]))"
    )


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    """Words in a label that make a list another one: it is part of another, or tells a change."""
    words: Vocabulary = vocabulary()
    told = {"change", "part", "including", "share"}
    listed = {word for word, kind in words.kinds.items() if kind in told}
    # A Chinese numeral with a measure is a number of its own.
    numerals = _number_like().pattern
    return re.compile("|".join([*map(re.escape, sorted(listed)), numerals, "第"]))

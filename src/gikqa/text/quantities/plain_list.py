"""Lists that are plain and add up, recognised in the bytes of a batch.

Nearly all lists of nearly all reports are of this shape: a total, 其中, and up to the full stop
nothing but names in Chinese characters with a number and the same measure. To recognise it costs
a third of what it costs to decode the text and to search it for everything that may make a list
another one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from gikqa.text.patterns import pattern
from gikqa.text.quantities.numerals import CHINESE
from gikqa.text.quantities.vocabulary import vocabulary

UNITS = "条件篇次个项期份场"
"""The measures of plain lists."""
NOT_BEFORE_NUMBERS = frozenset(f"{CHINESE}第至到和及或与余多")
"""A number after one of these may be another one than its digits say."""
TAILS = "共为有各"
"""Words between the name of a part and its number."""
NAME = 3
"""A name that comes twice counts from this length on."""

_BEFORE, _AFTER = 120, 900
"""Bytes before and after an opener in which the total, its clause and the list have to be."""
_NEAR, _FEW = 24, 3
"""A number within so many characters before a list may be its total; so few need none."""
_STOP = "。".encode()
_PART = pattern(
    rf"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{{1,24}})([1-9]\d{{0,6}}|0)([{UNITS}])[、，,。]",
    re.ASCII,
)
_LEADS = frozenset(["", *"，,：:"])
_BRACKETS = frozenset("（(")
_TOTAL = pattern(
    rf"([，,；;。]?)([{UNITS}])(\d{{0,6}}[1-9]|0)([\u4e00-\u9fff]{{2,24}})[，。；\n]", re.ASCII
)
"""A total with its clause, in a text that is reversed, so that the match begins at its end."""
CARRIED = ("上年", "下年", "结转")
"""A number of the year before or after is no total of a list in the next sentence."""


def is_plain_and_sound(data: bytes, start: int, end: int) -> bool:
    """Whether an opener certainly opens no list, or a plain one whose parts make its total.

    start, end: where the text before the opener ends, and the text after it begins. False says
    nothing: the list may be sound and less plain.
    """
    stop = data.find(_STOP, end, end + _AFTER)
    if stop < 0:
        return False
    listed = data[end : stop + len(_STOP)].decode(errors="ignore")
    before = data[max(0, start - _BEFORE) : start].decode(errors="ignore")
    if before[-1:] in _BRACKETS:
        inside, closed, _ = listed.partition("）")
        return closed != "" and _numeric().search(inside) is None
    # A name, its number and its measure, again and again, with what is printed between the parts.
    pieces = _PART.split(listed)
    if len(pieces) > 1:
        return _add_up(before, pieces)
    near = before.rpartition("。")[2][-_NEAR:]
    return len(_numeric().findall(listed)) < _FEW and not _numeric().search(near)


def _add_up(before: str, pieces: list[str]) -> bool:
    labels, counts, units = pieces[1::4], pieces[2::4], pieces[3::4]
    total = _TOTAL.match(before[::-1])
    if total is None or pieces[0] not in _LEADS or any(pieces[4:-1:4]):
        return False
    mark, unit, value, clause = total.groups()
    names = {*map(name_of, labels)}
    if None in names or len(names) < len(labels) or units.count(unit) < len(units):
        return False
    if name_of(clause[::-1]) is None or (pieces[-1] and _numeric().search(pieces[-1])):
        return False
    summed, whole = sum(map(int, counts)), int(value[::-1])
    if summed == whole or (len(counts) == 1 and summed < whole):
        return True
    return mark == "。" and any(word in clause[::-1] for word in CARRIED)


@lru_cache(maxsize=1)
def _numeric() -> re.Pattern[str]:
    """A character that a number may hold, look-alikes included."""
    alike = [chr(code) for code, meant in vocabulary().folds.items() if meant in CHINESE]
    return re.compile(rf"[\d{CHINESE}{''.join(alike)}]")


@lru_cache(maxsize=1 << 14)
def name_of(name: str) -> str | None:
    """The end of the name of a part; None if its words may say that the list is another one."""
    if name[-1] in NOT_BEFORE_NUMBERS or name != vocabulary().fold(name) or has_telling_word(name):
        return None
    return name.rstrip(TAILS)[-NAME:]


def has_telling_word(text: str) -> bool:
    """Whether words make a list another one: a part of another list, or a list of changes."""
    # Apart, as one pattern of both could not leap to the few characters that begin such words.
    return bool(_telling().search(text) or _numerals().search(text))


@lru_cache(maxsize=1)
def after_a_numeral() -> str:
    """A pattern of what follows the first character of a Chinese numeral with a measure."""
    units = "".join(sorted({word[0] for word in vocabulary().units}))
    return rf"(?=[{CHINESE}至到余多来]{{0,9}}\s{{0,3}}(?:分之|[{re.escape(units)}]))"


@lru_cache(maxsize=1)
def _telling() -> re.Pattern[str]:
    kinds = {"change", "part", "including", "share"}
    words = sorted(word for word, kind in vocabulary().kinds.items() if kind in kinds)
    return re.compile("|".join(map(re.escape, [*words, "第"])))


@lru_cache(maxsize=1)
def _numerals() -> re.Pattern[str]:
    """A Chinese numeral with a measure, which is a number of its own."""
    return re.compile(f"[{CHINESE}]{after_a_numeral()}")

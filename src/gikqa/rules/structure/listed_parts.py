"""How many parts of a report a sentence lists, in every way in which it can be read.

Marks of enumeration stand between parts and inside them: 行政复议、行政诉讼情况 is one part of the
statutory form. Whether a mark parts two items follows from their words: an item that is whole ends
with a noun of titles (情况, 措施), and one that is not is the beginning of the next one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import tomli

from gikqa.text import pattern

_WORDS = tomli.loads(Path(__file__).with_name("parts.toml").read_text("utf-8"))
_ASCII = str.maketrans(",;:()", "，；：（）")
_BRACKETS = pattern("（[^（）]{3,}）")
_NUMBER = (
    r"(?:（(?:[一二三四五六七八九十]{1,3}|\d{1,2})）[、．.]?"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．](?!\d))"
)
_NUMBERED = pattern(rf"(?:^|(?<=[，；、：\s])){_NUMBER}")
_QUOTED = pattern('[“"「]([^“”"「」]+)[”"」]')
_LINK = "以及|及|和|与|暨"
_LAST = pattern(f"(?:{_LINK})(?=其他|其它)")
_JOINT = pattern(f"(?:{_LINK})(?!{'|'.join(_WORDS['of_one_part'])})")
_JOINT_OF_WHOLE = pattern(
    f"(?:{'|'.join(f'(?<={end})' for end in _WORDS['whole_ends'])}){_JOINT.pattern}"
)
_OPENS = pattern("：|分别(?:是|为)|即|涵盖|包括|包含")
_MANY, _FEW = 5, 2
"""A list that 等 ends and that names so many parts seldom leaves out so few."""


class Listed(NamedTuple):
    """The numbers of parts that a list can have.

    `strict`: as the statutory form and its predecessors count. `lenient`: also if a part of the
    form is counted as two, two as one, or an annex as none. `is_open`: the list ends with 等.
    """

    strict: tuple[int, int]
    lenient: tuple[int, int]
    is_open: bool

    def contradicts(self, claimed: int) -> bool:
        """Whether no reading gives the number."""
        least, most = self.lenient
        return claimed < least or (claimed > most and not self.is_open)

    def suggests_another_than(self, claimed: int) -> bool:
        """Whether only an unusual reading gives the number."""
        least, most = self.strict
        leaves_few_out = most >= _MANY and claimed <= most + _FEW
        return claimed < least or (claimed > most and (not self.is_open or leaves_few_out))


# Bodies take the sentence over from a template, so that many reports have the same.
@lru_cache(maxsize=4096)
def parts_listed(before: str, after: str) -> Listed | None:
    """The parts that a sentence lists before or after their number; None if it is no such list."""
    sides = [_BRACKETS.sub("", side.translate(_ASCII)) for side in (before, after)]
    cues = [sum(cue in side for cue in _WORDS["cues"]) for side in sides]
    if max(cues) < _WORDS["least_cues"] or min(cues) > 0:
        return None
    before, after = sides
    is_open = before[-3:].count("等") > 0 or any(
        word in before + after for word in _WORDS["open_list"]
    )
    if cues[0]:
        opener = max((before.rfind(word) + len(word), word) for word in _WORDS["openers"])
        listed = before[opener[0] :] if opener[1] in before else before
        listed = re.sub("等?[，、]?(?:一?共|共计|合计)?(?:有|为|等)?$", "", listed.strip("，、； "))
    else:
        is_open = is_open or bool(re.search("等[）]?$", after))
        listed = re.sub("等[）]?$", "", _OPENS.split(after, maxsplit=1)[-1])
    return _count(listed.strip("，、；：（ "), is_open)


def _count(listed: str, is_open: bool) -> Listed | None:
    quoted = _QUOTED.findall(listed)
    if quoted:
        rest = _QUOTED.sub("", listed)
        if re.search("[\u4e00-\u9fff]", re.sub(_LINK, "", rest)):
            return None
        return Listed((len(quoted),) * 2, (len(quoted),) * 2, is_open)
    listed = _LAST.sub("、", listed)
    numbered = _NUMBERED.findall(listed)
    if len(numbered) >= 3 and _NUMBERED.match(listed):
        return Listed((len(numbered),) * 2, (len(numbered),) * 2, is_open)
    mark = next((mark for mark in "；，" if listed.count(mark) >= 2), "、")
    marks = "、，；" if mark == "、" else mark
    pieces = [piece.strip() for piece in re.split(f"[{marks}]", listed) if piece.strip()]
    return _of_titles(pieces, is_open) if mark == "、" else _of_pieces(pieces, is_open)


def _of_pieces(pieces: list[str], is_open: bool) -> Listed:
    """Pieces between commas or semicolons: one part each, unless one holds several whole titles.

    Other marks in a piece are of a lower rank: 机构、经费和人员 is one part beside others.
    """
    doubled = sum(max(0, sum(map(_is_whole, piece.split("、"))) - 1) for piece in pieces)
    joints = sum(len(_JOINT_OF_WHOLE.findall(piece)) for piece in pieces)
    many = len(pieces)
    # Where marks of both ranks part titles, 情况和附表 may be two as well.
    most = many + doubled + (joints if doubled else 0)
    return Listed((many, most), (many - _annexes(pieces), many + doubled + joints), is_open)


def _of_titles(titles: list[str], is_open: bool) -> Listed | None:
    """Titles between marks of enumeration, of which those that are not whole begin the next one."""
    groups: list[list[str]] = [[]]
    for title in titles:
        groups[-1].append(title)
        if _is_whole(title):
            groups.append([])
    groups = [group for group in groups if group]
    if not groups or not all(_is_title(title) for title in titles):
        return None
    known = [all(map(_is_shared, group[:-1])) and _is_whole(group[-1]) for group in groups]
    least = len(groups) - sum(_are_joined(one[-1], other[0]) for one, other in pairwise(groups))
    most = sum(1 if of_form else len(group) for group, of_form in zip(groups, known, strict=True))
    # 情况和附表 may be two; 行政复议和行政诉讼 is one part, unless somebody counts it as two.
    most += sum(len(_JOINT_OF_WHOLE.findall(title)) for title in titles)
    joints = sum(len(_JOINT.findall(title)) for title in titles)
    return Listed((least, most), (least - _annexes(titles), len(titles) + joints), is_open)


def _is_title(piece: str) -> bool:
    return piece.endswith(tuple(_WORDS["ends"])) or _is_shared(piece)


def _is_whole(piece: str) -> bool:
    return piece.endswith(tuple(_WORDS["whole_ends"]))


def _is_shared(piece: str) -> bool:
    """Whether a piece names a matter that the form has in one part with the next one."""
    return piece.endswith(tuple(_WORDS["shared"]))


def _are_joined(first: str, following: str) -> bool:
    """Whether two titles may be one chapter of the form: problems and their correction."""
    return any(
        pair["first"] in first and following.startswith(tuple(pair["next"]))
        for pair in _WORDS["joined"]
    )


def _annexes(pieces: list[str]) -> int:
    return sum(piece.endswith(tuple(_WORDS["annexes"])) for piece in pieces)

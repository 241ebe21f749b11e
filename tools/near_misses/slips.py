"""The slips that a wording may have, each in the window that shows it to be one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from replacements import Replacements
from sound_text import ENDS_OF_PLACES, FREE, SoundText, is_han

NAMES = frozenset(
    [
        "依申请公开",
        "依申请公开申请",
        "实施乡村振兴战略",
        "深入实施乡村振兴战略",
        "新时代中国特色社会主义思想",
        "中华人民共和国政府信息公开条例",
    ]
)
"""Wordings that are names: what is left of one after a loss is wrong, though its words may meet."""

RARE_PAIR = 20
"""Two characters that meet more often in sound text prove nothing where one between is lost."""


class Miss(NamedTuple):
    """A window with a slip, and the right window.

    Where the slip is at an edge of the window, its character may belong to another word: 累公开 is
    a slip for 累计公开 and none in 积累公开经验. `begins` and `ends` say at which edge it is.
    """

    wrong: str
    right: str
    begins: bool = False
    ends: bool = False


def lost(wording: str, text: SoundText) -> Iterator[Miss]:
    """One or two characters are lost."""
    for many in (1, 2):
        for at in range(1, len(wording) - many):
            for left, right in ((2, 2), (1, 2), (2, 1)):
                begin, end = at - left, at + many + right
                whole = wording[max(0, begin) : end]
                if len(whole) < left + many + right or not is_han(whole):
                    continue
                wrong = whole[:left] + whole[-right:]
                most = RARE_PAIR if many == 1 and len(wrong) == 4 else 0
                if (
                    (many == 1 or len(wrong) == 4 or wording in NAMES)
                    and text.lacks(wrong)
                    and text.threes_unseen(wrong)
                    and text.following[wrong[left - 1 : left + 1]] <= most
                    and not (left == 1 and wrong[0] in ENDS_OF_PLACES)
                    and (wording in NAMES or not text.is_joined(wrong[:left], wrong[left:]))
                ):
                    yield Miss(wrong, whole, left == 1, right == 1)
                    break


def exchanged(wording: str, text: SoundText) -> Iterator[Miss]:
    """The two characters of a word are exchanged."""
    for at in range(len(wording) - 1):
        one, other = wording[at : at + 2]
        left = wording[at - 1 : at] if at and is_han(wording[at - 1]) else ""
        right = wording[at + 2 : at + 3]
        right = right if is_han(right) else ""
        wrong = left + other + one + right
        least = 2 if len(wrong) < 4 else 1
        if (
            one != other
            and len(wrong) > 2
            and one + other in text.words
            and text.lacks(wrong)
            and text.threes_unseen(wrong)
            and text.pairs_unseen(wrong) >= least
        ):
            yield Miss(wrong, left + one + other + right)


def replaced(wording: str, text: SoundText, replacements: Replacements) -> Iterator[Miss]:
    """A character is replaced; the more usual its neighbours, the wider the window."""
    for at, character in enumerate(wording):
        if not is_han(character):
            continue
        for other in replacements.of_character(character):
            for reach in (1, 2):
                begin, end = window(wording, at, reach)
                if other in FREE and at in (begin, end - 1):
                    continue
                if other in ENDS_OF_PLACES and at == begin:
                    continue
                wrong = wording[begin:at] + other + wording[at + 1 : end]
                beside = wrong[max(0, at - begin - 1) : at - begin + 2]
                unseen = text.pairs_unseen(beside)
                enough = len(wrong) in ((3, 4) if unseen == len(beside) - 1 else (4,))
                if unseen and enough and text.lacks(wrong) and text.threes_unseen(wrong):
                    yield Miss(wrong, wording[begin:end], at == begin, at == end - 1)
                    break


def words_replaced(wording: str, text: SoundText, replacements: Replacements) -> Iterator[Miss]:
    """A word is replaced by another one of the same sound, as input methods offer it."""
    for at in range(len(wording) - 1):
        begin, end = max(0, at - 2), min(len(wording), at + 4)
        for word in replacements.of_word(wording[at : at + 2]):
            wrong = wording[begin:at] + word + wording[at + 2 : end]
            if (
                len(wrong) == 4
                and is_han(wrong)
                and text.lacks(wrong)
                and text.threes_unseen(wrong)
            ):
                yield Miss(wrong, wording[begin:end])


def window(wording: str, at: int, reach: int) -> tuple[int, int]:
    """Begin and end of the Chinese characters around a place."""
    begin, end = at, at + 1
    while begin > max(0, at - reach) and is_han(wording[begin - 1]):
        begin -= 1
    while end < min(len(wording), at + 1 + reach) and is_han(wording[end]):
        end += 1
    return begin, end

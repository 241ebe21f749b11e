"""Whether a doubled word is a slip, or the end of one word and the beginning of the next."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from gikqa.rules.shared.chinese_words import pairs_that_begin_words, table
from gikqa.rules.shared.words import words
from gikqa.text import pattern

_NUMERALS = "〇零一二三四五六七八九十百千万亿两几每逐"
_DEGREE = "很多最太好真不请有大极非更越那这怎如"
"""What is said twice for weight: 很多很多, 非常非常, 大片大片."""
_NAMED_HERE = pattern("(?:人民)?(?:政府|代表大会)|党委|党政|党工委|办事处")
_POINT = pattern("[一二三四五六七八九十]是")
_OF_THIS_BODY = pattern("[我本该]..?")
_PLACE = pattern("[\u4e00-\u9fff]{1,4}[省市县区旗镇乡]")
_NUMBERED = pattern(r"(?:[)）．.]|[一二三四五六七八九十\d][、：:]|第.{1,3}[章条节])\s*$")
_QUOTED = pattern('[“‘「『《〈"][^”’」』》〉"]*$')
_CHINESE = pattern("[\u4e00-\u9fff]")
_ENDS_CLAUSE = "，。；、：！？,;:!?和与及或等了"

NAME = "name"
"""The verdict on 镇镇 before 人民政府: a slip, unless the place is called so."""


def slip(before: str, word: str, after: str) -> str | None:
    """What to say of a doubled word: the word, `NAME`, or None where it is no slip."""
    if len(word) == 1:
        return _single(before, word, after)
    if word[0] in _NUMERALS:
        return word if _POINT.fullmatch(word) else None
    if (
        word[-1] in "着来去"
        or word[0] in _DEGREE
        or word[:2] == word[2:]
        or _NUMBERED.search(before)
    ):
        return None
    if not after or after[0] in _ENDS_CLAUSE or after[0].isdigit():
        return word
    if after[0].isspace():
        return None  # beside each other in a table, or in the menu of a page
    if _PLACE.fullmatch(word) and word[-2] not in _listed("no_places"):
        return word
    no_noun, longer = table("no_noun"), table("longer")
    if _OF_THIS_BODY.fullmatch(word) and word[-1] in _listed("bodies"):
        return word
    # A word that is no noun neither ends a compound nor begins one.
    if word[:2] in no_noun:
        return None if word + after[0] in longer else word
    # After such a word a new noun begins: the first of the two cannot be the end of a compound.
    if before[-2:] in no_noun and word not in _listed("bodies_as_words"):
        return word
    return None


def _single(before: str, letter: str, after: str) -> str | None:
    if not (_CHINESE.match(before[-1:]) and _CHINESE.match(after[:1])):
        return None
    if before[-1] in _NUMERALS or letter in _NUMERALS or _QUOTED.search(before):
        return None
    # 是是非非, 暖暖和和, and three of the same.
    if after[0] in (letter, after[1:2]) or before[-1] in (letter, before[-2:-1]):
        return None
    if letter in _listed("grammar"):
        return None if before[-1] + letter in _listed("ends_with_grammar") else letter
    if letter in _listed("bodies"):
        if _NAMED_HERE.match(after):
            return NAME
        acts = after[:2] in table("no_noun") or ("由" in before and after.startswith("编制"))
        return letter if acts or before[-1] in "我本该" else None
    # 副主任任副组长: the title of a post, and the verb that gives another.
    if before[-1] + letter in _listed("titles"):
        return None
    if letter in _listed("names") or before[-1] in _listed("surnames"):
        return None
    return letter


@lru_cache(maxsize=1)
def usual() -> tuple[np.ndarray, np.ndarray]:
    """The characters that some word has twice, and the pairs with which words begin."""
    flags = np.zeros(1 << 16, np.bool_)
    flags[[ord(one) for one in table("twice") - _listed("grammar") - _listed("bodies")]] = True
    flags[[ord(one) for one in _NUMERALS]] = True
    return flags, pairs_that_begin_words()


@lru_cache(maxsize=16)
def _listed(part: str) -> frozenset[str]:
    return frozenset(words("citations", "GIK813")[part])

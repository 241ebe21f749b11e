"""When two labels are the same label, and when one is a damaged copy of the other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache

# NFKC repairs the Kangxi radicals of U+2F00 but leaves these of the CJK supplement alone.
_SUPPLEMENT = {0x2EA0: "民", 0x2EC5: "见", 0x2ED3: "长", 0x2ED4: "门"}
_RADICALS = _SUPPLEMENT | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}

# Characters of the forms, as mirrors in traditional characters print them (製 for 制 as well).
_TRADITIONAL = (
    "專業個為爲舉於從眾衆會傳體決況減別辦務動區單參發後員圍國處復複備審對屬佈廢開強當徑態總執護報"
    "據無時機權構條標濟點熱現稱穩類糾納線組織經結絡統繼續維編繳網罰職輿範獲補規計認訓議許訟設訪訴"
    "詢請讀談負責購費轉輯過這進採錯門問聞閱隱項題額駁萬製確關與併證資數"
)
_SIMPLIFIED = (
    "专业个为为举于从众众会传体决况减别办务动区单参发后员围国处复复备审对属布废开强当径态总执护报"
    "据无时机权构条标济点热现称稳类纠纳线组织经结络统继续维编缴网罚职舆范获补规计认训议许讼设访诉"
    "询请读谈负责购费转辑过这进采错门问闻阅隐项题额驳万制确关与并证资数"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)

_RADICAL = re.compile("[\u2ea0-\u2fd5]")

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
# Marks that differ between copies of one form: stops, commas, slashes, quotation marks, hyphens.
_MARKS = re.compile(r"[、。，,/;；:：.．·•“”\"'‘’「」『』\u2018-\u201f*#]+")
_NUMBERING = re.compile(
    r"^(?:\((?P<a>[一二三四五六七八九十\d]{1,3})\)"
    r"|(?P<b>[一二三四五六七八九十]{1,2}|\d{1,2})[、.．。，)])(?=\D)"
)
_REMARK = re.compile(r"\([^()]*\)?$")

# A longer text is no label of any form; keeping it would fill the memory of a long run.
_KEPT = 300

LIKENESS = 0.6
"""Least share of common characters for a damaged label, e.g. 结果维护 for 结果维持 (0.75)."""


def repair_radicals(text: str) -> str:
    """The text with radicals, which some PDF tools print for whole characters, put right."""
    # Hardly any text has one, and looking for it takes a twentieth of the time of replacing.
    return text.translate(_RADICALS) if _RADICAL.search(text) else text


def simplified(text: str) -> str:
    """The text with the characters of the forms in simplified writing, one for one."""
    return text.translate(_TO_SIMPLIFIED)


def squeeze(text: str) -> str:
    """The text without any blanks."""
    return _BLANKS.sub("", text)


@dataclass(frozen=True, slots=True)
class LabelKey:
    """A label without what may differ: its numbering apart, blanks and marks gone.

    `bare` is the body without a remark in brackets at its end.
    """

    number: str
    body: str
    bare: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        bare = _REMARK.sub("", self.body) if "(" in self.body else self.body
        object.__setattr__(self, "bare", bare or self.body)


def label_key(text: str) -> LabelKey:
    """Fold a printed label to what identifies it."""
    return _short_key(text) if len(text) <= _KEPT else _fold(text)


@lru_cache(maxsize=8192)
def _short_key(text: str) -> LabelKey:
    return _fold(text)


def _fold(text: str) -> LabelKey:
    folded = simplified(squeeze(unicodedata.normalize("NFKC", repair_radicals(text))))
    numbering = _NUMBERING.match(folded)
    number = ""
    if numbering:
        number = numbering["a"] or numbering["b"]
        folded = folded[numbering.end() :]
    return LabelKey(number, _MARKS.sub("", folded))


def likeness(one: str, other: str) -> float:
    """Share of common characters in order, 0 to 1; 0 as soon as lengths rule out LIKENESS."""
    mine, yours = len(one), len(other)
    if not mine or not yours or 2 * min(mine, yours) < LIKENESS * (mine + yours):
        return 0.0
    return _likeness(one, other)


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    # Characters that both have, in any order, are never fewer than those in order, and a hundred
    # times cheaper to count; a repeated one is counted each time, so that none is missed.
    theirs = frozenset(other)
    common = sum(character in theirs for character in one)
    if 2 * common < LIKENESS * (len(one) + len(other)):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def is_fragment(printed: LabelKey, accepted: LabelKey) -> bool:
    """Whether the printed label is a piece of the accepted one: a line was lost in reading."""
    return len(printed.body) > 1 and printed.body in accepted.body

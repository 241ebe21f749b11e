"""When two labels are the same label, and when one is a damaged copy of the other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

# NFKC repairs the Kangxi radicals of U+2F00 but leaves these of the CJK supplement alone.
_SUPPLEMENT = {0x2EA0: "民", 0x2EC5: "见", 0x2ED3: "长", 0x2ED4: "门"}
_RADICALS = _SUPPLEMENT | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
# Marks that differ between copies of one form: stops, commas, slashes, quotation marks, hyphens.
_MARKS = re.compile(r"[、。，,/;；:：.．·•“”\"'‘’「」『』\u2018-\u201f*#]+")
_NUMBERING = re.compile(
    r"^(?:\((?P<a>[一二三四五六七八九十\d]{1,3})\)"
    r"|(?P<b>[一二三四五六七八九十]{1,2}|\d{1,2})[、.．。，)])(?=\D)"
)
_REMARK = re.compile(r"\([^()]*\)?$")

LIKENESS = 0.6
"""Least share of common characters for a damaged label, e.g. 结果维护 for 结果维持 (0.75)."""


def repair_radicals(text: str) -> str:
    """The text with radicals, which some PDF tools print for whole characters, put right."""
    return text.translate(_RADICALS)


def squeeze(text: str) -> str:
    """The text without any blanks."""
    return _BLANKS.sub("", text)


@dataclass(frozen=True, slots=True)
class LabelKey:
    """A label without what may differ: its numbering apart, blanks and marks gone."""

    number: str
    body: str

    @property
    def bare(self) -> str:
        """The body without a remark in brackets at its end."""
        return _REMARK.sub("", self.body) or self.body


@lru_cache(maxsize=8192)
def label_key(text: str) -> LabelKey:
    """Fold a printed label to what identifies it."""
    folded = squeeze(unicodedata.normalize("NFKC", repair_radicals(text)))
    numbering = _NUMBERING.match(folded)
    number = ""
    if numbering:
        number = numbering["a"] or numbering["b"]
        folded = folded[numbering.end() :]
    return LabelKey(number, _MARKS.sub("", folded))


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """Share of common characters in order, 0 to 1; 0 as soon as lengths rule out LIKENESS."""
    shorter, longer = sorted((len(one), len(other)))
    if not shorter or 2 * shorter / (shorter + longer) < LIKENESS:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def same_label(printed: LabelKey, accepted: LabelKey) -> bool:
    """Whether the printed label says the accepted one, numbering and remarks aside."""
    return printed.body == accepted.body or (
        len(printed.bare) > 1 and printed.bare == accepted.body
    )


def is_fragment(printed: LabelKey, accepted: LabelKey) -> bool:
    """Whether the printed label is a piece of the accepted one: a line was lost in reading."""
    return len(printed.body) > 1 and printed.body in accepted.body

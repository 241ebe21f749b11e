"""When two labels are the same label, and when one is a damaged copy of the other."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz

from gikqa.text import pattern
from gikqa_documents.form.characters import repair_radicals, simplified, squeeze

# Marks that differ between copies of one form: stops, commas, slashes, quotation marks, hyphens.
_MARKS = pattern(r"[、。，,/;；:：.．·•“”\"'‘’「」『』\u2018-\u201f*#]+")
_NUMBERING = pattern(
    r"^(?:\((?P<a>[一二三四五六七八九十\d]{1,3})\)"
    r"|(?P<b>[一二三四五六七八九十]{1,2}|\d{1,2})[、.．。，)])(?=\D)"
)
_REMARK = pattern(r"\([^()]*\)?$")

# Longer texts are no labels; caching them would fill the memory of a long run.
_KEPT = 300

LIKENESS = 0.6
"""Least share of common characters for a damaged label, e.g. 结果维护 for 结果维持 (0.75)."""


@dataclass(frozen=True, slots=True)
class LabelKey:
    """A label reduced to what identifies it: its numbering, and its body without blanks and marks.

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
    """How much two labels have in common, 0 to 1; 0 for everything below LIKENESS."""
    return fuzz.ratio(one, other, score_cutoff=100 * LIKENESS) / 100


def is_fragment(printed: LabelKey, accepted: LabelKey) -> bool:
    """Whether the printed label is a part of the accepted one, as when a tool lost a line of it."""
    return len(printed.body) > 1 and printed.body in accepted.body

"""Names that stand in no register: known by their last word, and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli

from gikqa import Confidence, Finding, Severity
from gikqa.text import pattern
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.permitted import sentence_around
from gikqa_locale.publisher import home_of
from gikqa_locale.speaking import Slot, slot_of

CHINESE_BEHIND = pattern("[\u4e00-\u9fff]+$")
# Right before a name that begins a phrase.
BORDER = pattern(
    "(?:^|[，。；：、,;:.）)（(“《\\s]|[在由与向和了据照合托过用到从年度系以将前立]|公布|公开|发布|总|涵盖|包括|编制|日|来|是)$"
)

NO_VERBS = pattern("(?:社会|社|会|医疗|疗)?保障$|(?:市场)?监督(?:管理)?$|公共资源|机关事务")
"""Words that names hold, though a part of them is a verb elsewhere: 社会保障, 市场监督管理."""


class Form(NamedTuple):
    """How many characters such a name has before its last word, and what is no part of it."""

    shortest: int
    longest: int
    no_name: re.Pattern[str]


class OtherName(NamedTuple):
    """The name of another body where a report speaks of itself, and where the name stands.

    `certain` where nothing but the body itself can be meant: who compiled the report, whom to ask.
    """

    start: int
    end: int
    name: str
    certain: bool

    def finding(self, section: int, *, expected: str | None, kind: str) -> Finding:
        """What is said of it; a hint where another body may be meant."""
        return Finding(
            section=section,
            start=self.start,
            end=self.end,
            quote=self.name,
            observed=self.name,
            expected=expected,
            cause=f"{kind}:{self.name}",
            severity=None if self.certain else Severity.INFO,
            confidence=None if self.certain else Confidence.HINT,
        )


def name_before(
    text: str, unit: int, end: int, above: Sequence[str], form: Form
) -> tuple[int, Slot] | None:
    """Where the name before a unit begins, if it stands where a body speaks of itself."""
    before, behind = sentence_around(text, unit, end)
    words = CHINESE_BEHIND.search(before[-form.longest :])
    longest = len(words[0]) if words is not None else 0
    for size in range(form.shortest, longest + 1):
        stem, left = before[-size:], before[:-size]
        if form.no_name.search(stem) or _verbs().search(NO_VERBS.sub("", stem)):
            return None
        for name in above:
            left = left.removesuffix(name)
        if BORDER.search(left[-2:]) is None:
            continue
        slot = slot_of(left, behind)
        if slot is not None:
            return unit - size, slot
    return None


def tells_of_others(before: str, behind: str) -> bool:
    """Whether a sentence tells of another body: it names the own one too, or sends to the other."""
    return any(word in part for word in _form()["other_matters"] for part in (before, behind))


@lru_cache(maxsize=1)
def _form() -> Any:
    return tomli.loads((files("gikqa_locale") / "speaking.toml").read_text("utf-8"))["form"]


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    """Words that are no part of a name: 成立镇政务公开领导小组, 通过乡政府公开栏."""
    return re.compile("|".join(_form()["no_name"]))


@lru_cache(maxsize=4096)
def names_above(publisher: str, title: str | None, year: int) -> tuple[str, ...]:
    """The divisions that may stand before the own name, the nearest first: 上犹县, 上犹, 赣州市."""
    home = home_of(region_code=None, publisher=publisher, title=title, year=year, texts=())
    if home is None:
        return ()
    line = (home.division, *gazetteer().ancestors(home.division, year))
    return tuple(name for each in line for name in (each.name, *each.short_names))

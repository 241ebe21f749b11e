"""GIK848 set-wording-misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from gikqa import Finding, Hit, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.near_misses import NearMiss, near_miss_around, near_misses
from gikqa.text import InSentence, PhraseInSentence, either, phrases

_NUMERALS = "一二三四五六七八九"
_ARTICLES = 56
"""The Regulation has so many."""
_NO_STEP = "[^进下第每这那哪走各同初更上退半跨一二两三几大小步]"


def _listed() -> dict[str, Any]:
    return words("wording", "GIK848")


def _steps() -> Iterable[str]:
    return [f"一步{verb}" for verb in _listed()["further"]]


def _titles() -> Iterable[str]:
    return map("".join, product(_listed()["title_ends"], _listed()["title_starts"]))


def _articles() -> Iterable[str]:
    for number in range(10, _ARTICLES + 1):
        tens, ones = divmod(number, 10)
        first = _NUMERALS[tens - 1] if tens > 1 else ""
        yield f"》{first}十{_NUMERALS[ones - 1] if ones else ''}条"


def _openings() -> Iterable[str]:
    return list(_listed()["openings"])


@rule(
    **described("GIK848"),
    needs=("sections",),
    find=either(
        phrases(_steps).after(_NO_STEP),
        phrases(_titles),
        phrases(_articles).then(r"(?:的?规定|、|和|及|要求|，|第)"),
        phrases(_openings).after(r"(?:^|[。，；：,;:\s])"),
        PhraseInSentence(near_misses, near_miss_around),
    ),
)
def set_wording_misspelt(report: Report) -> Iterator[Finding]:
    reached = (-1, 0)
    for found in report.found:
        hit = found.hit
        miss = found.verdict if isinstance(found, InSentence) else _of_the_law(hit)
        # Two windows may show the same slip.
        if miss is not None and (hit.index, hit.start + miss.start) >= reached:
            start, end = hit.start + miss.start, hit.start + miss.end
            reached = hit.index, end
            yield finding(found.section, start, end, expected=miss.right)


def _of_the_law(hit: Hit) -> NearMiss | None:
    """What a phrase that is no piece of a near miss should be."""
    wrong = hit.phrase
    right: str | None = _listed()["openings"].get(wrong)
    if wrong.startswith("一步"):
        right = f"进{wrong}"
    if wrong.startswith("》"):
        right = f"》第{wrong[1:]}"
    for title in _listed()["title_starts"]:
        if wrong.endswith(title):
            right = f"{wrong.removesuffix(title)}、{title}"
    return None if right is None else NearMiss(0, len(wrong), right)

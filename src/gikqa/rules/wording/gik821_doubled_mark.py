"""GIK821 doubled-mark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, hits_by_section, one_for_many
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.paragraphs import paragraph_before, paragraph_behind

_MARKS = "。，；、：,.…"
_FULL_WIDTH = str.maketrans("()", "（）")


@lru_cache(maxsize=1)
def _pairs() -> dict[str, str]:
    """A doubled mark → the pair that it belongs to, brackets in full width."""
    return {
        2 * mark: pair.translate(_FULL_WIDTH)
        for pair in words("wording", "GIK821")["pairs"]
        for mark in pair
    }


def _phrases() -> Iterable[str]:
    yield from words("wording", "GIK821")["doubled"]
    yield from _pairs()


@rule(**described("GIK821"), needs=("sections",), phrases=_phrases)
def doubled_mark(report: Report) -> Iterator[Finding]:
    return one_for_many(_findings(report))


def _findings(report: Report) -> Iterator[Finding]:
    for section, hits in hits_by_section(report):
        text, reached = section.text, 0
        for hit in hits:
            if hit.phrase in _pairs():
                end = _end_of_surplus(text, hit.start, _pairs()[hit.phrase])
                if end is not None and hit.start >= reached:
                    reached = end
                    yield finding(section, hit.start, hit.end)
                continue
            around = (text[max(0, hit.start - 1) : hit.start], text[hit.end : hit.end + 1])
            # Three and more are dots for what is left out.
            if not any(mark and mark in _MARKS for mark in around):
                yield finding(section, hit.start, hit.end)


def _end_of_surplus(text: str, start: int, pair: str) -> int | None:
    """Where the doubled marks end, with what is between two of them; None if they are nested.

    Marks that pair up are nested, （甲（乙））, unless only the marks are between the outer and the
    inner ones. Others are doubled if too few of the other kind are there for all of the run, and
    if one mark of each run is enough for the paragraph to pair up: otherwise a mark is wrong or
    lost elsewhere.
    """
    behind = paragraph_behind(text, start)
    if behind is None:
        return None
    before = paragraph_before(text, start).translate(_FULL_WIDTH)
    behind = behind.translate(_FULL_WIDTH)
    opening, closing = (re.escape(mark) for mark in pair)
    around = re.match(f"{opening}{{2,}}[^{opening}{closing}]*{closing}{{2,}}", behind)
    if around is not None:
        return start + around.end()
    run = re.match(f"{opening}+|{closing}+", behind)
    single = re.sub(f"({opening}|{closing})\\1+", r"\1", before + behind)
    if run is None or _left_open(single, pair) or _left_open(single[::-1], pair[::-1]):
        return None
    if run[0][0] == pair[0]:
        others = _left_open(behind[: run.end() - 1 : -1], pair[::-1])
    else:
        others = _left_open(before, pair)
    return start + run.end() if others < len(run[0]) else None


def _left_open(text: str, pair: str) -> int:
    """How many marks of a text that open are not closed."""
    depth = 0
    for character in text:
        depth = max(0, depth + (character == pair[0]) - (character == pair[1]))
    return depth

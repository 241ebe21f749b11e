"""GIK849 paragraph-without-full-stop."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.rules.wording.line_ends import has_line_ending_with, lines_ending_with, lines_of
from gikqa.text import pattern

_ORDINAL = pattern(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．]")
_LEAST, _LONG = 14, 45
"""Characters of a sentence without an ordinal, and of one that begins like a heading."""
_ENDED = pattern(r"[。！？；;：:.!?”\"）)…]$")
_USUAL = 0.7
"""The share of the paragraphs that must end with a mark: a report may do without, or lose them."""
_MOST = 2
"""More paragraphs without a mark are a habit, or a loss in reading."""
_SHOWN = 8


_ENDINGS = "）)" + "".join(map(chr, range(0x4E00, 0xA000)))
_CLOSED = ("）", ")")
_CUT = pattern("\\d{5}.{0,12}$|[的和与及为是在对将由共]$")
"""The line was cut, mostly where the page has an address or a telephone number."""


@rule(**described("GIK849"), needs=("sections",), where=has_line_ending_with(_ENDINGS))
def paragraph_without_full_stop(report: Report) -> Iterator[Finding]:
    alone = [line for line in lines_ending_with(report, _endings()) if _lacks_mark(line.text)]
    if not alone or len(alone) > _MOST:
        return
    others = [
        line.text
        for section in report.sections
        for line in lines_of(section)
        if _is_sentence(line.text)
    ]
    ended = sum(_ENDED.search(text) is not None for text in others)
    if ended < _USUAL * (len(others) - len(alone)):
        return
    for line in alone:
        start = max(line.start, line.end - _SHOWN)
        announces = any(word in line.text for word in words("wording", "GIK849")["announce"])
        yield finding(line.section, start, line.end, expected="：" if announces else "。")


@cache
def _endings() -> frozenset[str]:
    return frozenset(_ENDINGS)


def _lacks_mark(text: str) -> bool:
    listed = words("wording", "GIK849")
    if text.endswith(_CLOSED):
        sentence = text.rpartition("。")[2]
        return sentence.startswith(tuple(listed["contact"])) and ("（" in text or "(" in text)
    if _CUT.search(text):
        return False
    if text.endswith(tuple(listed["ends"])) or any(word in text for word in listed["permitted"]):
        return False
    return _is_sentence(text)


def _is_sentence(text: str) -> bool:
    """Whether a line is a sentence and no heading: a heading has no mark, or is short."""
    if _ORDINAL.match(text):
        return "。" in text or (len(text) >= _LONG and ("，" in text or "," in text))
    if len(text) < _LEAST:
        return False
    begins = text.startswith(tuple(words("wording", "GIK849")["begins"]))
    return begins or any(mark in text for mark in "，,。；")

"""GIK140 chapter-not-announced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.chapters import NUMERALS, title_of
from gikqa.rules.texts import described
from gikqa.text import pattern

_CHAPTERS = 6
_CUES = {
    1: pattern("总体|概述|概况|基本情况"),
    2: pattern("主动公开"),
    3: pattern("收到|处理|依申请公开|申请情况|申请的情况"),
    4: pattern("复议|诉讼"),
    5: pattern("问题|不足"),
    6: pattern("其他|其它|需要报告|需要说明"),
}
_FEWER = {f"{NUMERALS[n]}{of}": n for n in (4, 5) for of in ("个部分", "部分", "个方面", "方面")}
_FEWER |= {f"{n}{of}": n for n in (4, 5) for of in ("个部分", "部分", "个方面", "方面")}
_OPEN = pattern("等|主要(?!问题)")
_REACH = 250

_FIRST = [
    f"{bracket}{word}"
    for bracket in ("（一）", "(一)")
    for word in ("总体", "概述", "概况", "基本")
]
"""How a numbered list of the chapters begins."""

_NUMBERED = pattern("[（(]([一二三四五六七])[）)]([^（(；;，,。\n]{2,30})")


def _phrases() -> Iterable[str]:
    return [*_FEWER, *_FIRST]


@rule(**described("GIK140"), needs=("sections", "year"), phrases=_phrases)
def chapter_not_announced(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None or len(edition.sections) < _CHAPTERS:
        return
    for hit in report.hits:
        text = report.sections[hit.index].text
        if hit.section or text[max(0, hit.start - 1) : hit.start] in ("第", *NUMERALS[1:]):
            continue
        if hit.phrase in _FIRST:
            sentence, least = _numbered(text[hit.start : hit.start + _REACH])
        else:
            sentence, least = _sentence(text, hit.start, hit.end), _FEWER[hit.phrase]
        missing = [number for number, cue in _CUES.items() if not cue.search(sentence)]
        if _OPEN.search(sentence) or not least or len(missing) != _CHAPTERS - least:
            continue
        names = "、".join(title_of(edition, number).heading for number in missing)
        yield Finding(
            section=hit.section,
            start=hit.start,
            end=hit.end,
            quote=text[hit.start : hit.end],
            observed=text[hit.start : hit.end],
            expected=names,
        )
        return


def _sentence(text: str, start: int, end: int) -> str:
    before = re.split("[。！？\n]", text[max(0, start - _REACH) : start])[-1]
    return before + re.split("[。！？\n]", text[end : end + _REACH])[0]


def _numbered(text: str) -> tuple[str, int]:
    """The items of a numbered list, and how many there are; 0 if they do not follow each other."""
    items: list[str] = []
    for item in _NUMBERED.finditer(text):
        if NUMERALS.index(item[1]) != len(items) + 1:
            break
        items.append(item[2])
    return "；".join(items), len(items) if len(items) in _FEWER.values() else 0

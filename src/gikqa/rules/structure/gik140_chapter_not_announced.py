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


_LAST = [f"{other}需要报告的事项{mark}" for other in ("其他", "其它") for mark in "。；"]
"""How a list of the chapters ends that has neither a number nor 等."""

_OPENS = pattern("(?:包括|包含|分为|涵盖|内容(?:为|是|有))[：:]?|[：:]")


def _phrases() -> Iterable[str]:
    return [*_FEWER, *_FIRST, *_LAST]


@rule(**described("GIK140"), needs=("sections", "year"), phrases=_phrases)
def chapter_not_announced(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None or len(edition.sections) < _CHAPTERS:
        return
    for hit in report.hits:
        text = report.sections[hit.index].text
        if hit.section or text[max(0, hit.start - 1) : hit.start] in ("第", *NUMERALS[1:]):
            continue
        start, end = hit.start, hit.end
        if hit.phrase in _FIRST:
            sentence, least, length = _numbered(text[start : start + _REACH])
            end = start + length
        elif hit.phrase in _LAST:
            end -= 1
            listed = _listed_before(text, start)
            sentence, least = listed + hit.phrase, _CHAPTERS - 1
            start -= len(listed)
        else:
            sentence, least = _sentence(text, start, end), _FEWER[hit.phrase]
        missing = [number for number, cue in _CUES.items() if not cue.search(sentence)]
        if _OPEN.search(sentence) or not least or len(missing) != _CHAPTERS - least:
            continue
        names = "、".join(title_of(edition, number).heading for number in missing)
        yield Finding(
            section=hit.section,
            start=start,
            end=end,
            quote=text[start:end],
            observed=text[start:end],
            expected=names,
        )
        return


def _before(text: str, start: int) -> str:
    return re.split("[。！？\n]", text[max(0, start - _REACH) : start])[-1]


def _sentence(text: str, start: int, end: int) -> str:
    return _before(text, start) + re.split("[。！？\n]", text[end : end + _REACH])[0]


def _listed_before(text: str, start: int) -> str:
    """What a sentence lists before its last part; nothing if it names the main parts only."""
    before = _before(text, start)
    opens = _OPENS.search(before)
    return before[opens.end() :] if opens and "主要" not in before[: opens.end()] else ""


def _numbered(text: str) -> tuple[str, int, int]:
    """The items of a numbered list, how many there are, and where they end.

    They are none if they do not follow each other.
    """
    items: list[str] = []
    end = 0
    for item in _NUMBERED.finditer(text):
        if NUMERALS.index(item[1]) != len(items) + 1:
            break
        items.append(item[2])
        end = item.end()
    return "；".join(items), len(items) if len(items) in _FEWER.values() else 0, end

"""GIK513 items-claimed-differ-from-listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Finding, Report, rule
from gikqa.rules.shared.text_around import finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_ORDINALS = "一二三四五六七八九十"
_OPENS = pattern(r"[的]?(?:问题|不足|工作|差距|短板|措施)?[：:]\s?一是")
_ITEM = pattern(f"(?<![{_ORDINALS}第])([{_ORDINALS}])是")
_REACH = 2000


def _phrases() -> Iterable[str]:
    listed = words("narrative", "items")
    return [number + head for number in listed["numerals"] for head in listed["heads"]]


@rule(**described("GIK513"), needs=("sections", "year"), phrases=_phrases)
def items_claimed_differ_from_listed(report: Report) -> Iterator[Finding]:
    for hit in report.hits:
        section = report.sections[hit.index]
        opens = _OPENS.match(section.text, hit.end)
        # 十三个方面, 第三方面: no number of what follows.
        if opens is None or section.text[max(0, hit.start - 1) : hit.start] in tuple(
            "十第几0123456789"
        ):
            continue
        claimed = words("narrative", "items")["numerals"][hit.phrase[0]]
        rest = section.text[opens.end() - 2 : opens.end() + _REACH]
        listed, end = _items(rest)
        if listed == claimed or (listed < claimed and _told_otherwise(rest, end, listed)):
            continue
        yield finding(section, hit.start, hit.end, observed=hit.phrase, expected=str(listed))


def _items(text: str) -> tuple[int, int]:
    """How many items follow one another from 一是 on, and where the last one begins."""
    count = end = 0
    for item in _ITEM.finditer(text):
        if _ORDINALS.index(item[1]) != count:
            break
        count, end = count + 1, item.end()
    return count, end


def _told_otherwise(text: str, end: int, listed: int) -> bool:
    """Whether the next item may stand in the paragraph of the last in another form."""
    rest = text[end:].partition("\n")[0]
    cut = len(rest) == len(text[end:]) and len(text) > _REACH
    other_ways = (*words("narrative", "items")["other_ways"], _ORDINALS[listed])
    return cut or has_any(other_ways, rest)

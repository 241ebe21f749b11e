"""GIK513 items-claimed-differ-from-listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Confidence, Finding, Hit, Report, Section, rule
from gikqa.rules.shared.text_around import finding, has_any
from gikqa.rules.shared.words import words
from gikqa.rules.texts import described
from gikqa.text import pattern

_ORDINALS = "一二三四五六七八九十"
_OPENS = pattern(r"[的]?(?:问题|不足|工作|差距|短板|措施)?[：:]\s?一是")
_ITEM = pattern(f"(?<![{_ORDINALS}第])([{_ORDINALS}])是")
_NUMBERED = pattern(
    r"[^。：:\n，,、\d]{0,8}[：:。]?\s*(?=(?P<item>[（(]一[）)]|1[.．、]|①|[（(]1[）)]))"
)
"""A list in numerals may begin in the same or in the next paragraph."""
_FORMS = {
    "（": pattern(rf"[（(]([{_ORDINALS}])[）)]"),
    "1": pattern(r"(?<![\d.])([1-9])[.．、](?!\d)"),
    "①": pattern("([①-⑨])"),
    "d": pattern(r"[（(]([1-9])[）)]"),
}
_VALUES = {
    one: place for row in (_ORDINALS, "123456789", "①②③④⑤⑥⑦⑧⑨") for place, one in enumerate(row)
}
_REACH = 2000


def _phrases() -> Iterable[str]:
    listed = words("narrative", "items")
    return [number + head for number in listed["numerals"] for head in listed["heads"]]


@rule(**described("GIK513"), needs=("sections", "year"), phrases=_phrases)
def items_claimed_differ_from_listed(report: Report) -> Iterator[Finding]:
    for hit in report.hits:
        section = report.sections[hit.index]
        opens = _OPENS.match(section.text, hit.end)
        if opens is None and (told := _of_numbered(section, hit)) is not None:
            yield told
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


def _of_numbered(section: Section, hit: Hit) -> Finding | None:
    """A list in numerals that has more or fewer items: a hint, as items of another list follow."""
    text = section.text
    opens = _NUMBERED.match(text, hit.end)
    if opens is None or text[max(0, hit.start - 1) : hit.start] in tuple("十第几0123456789"):
        return None
    claimed = words("narrative", "items")["numerals"][hit.phrase[0]]
    first = opens["item"]
    form = "d" if "1" in first and first[0] in "（(" else first[0].replace("(", "（")
    rest = text[opens.end() : opens.end() + _REACH]
    listed = 0
    for item in _FORMS[form].finditer(rest):
        value = _VALUES[item[1]]
        if value == 0 and listed:
            break  # another list
        if value == listed:
            listed += 1
    cut = len(rest) == _REACH
    if listed in (0, 1, claimed) or (listed < claimed and cut):
        return None
    return finding(
        section,
        hit.start,
        hit.end,
        observed=hit.phrase,
        expected=str(listed),
        confidence=Confidence.HINT,
    )


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

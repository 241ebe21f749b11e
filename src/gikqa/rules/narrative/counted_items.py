"""Items of a list in which each has a name and a count: 文件类45条，制度类5条."""

from __future__ import annotations

from typing import NamedTuple

from gikqa.text import pattern

UNITS = "条|件|篇|份|项|则|个|期|次"
_SHARE = r"(?:[，,]\s?(?:约?占|占比)[^，,。；;、\n]{0,20}[%％])?"
_ITEM = pattern(
    r"\s*(?P<number>[（(]?[\d一二三四五六七八九]{1,2}[）)、.．]|[一二三四五六七八九]是)?\s*"
    r"(?P<label>[^\d。；;，,：:\n（）()]{2,30}?)(?P<value>\d{1,7})\s?"
    rf"(?P<unit>{UNITS})(?:[（(][^（）()\n]{{0,30}}[）)])?{_SHARE}(?P<mark>[。；;，,、]|$)?"
)


class Item(NamedTuple):
    """The name of an item, how many it has of what, and where it stands."""

    label: str
    value: int
    unit: str
    mark: str
    start: int
    end: int


def items_from(text: str, start: int) -> list[Item]:
    """The items that follow each other from a place on; a sentence ends them if it is no item."""
    items: list[Item] = []
    place = start
    while found := _ITEM.match(text, place):
        if items and items[-1].mark == "。" and not found["number"]:
            break
        mark = found["mark"] or ""
        end = found.end() - len(mark)
        first = found.start("label")
        items.append(Item(found["label"], int(found["value"]), found["unit"], mark, first, end))
        place = found.end()
        if not mark:
            break
    return items

"""Lists of parts after their total: the finder of these rules, and what they ask of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gikqa import Section
from gikqa.rules.shared.words import words
from gikqa.text import Enumeration, lists, pattern

_REACH = 12
"""Characters between a total and its list; a total farther away may be another list's."""
_NEXT_SENTENCE = pattern(r"(?:[，,][^。；;，,\d]{0,16}(?:\d{1,3}(?:\.\d+)?[%％])?)?。\s*")
"""Between a total and a list in the next sentence: nothing, or a remark without a count."""


def _openers() -> Iterable[str]:
    found: list[str] = words("narrative", "lists")["openers"]
    return found


LISTS = lists(_openers)


def is_near(section: Section, found: Enumeration) -> bool:
    """Whether the list follows its total directly, in the same sentence or, with 其中, the next."""
    between = section.text[found.total.end : found.parts[0].start].partition(found.marker)[0]
    if len(between) <= _REACH and not any(mark in between for mark in "。；;！？\n"):
        return True
    return found.marker.endswith("中") and _NEXT_SENTENCE.fullmatch(between) is not None


def exceeding(found: Enumeration) -> Iterator[int]:
    """The places of the parts that alone are more than the total."""
    most = found.total.bounds[1]
    for place, part in enumerate(found.parts):
        least = part.bounds[0]
        if most is not None and least is not None and least > most and part.unit:
            yield place

"""A text that counts the characters which operations on it look at."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, SupportsIndex


class CountedText(str):
    """A text that counts how many of its characters are copied or searched.

    What goes on inside a regular expression is not seen.
    """

    __slots__ = ()
    looked_at = 0

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        piece = CountedText(super().__getitem__(key))
        CountedText.looked_at += len(piece)
        return piece

    def __contains__(self, sub: object) -> bool:
        return self.find(str(sub)) >= 0

    def find(self, sub: str, *span: Any) -> int:
        """As `str.find`; counted is what lies before the place."""
        place = super().find(sub, *span)
        start, end = _span(self, *span)
        CountedText.looked_at += max((place if place >= 0 else end) - start, 0)
        return place

    def rfind(self, sub: str, *span: Any) -> int:
        """As `str.rfind`; counted is what lies after the place."""
        place = super().rfind(sub, *span)
        start, end = _span(self, *span)
        CountedText.looked_at += max(end - max(place, start), 0)
        return place


def _span(text: str, start: int | None = None, end: int | None = None, *_: Any) -> tuple[int, int]:
    first, last, _step = slice(start, sys.maxsize if end is None else end).indices(len(text))
    return first, last


def _whole(name: str) -> Callable[..., Any]:
    """A method that looks at the whole text, and returns texts that count as well."""
    original = getattr(str, name)

    def method(self: CountedText, *args: Any, **named: Any) -> Any:
        CountedText.looked_at += len(self)
        made = original(self, *args, **named)
        if isinstance(made, str):
            return CountedText(made)
        kind = type(made)
        return kind(map(CountedText, made)) if kind in (list, tuple) else made

    return method


for _name in (
    *("strip", "lstrip", "rstrip", "replace", "split", "rsplit", "splitlines", "partition"),
    *("rpartition", "translate", "encode", "count", "index", "rindex", "lower", "upper", "__add__"),
):
    setattr(CountedText, _name, _whole(_name))

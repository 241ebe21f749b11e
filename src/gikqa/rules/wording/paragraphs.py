"""Where a paragraph begins and ends, although reading breaks lines inside it."""

from __future__ import annotations

from gikqa.text import pattern

# A single line break may come from the page; a blank line, an indent or a number begins anew.
_BREAK = pattern(
    r"\n(?=\s*\n|[ \t\u3000]|\s*[(（]?[一二三四五六七八九十]{1,3}[)）、]|\s*\d{1,2}[.、．])"
)
_REACH = 600


def paragraph_before(text: str, end: int) -> str:
    """What stands before a place in its paragraph, at most 600 characters."""
    left = text[max(0, end - _REACH) : end]
    breaks = list(_BREAK.finditer(left))
    return left[breaks[-1].end() :] if breaks else left


def paragraph_behind(text: str, start: int) -> str | None:
    """What stands behind a place in its paragraph; None if that is longer than 600 characters."""
    right = text[start : start + _REACH + 1]
    found = _BREAK.search(right)
    if found is not None:
        return right[: found.start()]
    return right if len(right) <= _REACH else None

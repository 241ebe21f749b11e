"""Regular expressions of rules, compiled when they are first used.

To compile one takes 0.2 ms, and most patterns of a run are never used.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Method:
    """A method of a pattern, which is compiled when the first of them is used."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, of_pattern: _Pattern, kind: Any = None) -> Any:
        found = getattr(re.compile(*of_pattern.source), self._name)
        setattr(of_pattern, self._name, found)  # it is found before this one from now on
        return found


class _Pattern:
    def __init__(self, *source: Any) -> None:
        self.source = source


for _name in dir(re.Pattern):
    if not _name.startswith("_"):
        setattr(_Pattern, _name, _Method(_name))


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, but the pattern is compiled when its first method is called."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))

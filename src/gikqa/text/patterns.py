"""Regular expressions of rules, compiled when they are first used.

To compile one takes 0.2 ms, and of most patterns no text of a run needs a look.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Pattern:
    def __init__(self, *source: Any) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._source), name)
        setattr(self, name, found)  # so that this method runs once for each name
        return found


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, but the pattern is compiled when its first method is called."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))

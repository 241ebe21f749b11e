"""The number of a document as it is printed after its title: （国办发〔2021〕12号）."""

from __future__ import annotations

import re
from functools import lru_cache

from gikqa.rules.shared.text_around import CLOSING, OPENING, without_blanks
from gikqa.text import pattern

_NUMBER = pattern(
    rf"[》〉>\s]*[（(]\s*([\u4e00-\u9fff][\u4e00-\u9fff\s]{{1,14}}?)\s*"
    rf"[{re.escape(OPENING)}]?\s*((?:19|20)\d\d)\s*年?\s*[{re.escape(CLOSING)}]?\s*第?\s*(\d{{1,4}})\s*号"
)


@lru_cache(maxsize=1 << 16)
def number_after(text: str) -> tuple[str, int] | None:
    """The number that begins a text after a title, and where it ends; None if there is none.

    The number is given in one way, however its brackets are printed.
    """
    match = _NUMBER.match(text)
    if match is None:
        return None
    return f"{without_blanks(match[1])}〔{match[2]}〕{int(match[3])}号", match.end()

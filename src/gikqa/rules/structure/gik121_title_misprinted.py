"""GIK121 title-misprinted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa import Finding, Report, column, rule
from gikqa.rules.structure.chapters import is_damaged, is_slip
from gikqa.rules.texts import described

_DATA = tomli.loads(Path(__file__).with_name("titles.toml").read_text("utf-8"))
_USUAL: list[str] = _DATA["usual"]
_OTHERS: list[str] = _DATA["others"]

_BLANKS = r"[\s\p{Z}\x0b\x1c-\x1f\x{85}]*"
"""All that counts as a blank, in a pattern of conditions."""

_USUALLY = "|".join(_BLANKS.join(words) for words in _USUAL)


@rule(**described("GIK121"), needs=("title",), where=~column("title").matches(_USUALLY))
def title_misprinted(report: Report) -> Iterator[Finding]:
    title = re.sub(r"\s", "", report.title or "")
    if title.endswith(tuple(_OTHERS)) or is_damaged(title):
        return
    for right in _USUAL:
        for length in (len(right), len(right) - 1, len(right) + 1, len(right) + 2):
            tail = title[-length:]
            if len(tail) == length and is_slip(tail, right):
                yield Finding(quote=report.title, observed=tail, expected=right)
                return

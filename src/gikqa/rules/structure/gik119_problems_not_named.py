"""GIK119 problems-not-named."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gikqa import Finding, Report, Undetermined, rule
from gikqa.editions import edition_for
from gikqa.rules.structure.whole import says_any, whole_chapter
from gikqa.rules.texts import described

if TYPE_CHECKING:
    pass

_WORDS = tomllib.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))["problems"]
_ENOUGH_TEXT = 40
"""无 and the like are told by the rule over empty chapters."""


@rule(**described("GIK119"), needs=("sections", "year"))
def problems_not_named(report: Report) -> Iterator[Finding]:
    """Chapter five tells plans and successes, and no problem."""
    edition = edition_for(report.year)
    if edition is None:
        return
    text = whole_chapter(edition, report.sections, 5)
    if text is None or len(text) < _ENOUGH_TEXT:
        raise Undetermined
    if not says_any(text, _WORDS):
        yield Finding(section=5, expected="主要问题")

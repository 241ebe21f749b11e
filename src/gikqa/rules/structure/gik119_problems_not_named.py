"""GIK119 problems-not-named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa import Finding, Report, rule
from gikqa.rules.structure.chapter_conditions import chapter_has_length, chapter_says
from gikqa.rules.texts import described

_WORDS = tomli.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))["problems"]
_ENOUGH_TEXT = 40
"""无 and the like are told by the rule over empty chapters."""


@rule(
    **described("GIK119"),
    needs=("sections", "year"),
    where=(~chapter_says(5, _WORDS)).provided(chapter_has_length(5, _ENOUGH_TEXT)),
)
def problems_not_named(report: Report) -> Iterator[Finding]:
    yield Finding(section=5, expected="主要问题")

"""GIK117 accountability-not-reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tomli

from gikqa import Finding, Report, column, known, rule
from gikqa.rules.structure.chapter_conditions import has_enough_chapters
from gikqa.rules.texts import described

_WORDS = tomli.loads(Path(__file__).with_name("told.toml").read_text("utf-8"))["accountability"]
_OFFICES = ("department", "office", "other")
_ENOUGH_TEXT = 400
"""A shorter narrative was not read in full."""


@rule(
    **described("GIK117"),
    needs=("sections", "year", "publisher"),
    where=column("publisher").matches("人民政府$")
    & ~known(column("level").is_one_of(_OFFICES))
    & has_enough_chapters,
)
def accountability_not_reported(report: Report) -> Iterator[Finding]:
    texts = [section.text for section in report.sections]
    if sum(map(len, texts)) >= _ENOUGH_TEXT and not any(
        word in text for text in texts for word in _WORDS
    ):
        yield Finding(expected="工作考核、社会评议、责任追究")

"""GIK158 columns-of-another-form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import tomli

from gikqa import Finding, Report, column, rule
from gikqa.editions import edition_for, load_editions
from gikqa.rules.texts import described
from gikqa.text import phrases

_COLUMNS: dict[str, list[str]] = tomli.loads(
    Path(__file__).with_name("columns.toml").read_text("utf-8")
)
_ENOUGH = 2
"""One head may be cited where a report says what was counted."""


def _heads() -> Iterable[str]:
    return [head for heads in _COLUMNS.values() for head in heads]


@rule(
    **described("GIK158"),
    needs=("sections", "year"),
    where=column("year") >= load_editions()["2019"].first_year,
    find=phrases(_heads),
)
def columns_of_another_form(report: Report) -> Iterator[Finding]:
    edition = edition_for(report.year)
    if edition is None:
        return
    for form, heads in _COLUMNS.items():
        found = [near for near in report.found if near.hit.phrase in heads]
        if form != edition.key and len({near.hit.phrase for near in found}) >= _ENOUGH:
            first = found[0]
            yield Finding(
                section=first.section.number,
                start=first.hit.start,
                end=first.hit.end,
                quote=first.hit.phrase,
                observed=first.hit.phrase,
                expected=edition.instrument,
            )

"""Locale rules for gikqa: places and contacts that do not belong to a report's publisher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("LOC",)

__version__ = "0.1.0"

SPECS = Path(__file__).with_name("specs")
"""The texts of the rules."""


_SHORTCUTS = {
    "LOC101": "names_a_foreign_place",
    "LOC104": "title_begins_otherwise",
    "LOC201": "has_an_area_code",
    "LOC203": "has_an_area_code",
}


@gikqa.hookimpl
def gikqa_rules() -> Iterator[gikqa.Rule]:
    """LOC101 to LOC104 about places, LOC201 to LOC203 about contacts; imported when chosen."""
    from gikqa.rule_texts import announced

    return announced(__name__, SPECS)


@gikqa.hookimpl
def gikqa_shortcuts() -> dict[str, gikqa.Shortcut]:
    """Which reports name another place or an area code at all, for the rules that cost most."""
    return {code: partial(_reports_to_judge, name) for code, name in _SHORTCUTS.items()}


def _reports_to_judge(name: str, batch: Any) -> Any:
    return getattr(import_module(f"{__name__}.shortcuts"), name)(batch)


def division_code(
    publisher: str, *, year: int, title: str | None = None, texts: Iterable[str] = ()
) -> str | None:
    """The code (GB/T 2260, six digits) of the division that a body belongs to, as of a year.

    texts: the narrative, in which an address may tell. None where name, title and address leave
    several divisions, or none.
    """
    from gikqa_locale.publisher import home_of

    home = home_of(region_code=None, publisher=publisher, title=title, year=year, texts=texts)
    return home.division.code if home else None

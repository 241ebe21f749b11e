"""Locale rules for gikqa: places and contacts that do not belong to a report's publisher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import Any

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("LOC",)

__version__ = "0.1.0"


_RULES = {
    "LOC101": "loc101_foreign_locale",
    "LOC102": "loc102_own_name_misspelt",
    "LOC103": "loc103_outdated_own_name",
    "LOC104": "loc104_title_of_another_place",
    "LOC201": "loc201_foreign_area_code",
    "LOC202": "loc202_foreign_postal_code",
    "LOC203": "loc203_impossible_phone_number",
}


_SHORTCUTS = {
    "LOC101": "names_a_foreign_place",
    "LOC104": "title_begins_otherwise",
    "LOC201": "has_an_area_code",
    "LOC203": "has_an_area_code",
}


@gikqa.hookimpl
def gikqa_rules() -> Iterator[gikqa.Rule]:
    """LOC101 to LOC104 about places, LOC201 to LOC203 about contacts; imported when chosen."""
    from gikqa_locale.texts import described

    for code, module in _RULES.items():
        yield gikqa.Rule(**described(code), whole=partial(_rule_in, module))


@gikqa.hookimpl
def gikqa_shortcuts() -> dict[str, gikqa.Shortcut]:
    """Which reports name another place or an area code at all, for the rules that cost most."""
    return {code: partial(_reports_to_judge, name) for code, name in _SHORTCUTS.items()}


def _reports_to_judge(name: str, batch: Any) -> Any:
    return getattr(import_module(f"{__name__}.shortcuts"), name)(batch)


def _rule_in(module: str) -> gikqa.Rule:
    rules = vars(import_module(f"{__name__}.{module}")).values()
    return next(value for value in rules if isinstance(value, gikqa.Rule))


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

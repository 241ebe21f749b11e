"""Locale rules for gikqa: places and contacts that do not belong to a report's publisher."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("LOC",)

__version__ = "0.1.0"

SPECS = Path(__file__).with_name("specs")
"""The texts of the rules."""


@gikqa.hookimpl
def gikqa_rules() -> Iterator[gikqa.Rule]:
    """LOC101 to LOC107 about places, bodies and sites, LOC201 to LOC203 about contacts."""
    from gikqa.rule_texts import announced

    return announced(__name__, SPECS)


@gikqa.hookimpl
def gikqa_extensions(
    entry_points: Callable[[str], Sequence[EntryPoint]],
) -> list[gikqa.Extension]:
    """The reasons to name another place that other distributions add."""
    from gikqa_locale.further import extensions

    return extensions(entry_points)


def division_code(
    publisher: str, *, year: int, title: str | None = None, texts: Iterable[str] = ()
) -> str | None:
    """The code (GB/T 2260, six digits) of the division that a body belongs to, as of a year.

    texts: the narrative, in which an address may tell. None where name, title and address leave
    several divisions, or none. Names in traditional characters are understood.
    """
    from gikqa_locale.names import simplified
    from gikqa_locale.publisher import home_of

    home = home_of(
        region_code=None,
        publisher=simplified(publisher),
        title=simplified(title or ""),
        year=year,
        texts=map(simplified, texts),
    )
    return home.division.code if home else None

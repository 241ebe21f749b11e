"""The totals with their parts, of the sections that open a list."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gikqa import Finding, Report, Section
from gikqa.quantities import Enumeration, read_narrative

_REACH = 12
"""A total stands so close in front of what opens its list, or it may be another's."""


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """What words.toml says."""
    return tomllib.loads((files(__package__) / "words.toml").read_text("utf-8"))


def openers() -> Iterable[str]:
    """What a list of parts begins with."""
    found: list[str] = words()["lists"]["openers"]
    return found


def sections_with_hits(report: Report) -> Iterator[Section]:
    """The sections in which the rule's phrases stand, in reading order."""
    for index in sorted({hit.index for hit in report.hits}):
        yield report.sections[index]


def lists_of(report: Report) -> Iterator[tuple[Section, Enumeration]]:
    """Every list of parts with its section."""
    for section in sections_with_hits(report):
        for found in read_narrative(section.text, report.year).enumerations:
            yield section, found


def is_near(section: Section, found: Enumeration) -> bool:
    """Whether the list follows its total at once, in the same sentence."""
    between = section.text[found.total.end : found.parts[0].start].partition(found.marker)[0]
    return len(between) <= _REACH and not any(mark in between for mark in "。；;！？\n")


def exceeding(found: Enumeration) -> Iterator[int]:
    """The places of the parts that alone are more than the total."""
    most = found.total.bounds[1]
    for place, part in enumerate(found.parts):
        least = part.bounds[0]
        if most is not None and least is not None and least > most and part.unit:
            yield place


def list_finding(
    section: Section, start: int, end: int, *, observed: str, expected: str | None = None
) -> Finding:
    """A finding that quotes the text from `start` to `end`."""
    quote = section.text[start:end]
    return Finding(
        section=section.number,
        start=start,
        end=end,
        quote=quote,
        observed=observed,
        expected=expected,
    )

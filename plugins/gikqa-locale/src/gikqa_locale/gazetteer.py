"""Divisions at county level and above since 2007, with the years in which each name was valid.

The data is one small file of plain lines, read once when it is first needed: readers of documents
need it, too, and to import a library for it would take longer than to read the document.

Years are those of the 31 December lists: `valid_from` is the first list that has a name (2007
stands for "2007 or before"), `valid_to` the first that has it no longer, so the year in which it
was changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


class Division(NamedTuple):
    """One version of a division: a new name or a new code makes a new one."""

    code: str
    name: str
    level: str  # province, prefecture, county
    parent_code: str | None
    valid_from: int
    valid_to: int | None
    risk: str  # of the full name in running text: low, medium, high
    joining: str  # characters that make a word with the beginning of the name; * = all
    short_names: tuple[str, ...]
    short_risks: tuple[str, ...]

    def __hash__(self) -> int:  # of all ten fields, it would cost more than what it looks up
        return hash((self.code, self.name, self.valid_from))

    @property
    def province_code(self) -> str:
        """The code of the province that it lies in, or its own."""
        return self.code[:2] + "0000"

    @property
    def stem(self) -> str:
        """The plain short form, or the full name where none is in use."""
        return self.short_names[0] if self.short_names else self.name

    def bearer(self, name: str) -> Bearer:
        """What its full name or one of its short names means."""
        if name == self.name:
            return Bearer(self, True, self.risk)
        return Bearer(self, False, self.short_risks[self.short_names.index(name)])

    def existed_at_end_of(self, year: int) -> bool:
        """True if the list of 31 December of the year has it."""
        return self.valid_from <= year and (self.valid_to is None or year < self.valid_to)

    def usable_in_report_of(self, year: int) -> bool:
        """True if a report of that year, written early in the next, may use the name."""
        return self.valid_from <= year + 1 and (self.valid_to is None or year <= self.valid_to)


class Bearer(NamedTuple):
    """A division that a name can mean, and how unsafe the name is for it."""

    division: Division
    is_full_name: bool
    risk: str


class Gazetteer:
    """Lookups over all versions; they never change, so one can be shared by threads."""

    def __init__(self, divisions: Iterable[Division]) -> None:
        self.divisions = tuple(divisions)
        self._by_code: dict[str, list[Division]] = defaultdict(list)
        self._by_name: dict[str, list[Division]] = defaultdict(list)
        self._below: dict[int, dict[Division, tuple[Division, ...]]] = {}
        for division in self.divisions:
            self._by_code[division.code].append(division)
            self._by_name[division.name].append(division)
            for name in division.short_names:
                self._by_name[name].append(division)

    def versions(self, code: str) -> tuple[Division, ...]:
        """Every version that had the code, the oldest first; empty for an unknown code."""
        return tuple(self._by_code.get(code, ()))

    def of_code(self, code: str, year: int) -> Division | None:
        """The division with that code at the end of the year, else as a report may name it."""
        versions = self.versions(code)
        for version in versions:
            if version.existed_at_end_of(year):
                return version
        return next((each for each in versions if each.usable_in_report_of(year)), None)

    def bearers(self, name: str, year: int) -> tuple[Bearer, ...]:
        """What a full or short name can mean in a report of the year."""
        known = self._by_name.get(name, ())
        return tuple(each.bearer(name) for each in known if each.usable_in_report_of(year))

    def lengths(self, beginning: str) -> tuple[int, ...]:
        """How long the names are that begin with these two characters, the longest first."""
        return self._lengths.get(beginning, ())

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self._by_name:
            lengths[name[:2]].add(len(name))
        return {
            beginning: tuple(sorted(found, reverse=True)) for beginning, found in lengths.items()
        }

    def bearers_of_any_year(self, name: str) -> tuple[Division, ...]:
        """The divisions that bear a full or short name, or once did."""
        return tuple(self._by_name.get(name, ()))

    def ancestors(self, division: Division, year: int) -> tuple[Division, ...]:
        """Prefecture and province above the division in the year, the nearest first."""
        found = []
        code = division.parent_code
        while code is not None and (parent := self._nearest(code, year)) is not None:
            found.append(parent)
            code = parent.parent_code
        return tuple(found)

    def descendants(self, division: Division, year: int) -> tuple[Division, ...]:
        """Every division below this one at the end of the year."""
        if year not in self._below:
            below: defaultdict[Division, list[Division]] = defaultdict(list)
            for each in self.divisions:
                if each.existed_at_end_of(year):
                    for above in self.ancestors(each, year):
                        below[above].append(each)
            self._below[year] = {above: tuple(found) for above, found in below.items()}
        return self._below[year].get(division, ())

    def path(self, division: Division, year: int) -> str:
        """The name with those above it: 山西省吕梁市柳林县."""
        above = reversed(self.ancestors(division, year))
        return "".join(each.name for each in above) + division.name

    @cached_property
    def alive_at_end_of(self) -> dict[int, frozenset[tuple[str, str]]]:
        """Code and name of every division at the end of each year of the data."""
        first = min(each.valid_from for each in self.divisions)
        last = max(each.valid_from for each in self.divisions)
        return {
            year: frozenset(
                (each.code, each.name) for each in self.divisions if each.existed_at_end_of(year)
            )
            for year in range(first, last + 1)
        }

    def _nearest(self, code: str, year: int) -> Division | None:
        """The version of that year; for a year outside its life, the last one there was."""
        versions = self.versions(code)
        return self.of_code(code, year) or (versions[-1] if versions else None)

    def __iter__(self) -> Iterator[Division]:
        return iter(self.divisions)


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer of this distribution, read from its file on the first call."""
    text = (files("gikqa_locale") / "divisions.tsv").read_text("utf-8")
    return Gazetteer(_division(*line.split("\t")) for line in text.splitlines()[1:])


def _division(
    code: str,
    name: str,
    level: str,
    parent_code: str,
    valid_from: str,
    valid_to: str,
    risk: str,
    joining: str,
    short_names: str,
    short_risks: str,
) -> Division:
    """The division of one line; an empty field is a blank, commas part the short forms."""
    return Division(
        code,
        name,
        level,
        parent_code or None,
        int(valid_from),
        int(valid_to) if valid_to else None,
        risk,
        joining,
        tuple(short_names.split(",")) if short_names else (),
        tuple(short_risks.split(",")) if short_risks else (),
    )

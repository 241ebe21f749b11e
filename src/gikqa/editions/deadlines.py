"""By when a report has to be published: the last day, for whom and which years, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gikqa.editions.scope import KINDS, Scope, read_scope, with_kinds_listed
from gikqa.editions.shape import checked, read_toml
from gikqa.errors import SpecError

_ENTRY = {
    "scope?": {"region?": str, "kind?": [str]},
    "years": {"first": int, "last?": int},
    "month": int,
    "day": int,
    "source": str,
    "verified": bool,
}
_ANY_YEAR = 2001
"""A year of 365 days."""


@dataclass(frozen=True)
class Deadline:
    """The last day on which a report has to be published, in the year after that of the report.

    `first_year`, `last_year` (None: no end): of the reports. `verified`: whether somebody has read
    the source; a rule may draw no more than a hint from one that nobody has.
    """

    scope: Scope
    first_year: int
    last_year: int | None
    month: int
    day: int
    source: str
    verified: bool

    def holds_for(self, year: int, region_code: str | None, level: str | None) -> bool:
        """Whether it is that of a report; not where a region or level that it needs is unknown."""
        in_years = self.first_year <= year and (self.last_year is None or year <= self.last_year)
        return in_years and self.scope.covers(region_code, level)

    def in_year(self, year: int) -> date:
        """The last day for the report of a year."""
        return date(year + 1, self.month, self.day)

    def contradicts(self, other: "Deadline") -> bool:
        """Whether both give a day to some body of one region in some year, and not the same."""
        kinds, others = ({*(one.scope.kinds or KINDS)} for one in (self, other))
        ends = [one.last_year for one in (self, other) if one.last_year is not None]
        begun = max(self.first_year, other.first_year)
        return (
            self.scope.region == other.scope.region
            and not kinds.isdisjoint(others)
            and begun <= min(ends, default=begun)
            and (self.month, self.day) != (other.month, other.day)
        )

    @property
    def in_words(self) -> str:
        """As lists name it: `department of 431200, 2021-2021: 01-28`."""
        years = f"{self.first_year}-{self.last_year or ''}"
        return f"{self.scope.in_words}, {years}: {self.month:02}-{self.day:02}"


def load_deadlines(path: Path) -> tuple[Deadline, ...]:
    """The deadlines of a TOML file. Raises SpecError with the key that is missing or wrong."""
    file, data = str(path), read_toml(path)
    given = data.get("deadlines")
    if isinstance(given, list):
        data["deadlines"] = [
            with_kinds_listed(one) if isinstance(one, Mapping) else one for one in given
        ]
    entries = checked(data, {"deadlines": [_ENTRY]}, file)["deadlines"]
    return tuple(_read(entry, file, f"deadlines[{n}]") for n, entry in enumerate(entries))


def _read(entry: Mapping[str, Any], file: str, place: str) -> Deadline:
    first, last = entry["years"]["first"], entry["years"].get("last")
    if last is not None and last < first:
        raise SpecError(file, f"{place}.years", f"expected first <= last, found {first} and {last}")
    month, day, source = entry["month"], entry["day"], entry["source"]
    try:
        date(_ANY_YEAR, month, day)
    except ValueError as error:
        problem = f"month {month} has no day {day} in every year"
        raise SpecError(file, f"{place}.day", problem) from error
    if not source.strip():
        raise SpecError(file, f"{place}.source", "is empty; name the document and its article")
    scope = read_scope(entry.get("scope", {}), Scope(), file)
    return Deadline(scope, first, last, month, day, source, entry["verified"])

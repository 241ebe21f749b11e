"""Turns yearly lists into one row per version of a division: code, name, first and last year."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from source_lists import YearList

HERE = Path(__file__).parent
Entry = tuple[str, str]  # code and name


@dataclass(frozen=True, order=True)
class Version:
    """A division while it bore one name under one code."""

    code: str
    valid_from: int
    name: str
    valid_to: int | None
    parent_code: str | None

    @property
    def level(self) -> str:
        """Province, prefecture or county."""
        return level_of(self.code)

    def overlaps(self, other: Version) -> bool:
        """True if both existed at the end of some year."""
        return (self.valid_to is None or other.valid_from < self.valid_to) and (
            other.valid_to is None or self.valid_from < other.valid_to
        )


def level_of(code: str) -> str:
    """The level that the zeros of a code tell."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def corrected(lists: dict[int, YearList]) -> dict[int, YearList]:
    """The lists with the corrections applied and every year up to the last change filled."""
    rules = tomllib.loads((HERE / "corrections.toml").read_text("utf-8"))
    last = max([*lists, *(change["year"] for change in rules["change"])])
    years = _every_year(lists, last)
    dropped = {_entry(text) for rule in rules["drop"] for text in rule["entries"]}
    renamed = {_entry(rule["wrong"]): _entry(rule["right"]) for rule in rules["rename"]}
    always = [_entry(text) for rule in rules["always"] for text in rule["entries"]]
    states: dict[int, set[Entry]] = {}
    for year, rows in years.items():
        kept = (entry for entry in rows.items() if entry not in dropped)
        states[year] = {renamed.get(entry, entry) for entry in kept} | set(always)
    for change in sorted(rules["change"], key=lambda change: change["year"]):
        _apply(change["year"], change["ended"], change["begun"], states)
    return {year: _by_code(year, entries) for year, entries in states.items()}


def versions(states: dict[int, YearList]) -> list[Version]:
    """One row per code and name, `valid_to` being the first year whose list lacks it."""
    last = max(states)
    spans: dict[Entry, list[int]] = {}
    for year, rows in states.items():
        for entry in rows.items():
            spans.setdefault(entry, []).append(year)
    found = []
    for (code, name), years in spans.items():
        first, end = min(years), max(years)
        parent = _parent(code, states[end])
        found.append(Version(code, first, name, None if end == last else end + 1, parent))
    return sorted(found)


def _every_year(lists: dict[int, YearList], last: int) -> dict[int, YearList]:
    """A year without a list (2014, and those after the last) starts as a copy of the one before."""
    filled: dict[int, YearList] = {}
    for year in range(min(lists), last + 1):
        filled[year] = lists.get(year) or dict(filled[year - 1])
    return filled


def _apply(year: int, ended: list[str], begun: list[str], states: dict[int, set[Entry]]) -> None:
    years = [later for later in sorted(states) if later >= year]
    for text in ended:
        for later in years:
            states[later].discard(_entry(text))
    for text in begun:
        for later in years:
            if _entry(text) in states[later]:
                break
            states[later].add(_entry(text))


def _by_code(year: int, entries: set[Entry]) -> YearList:
    rows = dict(sorted(entries))
    if len(rows) != len(entries):
        twice = [code for code, name in entries if rows[code] != name]
        raise ValueError(f"codes with two names at the end of {year}: {sorted(twice)}")
    return rows


def _parent(code: str, rows: YearList) -> str | None:
    """The prefecture if the list has one, else the province; provinces have none."""
    if level_of(code) == "province":
        return None
    prefecture, province = code[:4] + "00", code[:2] + "0000"
    return prefecture if prefecture in rows and prefecture != code else province


def _entry(text: str) -> Entry:
    code, name = text.split(" ")
    return code, name

"""What the rules look for in the narratives: places that are not the publisher's, and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from gikqa import Report, Undetermined
from gikqa.text import pattern
from gikqa_locale import bodies
from gikqa_locale.contact_lines import WINDOW, Number, phone_labels, phones
from gikqa_locale.foreign_places import Foreign, is_the_publishers_own, places_named
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.names import names_to_search
from gikqa_locale.names_by_form import OtherName
from gikqa_locale.publisher import Home, home_at, home_of
from gikqa_locale.townships import LONGEST, is_own, others_named, own_township, phrases
from gikqa_locale.witness import place_told

RuleBatch = Any
Flags = Any
"""Of a batch of reports; a boolean array with one entry a report."""

# 010, 02x, 03xx and so on; and digits of full width, which begin with these bytes.
# The zero comes first, so that the search can leap to it.
AREA_CODE = pattern(rb"0(?:(?<![0-9]0)|(?<=860))(?:10|2[0-9]|[3-9][0-9][0-9])|\xef\xbc[\x90-\x99]")


SUPERIORS = tuple(unit.encode() for unit in bodies.OF_A_SUPERIOR)


class Elsewhere(NamedTuple):
    """A place that is not the publisher's, the section that names it, and the publisher's home."""

    section: int
    place: Foreign
    home: Home


@dataclass(frozen=True)
class PlacesElsewhere:
    """Finds the places that are not the publisher's own, if one is named without visible reason."""

    reads: tuple[str, ...] = ("publisher", "year", "region_code", "title")
    phrases: Callable[[], Iterable[str]] = names_to_search

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports that name such a place, and those with an unknown home."""
        found, narratives = batch.found, batch.narratives
        chosen = np.zeros(batch.rows, np.bool_)
        words = len(found.phrases)
        pairs, which = np.unique(found.rows * words + found.words, return_inverse=True)
        rows, places = (each.tolist() for each in np.divmod(pairs, words))
        homes = _stated_homes(batch, dict.fromkeys(rows))
        chosen[[row for row, home in homes.items() if home is None]] = True
        foreign = [
            (home := homes[row]) is not None
            and not is_the_publishers_own(found.phrases[place], home)
            for row, place in zip(rows, places, strict=True)
        ]
        # The names of one section are judged together: a reason may hold for several.
        for section in np.unique(found.sections[np.array(foreign, np.bool_)[which]]).tolist():
            row = int(narratives.rows[section])
            home = homes[row]
            if home is not None and not chosen[row]:
                hits = batch.hits_of_sections(section, section + 1)
                named = places_named(home, narratives.text_of(section), hits)
                chosen[row] = any(place.reason is None for place in named)
        return chosen

    def read(self, report: Report) -> Sequence[Elsewhere]:
        """The places in reading order; raises Undetermined if the home is unknown."""
        home = _home(report)
        if home is None:
            raise Undetermined
        sections = report.sections
        found = [
            Elsewhere(sections[index].number, place, home)
            for index, hits in groupby(report.hits, key=lambda hit: hit.index)
            for place in places_named(home, sections[index].text, list(hits))
        ]
        return found if any(each.place.reason is None for each in found) else []


@dataclass(frozen=True)
class OtherTownships:
    """Finds other townships where the report of a township speaks of itself."""

    reads: tuple[str, ...] = ("publisher", "year", "title")
    phrases: Callable[[], Iterable[str]] = phrases

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports of townships with a name before such a phrase that is not their own."""
        found, data = batch.found, batch.narratives.data
        chosen = np.zeros(batch.rows, np.bool_)
        publishers = _values(batch, "publisher")
        places = zip(
            found.rows.tolist(), found.starts.tolist(), batch.section_starts.tolist(), strict=True
        )
        for row, start, first in places:
            publisher, year = publishers[row], int(batch.years[row])
            if chosen[row] or publisher is None or own_township(publisher, year) is None:
                continue
            before = data[max(first, start - 3 * LONGEST) : start].decode(errors="ignore")
            chosen[row] = not is_own(publisher, year, before)
        return chosen

    def read(self, report: Report) -> Sequence[tuple[int, OtherName]]:
        """The townships with the numbers of their sections, in reading order."""
        own = own_township(report.publisher, report.year)
        has_own = own is not None and any(own in section.text for section in report.sections)
        return _other_names(report, partial(others_named, has_own=has_own))


@dataclass(frozen=True)
class OtherBureaus:
    """Finds other bureaus that compiled the report of a bureau or are to be asked about it."""

    reads: tuple[str, ...] = ("publisher", "year", "title")
    phrases: Callable[[], Iterable[str]] = bodies.phrases

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports of bureaus with another name before such a phrase than the own one."""
        found, data = batch.found, batch.narratives.data
        chosen = np.zeros(batch.rows, np.bool_)
        publishers = _values(batch, "publisher")
        for row, start in zip(found.rows.tolist(), found.starts.tolist(), strict=True):
            if chosen[row] or not publishers[row]:
                continue
            publisher, year = publishers[row], int(batch.years[row])
            own = bodies.own_bureau(publisher, year)
            if own is not None:
                # A ministry or a department of the province may have the same name.
                superior = data.startswith(SUPERIORS, start)
                chosen[row] = superior or not data.endswith(own.encode(), 0, start)
            elif bodies.names_authors_only(publisher, year):
                after = data[start : start + bodies.LONGEST_AUTHOR].decode(errors="ignore")
                chosen[row] = bodies.AS_AUTHOR.match(after) is not None
        return chosen

    def read(self, report: Report) -> Sequence[tuple[int, OtherName]]:
        """The bureaus with the numbers of their sections, in reading order."""
        return _other_names(report, bodies.others_named)


@dataclass(frozen=True)
class PhoneNumbers:
    """Finds the telephone numbers with an area code that are the office's own."""

    reads: tuple[str, ...] = ()
    phrases: Callable[[], Iterable[str]] = phone_labels

    def scan(self, batch: RuleBatch) -> Flags:
        """The reports with what may be an area code behind a label."""
        found, data = batch.found, batch.narratives.data
        chosen = np.zeros(batch.rows, np.bool_)
        for row, end in zip(found.rows.tolist(), found.ends.tolist(), strict=True):
            # No character takes more than four bytes.
            if not chosen[row] and AREA_CODE.search(data, end, end + 4 * WINDOW):
                chosen[row] = True
        return chosen

    def read(self, report: Report) -> Sequence[Number]:
        """The numbers in reading order, each once."""
        return list(phones(report))


def year_of(report: Report) -> int:
    """The year of a report, and that of the newest register for one that does not state it."""
    try:
        return report.year
    except Undetermined:
        return max(gazetteer().alive_at_end_of)


def _other_names(
    report: Report, others: Callable[..., Iterable[OtherName]]
) -> list[tuple[int, OtherName]]:
    sections = report.sections
    return [
        (sections[index].number, other)
        for index, hits in groupby(report.hits, key=lambda hit: hit.index)
        for other in others(
            report.publisher, report.title, report.year, sections[index].text, list(hits)
        )
    ]


def _home(report: Report) -> Home | None:
    year = year_of(report)
    stated = home_of(
        region_code=report.region_code,
        publisher=report.publisher,
        title=report.title,
        year=year,
        texts=(section.text for section in report.sections),
    )
    if stated is not None or report.publisher:
        return stated
    told = place_told(report.hits, year)
    return None if told is None else home_at(told, year)


def _stated_homes(batch: RuleBatch, rows: Iterable[int]) -> dict[int, Home | None]:
    """Row → the home of its publisher, as far as the columns state it."""
    codes, publishers, titles = (
        _values(batch, name) for name in ("region_code", "publisher", "title")
    )
    return {
        row: home_of(
            region_code=codes[row],
            publisher=publishers[row] or "",
            title=titles[row],
            year=int(batch.years[row]),
            texts=(),
        )
        for row in rows
    }


def _values(batch: RuleBatch, name: str) -> list[str | None]:
    column = batch.columns.get(name)
    return [None] * batch.rows if column is None else column.to_pylist()

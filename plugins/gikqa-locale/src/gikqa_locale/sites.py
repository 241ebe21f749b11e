"""Addresses of sites and mailboxes, and the divisions whose names are in them: ningguo.gov.cn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from gikqa import Report
from gikqa.text import pattern
from gikqa_locale.gazetteer import Division, gazetteer
from gikqa_locale.publisher import Home, home_of, home_of_report

RuleBatch = Any
ENDING = ".gov.cn"
LONGEST = 60
ADDRESS = pattern(r"(?:https?://)?[A-Za-z0-9@._/-]*$")
LABELS = pattern(rb"[a-z0-9.-]*$")


@dataclass(frozen=True, slots=True)
class Site:
    """An address that names places none of which is the publisher's, and where it stands."""

    section: int
    start: int
    end: int
    quote: str
    divisions: tuple[Division, ...]
    home: Home


@lru_cache(maxsize=1)
def _codes() -> dict[str, tuple[str, ...]]:
    """Name in pinyin → the codes of the divisions that have it."""
    lines = (files("gikqa_locale") / "site_names.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return {name: tuple(codes.split()) for name, codes in pairs}


def places_of(labels: str, year: int) -> tuple[Division, ...]:
    """The divisions of a year that the labels before .gov.cn name in full."""
    named = _codes().get(labels.lower().rpartition(".")[2].rpartition("@")[2], ())
    return tuple(each for code in named if (each := gazetteer().of_code(code, year)))


def is_elsewhere(places: Sequence[Division], home: Home) -> bool:
    """Whether all of the places are others' counties or cities."""
    return bool(places) and all(
        (not home.is_near(each) and not home.is_in_own_province(each)) or home.is_beside(each)
        for each in places
    )


@dataclass(frozen=True)
class SitesElsewhere:
    """Finds the addresses that name another place than the publisher's."""

    reads: tuple[str, ...] = ("publisher", "year", "region_code", "title")
    phrases: Callable[[], Iterable[str]] = lambda: (ENDING,)

    def scan(self, batch: RuleBatch) -> Any:
        """The reports with an address that names a place which is not that of their publisher."""
        found, data = batch.found, batch.narratives.data
        chosen = np.zeros(batch.rows, np.bool_)
        names = ("region_code", "publisher", "title")
        columns = [_values(batch, name) for name in names]
        for row, start in zip(found.rows.tolist(), found.starts.tolist(), strict=True):
            label = LABELS.search(data[max(0, start - LONGEST) : start].lower())
            places = places_of(label[0].decode(), int(batch.years[row])) if label else ()
            if chosen[row] or not places:
                continue
            code, publisher, title = (column[row] for column in columns)
            home = home_of(
                region_code=code,
                publisher=publisher or "",
                title=title,
                year=int(batch.years[row]),
                texts=(),
            )
            chosen[row] = home is None or is_elsewhere(places, home)
        return chosen

    def read(self, report: Report) -> list[Site]:
        """The addresses in reading order."""
        home = home_of_report(report)
        if home is None:
            return []
        found = []
        for hit in report.hits:
            text = report.sections[hit.index].text
            address = ADDRESS.search(text, max(0, hit.start - LONGEST), hit.start)
            places = places_of(address[0].rpartition("/")[2], report.year) if address else ()
            if address and is_elsewhere(places, home):
                number, start = report.sections[hit.index].number, address.start()
                found.append(Site(number, start, hit.end, text[start : hit.end], places, home))
        return found


def _values(batch: RuleBatch, name: str) -> list[Any]:
    column = batch.columns.get(name)
    return [None] * batch.rows if column is None else column.to_pylist()

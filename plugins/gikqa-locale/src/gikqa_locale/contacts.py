"""Area codes and postal codes: which can be a publisher's own, and whose the others are.

Everything here errs on the side of the publisher: its own are the codes of its whole prefecture,
those of earlier prefectures, and those of the capital of its province, where superiors sit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple

from gikqa_locale.gazetteer import MUNICIPALITIES, Division, gazetteer
from gikqa_locale.publisher import CORPS_CITIES, Home

Codes = Mapping[str, frozenset[str]]


class Contacts(NamedTuple):
    """Lookups in both directions; immutable, so one can be shared by threads."""

    area_codes: Codes
    """Division → area codes, for prefectures and counties directly below a province."""
    holders: Codes
    """Area code → divisions."""
    postal_codes: Codes
    """Division → its main postal code, of counties mostly."""
    blocks: Codes
    """First four digits of a postal code → divisions."""

    def can_be_dialled_at(self, home: Home, area_code: str) -> bool:
        """True for an area code of the publisher's surroundings, and for an unknown one."""
        holders = self.holders.get(area_code)
        return holders is None or any(code.startswith(_surroundings(home)) for code in holders)

    def can_be_addressed_at(self, home: Home, postal_code: str) -> bool:
        """True unless the first digits belong to another province, or to other prefectures only."""
        blocks = _blocks_around(_surroundings(home))
        if postal_code[:4] in blocks:
            return True
        if self.is_of_another_province(home, postal_code):
            return False
        # Counties at an edge are served from a neighbour's office of the same district.
        return postal_code[:4] not in self.blocks or postal_code[:3] in {
            each[:3] for each in blocks
        }

    def is_of_another_province(self, home: Home, postal_code: str) -> bool:
        """True for first two digits that no place of the own province has."""
        own = _blocks_around((home.division.code[:2],))
        return postal_code[:2] not in {each[:2] for each in own}

    def own_area_codes(self, home: Home) -> list[str]:
        """The area codes of the publisher's own prefecture; empty for a province."""
        return sorted(self.area_codes_of(home.division))

    def area_codes_of(self, division: Division) -> frozenset[str]:
        """The area codes of a division's prefecture; empty for a province."""
        code = division.code
        levels = (code, code[:4] + "00", code[:2] + "0000")
        return next(
            (self.area_codes[each] for each in levels if each in self.area_codes), frozenset()
        )

    def own_postal_codes(self, home: Home) -> list[str]:
        """The main postal code of the publisher's own division, else the first digits of others."""
        code = home.division.code
        return sorted(self.postal_codes.get(code, ())) or sorted(
            {each[:4] + "__" for each in _blocks_around((code[:4],))}
        )

    def places_of_area_code(self, area_code: str) -> list[str]:
        """The names of the divisions that dial it, in the order of their codes."""
        return _names(self.holders.get(area_code, ()))

    def places_of_postal_code(self, postal_code: str) -> list[str]:
        """The names of the prefectures or municipalities with postal codes of that beginning."""
        holders = self.blocks.get(postal_code[:4], frozenset())
        return _names(set(map(_prefecture_of, holders)))


@lru_cache(maxsize=4096)
def _surroundings(home: Home) -> tuple[str, ...]:
    """The beginnings of the codes of divisions whose codes can be the publisher's own."""
    province = home.division.code[:2]
    if province == CORPS_CITIES[:2]:
        return (province,)  # the cities of the corps dial what lies around them
    return (*sorted(home.near), province + "01", province + "90")


@lru_cache(maxsize=4096)
def _blocks_around(beginnings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        block
        for block, holders in contacts().blocks.items()
        if any(code.startswith(beginnings) for code in holders)
    )


@lru_cache(maxsize=1)
def contacts() -> Contacts:
    """The register of this distribution, read from its Parquet file on the first call."""
    import pyarrow.parquet as pq

    with as_file(files("gikqa_locale") / "contacts.parquet") as path:
        columns = pq.ParquetFile(path).read().to_pydict()
    area_codes: dict[str, frozenset[str]] = {}
    postal_codes: dict[str, frozenset[str]] = {}
    holders: dict[str, set[str]] = defaultdict(set)
    blocks: dict[str, set[str]] = defaultdict(set)
    for code, areas, posts in zip(*columns.values(), strict=True):
        if areas:
            area_codes[code] = frozenset(areas)
        if posts:
            postal_codes[code] = frozenset(posts)
        for area in areas:
            holders[area].add(code)
        for post in posts:
            blocks[post[:4]].add(code)
    return Contacts(area_codes, _frozen(holders), postal_codes, _frozen(blocks))


def _frozen(found: Mapping[str, set[str]]) -> Codes:
    return {key: frozenset(values) for key, values in found.items()}


def _prefecture_of(code: str) -> str:
    """The code of the prefecture, of the municipality, or of what answers to a province itself."""
    if code[:2] in MUNICIPALITIES:
        return code[:2] + "0000"
    prefecture = code[:4] + "00"
    return prefecture if gazetteer().versions(prefecture) else code


def _names(codes: Iterable[str]) -> list[str]:
    places = gazetteer()
    known: list[Division] = [places.versions(code)[-1] for code in sorted(codes)]
    living = [each for each in known if each.valid_to is None] or known
    return list(dict.fromkeys(each.name for each in living))

"""Locale rules for gikqa: places and contacts that do not belong to a report's publisher."""

from __future__ import annotations

from collections.abc import Iterable

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("LOC",)

__version__ = "0.1.0"


@gikqa.hookimpl
def gikqa_rules() -> list[gikqa.Rule]:
    """LOC101 to LOC104 about places, LOC201 to LOC203 about contacts."""
    from gikqa_locale.loc101_foreign_locale import foreign_locale
    from gikqa_locale.loc102_own_name_misspelt import own_name_misspelt
    from gikqa_locale.loc103_outdated_own_name import outdated_own_name
    from gikqa_locale.loc104_title_of_another_place import title_of_another_place
    from gikqa_locale.loc201_foreign_area_code import foreign_area_code
    from gikqa_locale.loc202_foreign_postal_code import foreign_postal_code
    from gikqa_locale.loc203_impossible_phone_number import impossible_phone_number

    return [
        foreign_locale,
        own_name_misspelt,
        outdated_own_name,
        title_of_another_place,
        foreign_area_code,
        foreign_postal_code,
        impossible_phone_number,
    ]


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

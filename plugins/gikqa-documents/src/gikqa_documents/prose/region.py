"""The division that a publisher belongs to, from gikqa-locale if that is installed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec


def region_of(
    publisher: str | None, title: str | None, year: int | None, texts: Iterable[str]
) -> str | None:
    """The code of the publisher's division; None if it is uncertain or gikqa-locale is missing."""
    if publisher is None or year is None or find_spec("gikqa_locale") is None:
        return None
    from gikqa_locale import division_code

    return division_code(publisher, year=year, title=title, texts=texts)

"""Which reports of a batch each edition governs, by their years, countries, regions and levels."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa.editions import Edition
from gikqa.editions.scope import HOME

FIRST_YEAR, LAST_YEAR = 2000, 2100


def columns_of_scopes(editions: Iterable[Edition]) -> list[str]:
    """The columns beside the year and the region code that decide which edition governs a report.

    None without an edition of a plugin that states a scope.
    """
    scopes = [edition.scope for edition in editions]
    columns = {
        "country": any(scope.country != HOME for scope in scopes),
        "level": any(scope.kinds for scope in scopes),
        "edition": any(scope.region or scope.kinds for scope in scopes),
    }
    return [name for name, decides in columns.items() if decides]


def abroad(
    editions: Mapping[str, Edition], columns: Mapping[str, pa.Array]
) -> dict[str, np.ndarray]:
    """Country of an installed edition, beside China → boolean mask of its reports.

    Without the column, and where it is blank or names any other country, a report is Chinese.
    """
    foreign = {edition.scope.country for edition in editions.values()} - {HOME}
    stated = columns.get("country")
    if not foreign or stated is None:
        return {}
    stated = pc.utf8_upper(pc.utf8_trim_whitespace(stated))
    return {country: _equal(stated, country) for country in sorted(foreign)}


def governed_rows(
    editions: Mapping[str, Edition],
    columns: Mapping[str, pa.Array],
    of_countries: Mapping[str, np.ndarray],
) -> dict[str, np.ndarray]:
    """Edition → boolean mask of the reports that it governs; extensions come last.

    Where the scopes of two editions hold a report, the narrower one governs it. A report without a
    possible year follows the edition that its exporter states. An extension governs, beside its
    base, those reports of the base that are within its own scope and years.
    """
    years, stated = columns["year"], columns.get("edition")
    numbers = pc.fill_null(years, 0).to_numpy()
    free = np.ones(len(numbers), np.bool_)
    without_year = None
    if years.null_count and stated is not None:
        without_year = pc.is_null(years).to_numpy(zero_copy_only=False)

    def in_years(edition: Edition) -> np.ndarray:
        last = LAST_YEAR if edition.last_year is None else edition.last_year
        within: np.ndarray = (edition.first_year <= numbers) & (numbers <= last)
        return within

    forms = (edition for edition in editions.values() if edition.base is None)
    masks = {}
    for edition in sorted(
        forms, key=lambda one: (one.scope.narrowness, one.first_year), reverse=True
    ):
        within = free & in_years(edition) & _in_scope(edition, columns, of_countries)
        free &= ~within
        if without_year is not None:
            within |= without_year & _equal(stated, edition.key)
        masks[edition.key] = within
    for key, edition in editions.items():
        if edition.base is not None:
            base = edition.base
            masks[key] = masks[base.key] & _in_scope(edition, columns, of_countries)
            if (edition.first_year, edition.last_year) != (base.first_year, base.last_year):
                masks[key] &= in_years(edition)
    return masks


def families(
    editions: Mapping[str, Edition], rows_of: Mapping[str, np.ndarray], stated: Collection[str]
) -> Iterator[tuple[tuple[str, ...], np.ndarray]]:
    """Each form with those of its extensions that govern the same reports, and their rows.

    rows_of: as `governed_rows` returns it. stated: editions that state something of their own;
    other extensions are left out.
    """
    for key, form in editions.items():
        if form.base is not None or not rows_of[key].any():
            continue
        extensions = [
            one
            for one, other in editions.items()
            if other.base is not None and other.base.key == key and one in stated
        ]
        rows = np.flatnonzero(rows_of[key])
        bits = np.zeros(len(rows), np.int64)
        for at, one in enumerate(extensions):
            bits += rows_of[one][rows] * (1 << at)
        for pattern in np.unique(bits).tolist():
            chosen = [one for at, one in enumerate(extensions) if pattern >> at & 1]
            yield (key, *chosen), rows[bits == pattern]


def _in_scope(
    edition: Edition, columns: Mapping[str, pa.Array], of_countries: Mapping[str, np.ndarray]
) -> Any:
    """The reports within the scope of an edition: a mask, or one value for all of them.

    Where region code or level is blank, a report is within the scope if its exporter states the
    edition.
    """
    scope = edition.scope
    within: Any = np.bool_(True)
    if scope.country != HOME:
        within = within & of_countries.get(scope.country, np.bool_(False))
    else:
        for mask in of_countries.values():
            within = within & ~mask
    for name, narrow in (("region_code", bool(scope.region)), ("level", bool(scope.kinds))):
        if narrow:
            within = within & _one_of(edition, name, columns)
    return within


def _one_of(edition: Edition, name: str, columns: Mapping[str, pa.Array]) -> Any:
    stated = columns.get("edition")
    as_stated = np.bool_(False) if stated is None else _equal(stated, edition.key)
    column = columns.get(name)
    if column is None:
        return as_stated
    trimmed = pc.fill_null(pc.utf8_trim_whitespace(column), "")
    if name == "region_code":
        fits = pc.starts_with(trimmed, edition.scope.region)
    else:
        fits = pc.is_in(trimmed, pa.array(edition.scope.kinds))
    named: np.ndarray = fits.to_numpy(zero_copy_only=False)
    return named | (_equal(trimmed, "") & as_stated)


def _equal(column: pa.Array, value: str) -> np.ndarray:
    equal = pc.fill_null(pc.equal(column, value), False)
    mask: np.ndarray = equal.to_numpy(zero_copy_only=False)
    return mask

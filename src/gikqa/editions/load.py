"""Read editions from TOML; an error names the file, the key and what was expected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

from gikqa._specs import specs_folder as specs_folder
from gikqa.editions.edition import (
    Block,
    Edition,
    Identity,
    Kind,
    Line,
    Relation,
    SectionHeading,
    Table,
)
from gikqa.editions.extend import as_base_has_it, base_of, check_extension
from gikqa.editions.scope import HOME, SHAPE, Scope, read_scope, with_kinds_listed
from gikqa.editions.shape import checked, read_toml
from gikqa.errors import SpecError

# The shape of an edition file, as `checked` reads it.
_LINE = {
    "key": str,
    "label": str,
    "variants?": [str],
    "within?": [str],
    "unit?": str,
    "kind?": tuple(Kind),
    "verified?": bool,
}
_BLOCK = {"label": str, "rows": [_LINE], "columns": [_LINE]}
_IDENTITY = {
    "id": str,
    "rule": str,
    "table": str,
    "each?": ("row", "column"),
    "only?": [str],
    "left": [str],
    "relation": tuple(Relation),
    "right?": [str],
    "constant?": int,
    "basis": str,
}
_YEARS = {"first": int, "last?": int}
_TITLE = {"zh": str, "en": str}
_TABLE = {"key": str, "domain_rule": str, "title": str, "note?": str, "blocks": [_BLOCK]}
_EDITION = {
    "edition": str,
    "years": _YEARS,
    "scope?": SHAPE,
    "instrument": str,
    "verified": bool,
    "title": _TITLE,
    "sections?": [{"number": int, "heading": str, "variants?": [str], "table?": str}],
    "tables": [_TABLE],
    "identities?": [_IDENTITY],
}
_EXTENSION = {
    "edition": str,
    "extends": str,
    "years?": _YEARS,
    "scope?": SHAPE,
    "instrument?": str,
    "verified?": bool,
    "title?": _TITLE,
    "labels?": [{"path": str, "variants": [str]}],
    "tables?": [_TABLE],
    "identities?": [_IDENTITY],
}


@lru_cache(maxsize=1)
def load_editions() -> dict[str, Edition]:
    """The built-in editions by key, oldest first."""
    folder = specs_folder() / "editions"
    found = sorted(
        (load_edition(path) for path in folder.glob("*.toml")), key=attrgetter("first_year")
    )
    for earlier, later in pairwise(found):
        if earlier.governs(later.first_year):
            problem = f"the year {later.first_year} belongs to edition {earlier.key} already"
            raise SpecError(str(folder / f"{later.key}.toml"), "years.first", problem)
    return {edition.key: edition for edition in found}


def edition_for(
    year: int,
    editions: Iterable[Edition] | None = None,
    *,
    region_code: str | None = None,
    level: str | None = None,
    country: str = HOME,
) -> Edition | None:
    """The edition that governs a report year (never the year of publication), or None.

    editions: by default the built-in ones. region_code, level, country: of the publisher. Where the
    scopes of two editions hold it, the narrower one governs; a region counts before a level. An
    edition that extends another one governs nothing.
    """
    known = load_editions().values() if editions is None else editions
    governing = (
        one
        for one in known
        if one.base is None and one.governs(year) and one.scope.covers(region_code, level, country)
    )
    return max(governing, key=lambda one: (one.scope.narrowness, one.first_year), default=None)


def load_edition(path: Path, editions: Mapping[str, Edition] | None = None) -> Edition:
    """Read one edition file. Raises SpecError with file, key and what was expected.

    editions: those that it may extend, by default the built-in ones.
    """
    return parse_edition(read_toml(path), str(path), editions)


def parse_edition(
    data: Mapping[str, Any], file: str, editions: Mapping[str, Edition] | None = None
) -> Edition:
    """Build an edition from parsed TOML; `file` is only used in the text of errors.

    editions: those that it may extend, by default the built-in ones.
    """
    base = None
    if "extends" in data:
        base = base_of(data["extends"], load_editions() if editions is None else editions, file)
    given = checked(with_kinds_listed(data), _EDITION if base is None else _EXTENSION, file)
    if base is not None:
        given = as_base_has_it(base) | given
    verified = given["verified"]
    tables = tuple(
        Table(**{**table, "blocks": tuple(_block(block, verified) for block in table["blocks"])})
        for table in given.get("tables", ())
    )
    edition = Edition(
        key=given["edition"],
        first_year=given["years"]["first"],
        last_year=given["years"].get("last"),
        instrument=given["instrument"],
        verified=verified,
        title=given["title"],
        sections=tuple(SectionHeading(**section) for section in given.get("sections", ())),
        tables=tables,
        identities=(),
        scope=read_scope(given.get("scope", {}), Scope() if base is None else base.scope, file),
        base=base,
        labels={one["path"]: one["variants"] for one in given.get("labels", ())},
    )
    identities = tuple(
        identity
        for number, entry in enumerate(given.get("identities", ()))
        for identity in _identities(entry, edition, file, f"identities[{number}]")
    )
    edition = replace(edition, identities=identities)
    if edition.last_year is not None and edition.last_year < edition.first_year:
        raise SpecError(file, "years.last", f"is before years.first: {edition.last_year}")
    for number, section in enumerate(edition.sections):
        if section.table not in (None, *(table.key for table in tables)):
            key = f"sections[{number}].table"
            raise SpecError(file, key, f"names no table: {section.table!r}")
    _refuse_doubles("cell", [cell.path for table in tables for cell in table.cells], file)
    _refuse_doubles("identity", [identity.name for identity in edition.identities], file)
    if base is not None:
        check_extension(edition, base, file)
    return edition


def _block(given: Mapping[str, Any], verified: bool) -> Block:
    """A block; a column without `verified` takes the value of its edition."""
    return Block(
        label=given["label"],
        rows=tuple(Line(**row) for row in given["rows"]),
        columns=tuple(Line(**{"verified": verified, **column}) for column in given["columns"]),
    )


def _identities(
    given: Mapping[str, Any], edition: Edition, file: str, place: str
) -> Iterator[Identity]:
    """One identity for each row or column in which the entry holds; one if it has no `each`."""
    try:
        table = edition.table(given["table"])
    except KeyError:
        problem = f"names no table of this edition: {given['table']!r}"
        raise SpecError(file, f"{place}.table", problem) from None
    if given["relation"] is Relation.ZERO_IMPLIES_ZERO and "constant" in given:
        raise SpecError(file, f"{place}.constant", "has no meaning where zero implies zero")
    if not given["left"]:
        raise SpecError(file, f"{place}.left", "expected at least one cell")
    known = {cell.path for cell in table.cells}
    for line, pattern in _patterns(given, table, file, place):
        sides = {
            side: tuple(pattern.format(term=term) for term in given.get(side, ()))
            for side in ("left", "right")
        }
        for side, cells in sides.items():
            for cell in cells:
                if cell not in known:
                    problem = f"names no cell of the table: {cell!r}"
                    raise SpecError(file, f"{place}.{side}", problem)
        _refuse_doubles(f"{place}.left and right", sides["left"] + sides["right"], file)
        given_once = {key: given[key] for key in ("rule", "relation", "basis")}
        parts: dict[str, Any] = {"constant": given.get("constant", 0), **given_once, **sides}
        yield Identity(name=f"{given['id']}:{line}" if line else given["id"], **parts)


def _patterns(
    given: Mapping[str, Any], table: Table, file: str, place: str
) -> Iterator[tuple[str, str]]:
    """(key of a row or column, pattern that turns a term into a cell path) for each identity."""
    each = given.get("each")
    if each is None:
        yield "", f"{table.key}.{{term}}"
        return
    lines = dict.fromkeys(getattr(cell, each) for cell in table.cells)
    if given.get("only") == ():
        raise SpecError(file, f"{place}.only", "is empty; leave it out to mean all of them")
    for key in given.get("only", lines):
        if key not in lines:
            raise SpecError(file, f"{place}.only", f"names no {each} of the table: {key!r}")
        pattern = f"{key}.{{term}}" if each == "row" else f"{{term}}.{key}"
        yield key, f"{table.key}.{pattern}"


def _refuse_doubles(key: str, values: Iterable[str], file: str) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            raise SpecError(file, key, f"{value!r} stands twice")

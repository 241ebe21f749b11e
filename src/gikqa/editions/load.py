"""Read editions from TOML; an error names the file, the key and what was expected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Any

import tomli

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
from gikqa.errors import SpecError

# The keys of an edition file with the types of their values. A key with `?` may be left out; a
# tuple lists the values to choose from; a list with one entry is a list of such values.
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
_EDITION = {
    "edition": str,
    "years": {"first": int, "last?": int},
    "instrument": str,
    "verified": bool,
    "title": {"zh": str, "en": str},
    "sections?": [{"number": int, "heading": str, "variants?": [str], "table?": str}],
    "tables": [{"key": str, "domain_rule": str, "title": str, "note?": str, "blocks": [_BLOCK]}],
    "identities": [_IDENTITY],
}
_NAMES = {str: "a text", int: "a whole number", bool: "true or false"}


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


def edition_for(year: int, editions: Iterable[Edition] | None = None) -> Edition | None:
    """The edition that governs a report year (never the year of publication), or None.

    If two editions govern the year, the later one has replaced the earlier one.
    """
    known = load_editions().values() if editions is None else editions
    governing = (edition for edition in known if edition.governs(year))
    return max(governing, key=attrgetter("first_year"), default=None)


def load_edition(path: Path) -> Edition:
    """Read one edition file. Raises SpecError with file, key and what was expected."""
    try:
        data = tomli.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        problem = "is not TOML" if isinstance(error, tomli.TOMLDecodeError) else "cannot be read"
        raise SpecError(str(path), "file", f"{problem}: {error}") from error
    return parse_edition(data, str(path))


def parse_edition(data: Mapping[str, Any], file: str) -> Edition:
    """Build an edition from parsed TOML; `file` is only used in the text of errors."""
    given = _checked(data, _EDITION, file)
    verified = given["verified"]
    tables = tuple(
        Table(**{**table, "blocks": tuple(_block(block, verified) for block in table["blocks"])})
        for table in given["tables"]
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
        identities=tuple(
            identity
            for number, entry in enumerate(given["identities"])
            for identity in _identities(entry, tables, file, f"identities[{number}]")
        ),
    )
    if edition.last_year is not None and edition.last_year < edition.first_year:
        raise SpecError(file, "years.last", f"is before years.first: {edition.last_year}")
    for number, section in enumerate(edition.sections):
        if section.table not in (None, *(table.key for table in tables)):
            key = f"sections[{number}].table"
            raise SpecError(file, key, f"names no table: {section.table!r}")
    _refuse_doubles("cell", [cell.path for table in tables for cell in table.cells], file)
    _refuse_doubles("identity", [identity.name for identity in edition.identities], file)
    return edition


def _block(given: Mapping[str, Any], verified: bool) -> Block:
    """A block; a column without `verified` takes the value of its edition."""
    return Block(
        label=given["label"],
        rows=tuple(Line(**row) for row in given["rows"]),
        columns=tuple(Line(**{"verified": verified, **column}) for column in given["columns"]),
    )


def _identities(
    given: Mapping[str, Any], tables: Iterable[Table], file: str, place: str
) -> Iterator[Identity]:
    """One identity for each row or column in which the entry holds; one if it has no `each`."""
    table = next((table for table in tables if table.key == given["table"]), None)
    if table is None:
        problem = f"names no table of this edition: {given['table']!r}"
        raise SpecError(file, f"{place}.table", problem)
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


def _checked(value: Any, shape: Any, file: str, place: str = "") -> Any:
    """The value with lists as tuples, if it has the shape. Raises SpecError if it has not.

    place: the keys that lead to the value, such as `tables[0].key`.
    """
    if isinstance(shape, dict) and isinstance(value, Mapping):
        return _checked_table(value, shape, file, place)
    if isinstance(shape, list) and isinstance(value, list):
        if shape == [str] and not all(isinstance(entry, str) for entry in value):
            raise SpecError(file, place, f"expected {_expected(shape)}, found {value!r}")
        entries = enumerate(value)
        return tuple(_checked(entry, shape[0], file, f"{place}[{n}]") for n, entry in entries)
    if isinstance(shape, tuple) and value in shape:
        return shape[shape.index(value)]
    # `type` and not `isinstance`: True is an int to Python.
    if type(value) is shape:
        return value
    raise SpecError(file, place, f"expected {_expected(shape)}, found {value!r}")


def _checked_table(
    given: Mapping[str, Any], shape: Mapping[str, Any], file: str, place: str
) -> dict[str, Any]:
    dot = f"{place}." if place else ""
    known = [key.removesuffix("?") for key in shape]
    for key in given:
        if key not in known:
            expected = ", ".join(known)
            raise SpecError(file, f"{dot}{key}", f"is not a key; expected one of: {expected}")
    checked = {}
    for key, (name, inner) in zip(known, shape.items(), strict=True):
        if key in given:
            checked[key] = _checked(given[key], inner, file, f"{dot}{key}")
        elif key == name:
            raise SpecError(file, f"{dot}{key}", f"is missing; expected {_expected(inner)}")
    return checked


def _expected(shape: Any) -> str:
    """The shape in words."""
    if isinstance(shape, dict):
        return "a table"
    if isinstance(shape, list):
        return "a list of texts" if shape == [str] else "a list of tables"
    if isinstance(shape, tuple):
        return f"one of {', '.join(repr(str(choice)) for choice in shape)}"
    return _NAMES[shape]

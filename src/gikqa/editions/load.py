"""Read editions from TOML; an error names the file, the key and what was expected."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from gikqa._specs import specs_folder
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

_Choice = TypeVar("_Choice", Kind, Relation)


@lru_cache(maxsize=1)
def load_editions() -> dict[str, Edition]:
    """The built-in editions by key, oldest first."""
    folder = specs_folder() / "editions"
    found = sorted((load_edition(path) for path in folder.glob("*.toml")), key=_first_year)
    for earlier, later in pairwise(found):
        if earlier.last_year is None or earlier.last_year >= later.first_year:
            raise SpecError(
                str(folder / f"{later.key}.toml"),
                "years.first",
                f"the year {later.first_year} belongs to edition {earlier.key} already",
            )
    return {edition.key: edition for edition in found}


def _first_year(edition: Edition) -> int:
    return edition.first_year


def edition_for(year: int, editions: Iterable[Edition] | None = None) -> Edition | None:
    """The edition that governs a report year (never the year of publication), if there is one.

    Where two could, the later one has replaced the other.
    """
    known = load_editions().values() if editions is None else editions
    governing = (edition for edition in known if edition.governs(year))
    return max(governing, key=_first_year, default=None)


def load_edition(path: Path) -> Edition:
    """Read one edition file. Raises SpecError with file, key and what was expected."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SpecError(str(path), "file", f"cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise SpecError(str(path), "file", f"is not TOML: {error}") from error
    return parse_edition(data, str(path))


def parse_edition(data: Mapping[str, Any], file: str) -> Edition:
    """Build an edition from parsed TOML; `file` is only used to say where an error is."""
    top = _Reader(data, file, "")
    top.refuse_unknown(
        ["edition", "years", "instrument", "verified", "title", "sections", "tables", "identities"]
    )
    years = top.section("years")
    years.refuse_unknown(["first", "last"])
    verified = top.flag("verified")
    tables = tuple(_table(reader, verified) for reader in top.each("tables"))
    edition = Edition(
        key=top.text("edition"),
        first_year=years.whole("first"),
        last_year=years.whole("last") if "last" in years.data else None,
        instrument=top.text("instrument"),
        verified=verified,
        title={lang: top.section("title").text(lang) for lang in ("zh", "en")},
        sections=tuple(_section(reader) for reader in top.each("sections", needed=False)),
        tables=tables,
        identities=tuple(
            identity
            for reader in top.each("identities")
            for identity in _identities(reader, tables)
        ),
    )
    if edition.last_year is not None and edition.last_year < edition.first_year:
        raise years.error("last", f"is before years.first: {edition.last_year}")
    for section in top.each("sections", needed=False):
        if section.data.get("table") not in (None, *(table.key for table in tables)):
            raise section.error("table", f"names no table: {section.text('table')!r}")
    _refuse_doubles(edition, file)
    return edition


def _section(reader: _Reader) -> SectionHeading:
    reader.refuse_unknown(["number", "heading", "variants", "table"])
    return SectionHeading(
        number=reader.whole("number"),
        heading=reader.text("heading"),
        variants=reader.texts("variants"),
        table=reader.text("table") if "table" in reader.data else None,
    )


def _table(reader: _Reader, verified: bool) -> Table:
    reader.refuse_unknown(["key", "domain_rule", "title", "note", "blocks"])
    return Table(
        key=reader.text("key"),
        domain_rule=reader.text("domain_rule"),
        title=reader.text("title"),
        blocks=tuple(_block(block, verified) for block in reader.each("blocks")),
        note=reader.text("note") if "note" in reader.data else None,
    )


def _block(reader: _Reader, verified: bool) -> Block:
    """A column that does not say so itself is as well verified as its edition."""
    reader.refuse_unknown(["label", "rows", "columns"])
    return Block(
        label=reader.text("label"),
        rows=tuple(_line(row, True) for row in reader.each("rows")),
        columns=tuple(_line(column, verified) for column in reader.each("columns")),
    )


def _line(reader: _Reader, verified: bool) -> Line:
    reader.refuse_unknown(["key", "label", "variants", "within", "unit", "kind", "verified"])
    return Line(
        key=reader.text("key"),
        label=reader.text("label"),
        variants=reader.texts("variants"),
        within=reader.texts("within"),
        unit=reader.text("unit") if "unit" in reader.data else "件",
        kind=reader.choice("kind", Kind) if "kind" in reader.data else Kind.COUNT,
        verified=reader.flag("verified") if "verified" in reader.data else verified,
    )


def _identities(reader: _Reader, tables: tuple[Table, ...]) -> Iterator[Identity]:
    """Write one line of the file out for each row or column that it holds in."""
    reader.refuse_unknown(
        ["id", "rule", "table", "each", "only", "left", "relation", "right", "constant", "basis"]
    )
    table = next((table for table in tables if table.key == reader.text("table")), None)
    if table is None:
        raise reader.error("table", f"names no table of this edition: {reader.text('table')!r}")
    known = {cell.path for cell in table.cells}
    each = reader.data.get("each")
    if reader.data.get("relation") == Relation.ZERO_IMPLIES_ZERO and "constant" in reader.data:
        raise reader.error("constant", "has no meaning where zero implies zero")
    for place, pattern in _places(reader, table, each):
        sides = {
            side: tuple(pattern.format(term=term) for term in reader.texts(side))
            for side in ("left", "right")
        }
        for side, cells in sides.items():
            for cell in cells:
                if cell not in known:
                    raise reader.error(side, f"names no cell of the table: {cell!r}")
        if not sides["left"]:
            raise reader.error("left", "expected at least one cell")
        cell, times = Counter(sides["left"] + sides["right"]).most_common(1)[0]
        if times > 1:
            raise reader.error("left and right", f"{cell!r} stands twice")
        yield Identity(
            name=f"{reader.text('id')}:{place}" if place else reader.text("id"),
            rule=reader.text("rule"),
            relation=reader.choice("relation", Relation),
            left=sides["left"],
            right=sides["right"],
            constant=reader.whole("constant") if "constant" in reader.data else 0,
            basis=reader.text("basis"),
        )


def _places(reader: _Reader, table: Table, each: object) -> Iterator[tuple[str, str]]:
    """(name of the place, pattern that turns a term into a cell path) for each instance."""
    if each is None:
        yield "", f"{table.key}.{{term}}"
        return
    lines = {
        "row": dict.fromkeys(row.key for block in table.blocks for row in block.rows),
        "column": dict.fromkeys(col.key for block in table.blocks for col in block.columns),
    }
    if not isinstance(each, str) or each not in lines:
        raise reader.error("each", f"expected 'row' or 'column', found {each!r}")
    if reader.data.get("only") == []:
        raise reader.error("only", "is empty; leave it out to mean all of them")
    for key in reader.texts("only") or tuple(lines[str(each)]):
        if key not in lines[str(each)]:
            raise reader.error("only", f"names no {each} of the table: {key!r}")
        pattern = f"{key}.{{term}}" if each == "row" else f"{{term}}.{key}"
        yield key, f"{table.key}.{pattern}"


def _refuse_doubles(edition: Edition, file: str) -> None:
    paths = [cell.path for table in edition.tables for cell in table.cells]
    names = [identity.name for identity in edition.identities]
    for what, values in (("cell", paths), ("identity", names)):
        for value, times in Counter(values).items():
            if times > 1:
                raise SpecError(file, what, f"{value!r} stands twice")


class _Reader:
    """A TOML table that knows where it stands, so that each error can say so."""

    def __init__(self, data: Mapping[str, Any], file: str, place: str) -> None:
        self.data = data
        self.file = file
        self.place = place

    def error(self, key: str, problem: str) -> SpecError:
        return SpecError(self.file, f"{self.place}{key}", problem)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        for key in self.data:
            if key not in known:
                raise self.error(key, f"is not a key; expected one of: {', '.join(known)}")

    def _value(self, key: str, kind: type, expected: str) -> Any:
        if key not in self.data:
            raise self.error(key, f"is missing; expected {expected}")
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.error(key, f"expected {expected}, found {value!r}")
        return value

    def text(self, key: str) -> str:
        return str(self._value(key, str, "a text"))

    def whole(self, key: str) -> int:
        return int(self._value(key, int, "a whole number"))

    def flag(self, key: str) -> bool:
        return bool(self._value(key, bool, "true or false"))

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.data.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise self.error(key, f"expected a list of texts, found {values!r}")
        return tuple(values)

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        value = self.text(key)
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(repr(str(member)) for member in kind)
            raise self.error(key, f"expected one of {allowed}, found {value!r}") from None

    def section(self, key: str) -> _Reader:
        return _Reader(self._value(key, dict, "a table"), self.file, f"{self.place}{key}.")

    def each(self, key: str, *, needed: bool = True) -> Iterator[_Reader]:
        if not needed and key not in self.data:
            return
        for number, entry in enumerate(self._value(key, list, "a list of tables")):
            place = f"{self.place}{key}[{number}]."
            if not isinstance(entry, dict):
                raise SpecError(self.file, place[:-1], f"expected a table, found {entry!r}")
            yield _Reader(entry, self.file, place)

"""Read a roster of the bodies that have to file: a spreadsheet saved as CSV, or what exports are.

Every error names the line of the file, counted from 1 with the heads of the columns.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa

from gikqa._export.handed_over import is_url
from gikqa._export.sources import open_sources
from gikqa._model.roster import ROSTER_SCHEMA, Roster, plain_name
from gikqa.errors import InputError, texts_beside

_YEAR = re.compile(r"(\d{4})(?:\.0)?(?:[-/年].*)?")
_REGION = re.compile(r"(\d{6})(?:\.0)?")
_TABLES = (".csv", ".tsv", ".txt")
_SPREADSHEETS = (".xlsx", ".xls", ".et", ".ods")

Row = Mapping[str, Any]


def read_roster(data: Any) -> Roster:
    """The roster in a file, a frame, or a list of dicts.

    Raises InputError for a file that cannot be read and a roster that contradicts itself.
    """
    rows = [_plain(row, line) for line, row in enumerate(_named(list(_rows(data)), data), 2)]
    rows = [row for row in rows if row]
    if not rows:
        raise InputError.worded("empty roster")
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        same = places.setdefault(plain_name(row["publisher"]), [])
        for other in same:
            regions = {row["region_code"], rows[other]["region_code"]}
            if len(regions) == 1 or None in regions:
                lines = (rows[other]["line"], row["line"])
                raise InputError.worded("roster twice", name=row["publisher"], lines=lines)
        same.append(place)
    for row in rows:
        for column in ("parent", "successor"):
            row[column] = _place_of(row[column], column, row, places)
    _refuse_cycles(rows)
    table = pa.Table.from_pylist([{**row} for row in rows], schema=ROSTER_SCHEMA)
    return Roster(table)


def _rows(data: Any) -> Iterator[Row]:
    """The rows as they are, by the heads of their columns."""
    if isinstance(data, (str, Path)) and not is_url(str(data)):
        suffix = Path(data).suffix.lower()
        if suffix in _SPREADSHEETS:
            raise InputError.worded("spreadsheet as roster", file=data)
        if suffix in _TABLES:
            yield from _rows_of_text(Path(data))
            return
    for source in open_sources(data, {}):
        if isinstance(source, InputError):
            raise source
        for batch in source.batches(source.schema.names, 4_096):
            yield from batch.to_pylist()


def _rows_of_text(file: Path) -> Iterator[Row]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise InputError.worded("unreadable roster", file=file, reason=error.strerror) from error
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Spreadsheet programs in China save CSV in GB 18030, and "Unicode text" in UTF-16.
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        head = text.lstrip().partition("\n")[0]
        delimiter = max(",\t;", key=head.count)
        try:
            lines = [*csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)]
        except csv.Error as error:
            raise InputError.worded("unreadable roster", file=file, reason=error) from error
        heads = lines[0] if lines else []
        for cells in lines[1:]:
            yield dict(zip_longest(heads, cells[: len(heads)], fillvalue=""))
        return
    raise InputError.worded("unreadable roster", file=file, reason="neither UTF-8 nor GB 18030")


def _named(rows: Sequence[Row], data: Any) -> Iterator[dict[str, Any]]:
    """The rows with our names of the columns. Raises InputError if none holds the bodies."""
    words = texts_beside(__file__, "roster.toml")["columns"]
    heads = {str(head).strip().lower(): head for head in (rows[0] if rows else ())}
    known = {
        name: heads[spelling]
        for name, spellings in reversed(words.items())
        for spelling in reversed(spellings)
        if spelling in heads
    }
    if rows and "publisher" not in known:
        file = data if isinstance(data, (str, Path)) else type(data).__name__
        raise InputError.worded(
            "roster without publisher", file=file, heads=list(heads), known=words["publisher"]
        )
    for row in rows:
        yield {name: row.get(head) for name, head in known.items()}


def _plain(row: Row, line: int) -> dict[str, Any]:
    """A row with values of our types; empty if all of it is blank."""
    texts = {name: _text(row.get(name)) for name in ROSTER_SCHEMA.names}
    if not any(texts.values()):
        return {}
    if not texts["publisher"]:
        raise InputError.worded("roster row without publisher", line=line)
    plain: dict[str, Any] = {name: texts[name] or None for name in texts}
    region = _REGION.fullmatch(texts["region_code"])
    plain["region_code"] = region[1] if region else plain["region_code"]
    for name in ("first_year", "last_year"):
        year = _YEAR.fullmatch(texts[name])
        if texts[name] and year is None:
            raise InputError.worded("roster value", line=line, column=name, value=texts[name])
        plain[name] = int(year[1]) if year else None
    if plain["first_year"] and plain["last_year"] and plain["first_year"] > plain["last_year"]:
        raise InputError.worded("roster years", line=line, name=texts["publisher"])
    words = texts_beside(__file__, "roster.toml")["aggregates"]
    said = texts["aggregates"].lower()
    meant = next((word for word, spellings in words.items() if said in spellings), None)
    if meant is None:
        value = texts["aggregates"]
        raise InputError.worded("roster value", line=line, column="aggregates", value=value)
    return plain | {"aggregates": None if meant == "none" else meant, "line": str(line)}


def _text(value: Any) -> str:
    return "" if value is None or value != value else str(value).strip()  # NaN of pandas


def _place_of(
    name: str | None, column: str, row: Row, places: Mapping[str, Sequence[int]]
) -> int | None:
    """The row of the body that another one names as its superior or its successor."""
    if name is None:
        return None
    found = places.get(plain_name(name), ())
    if len(found) != 1:
        key = "roster names several" if found else "roster names nobody"
        raise InputError.worded(key, line=row["line"], column=column, name=name)
    return found[0]


def _refuse_cycles(rows: Sequence[Row]) -> None:
    above: dict[int, int] = {
        place: row["parent"] for place, row in enumerate(rows) if row["parent"] is not None
    }
    sound: set[int] = set()
    for start in above:
        way = [start]
        while way[-1] in above and above[way[-1]] not in sound:
            way.append(above[way[-1]])
            if way[-1] in way[:-1]:
                names = [rows[place]["publisher"] for place in way[way.index(way[-1]) :]]
                raise InputError.worded("roster cycle", names=" → ".join(names))
        sound.update(way)

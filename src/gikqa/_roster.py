"""Read a roster of the bodies that have to file: a spreadsheet saved as CSV, or what exports are.

Every error names the line of the file, counted from 1 with the heads of the columns.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from gikqa._export.kept_rows import Row, cell_text, columns_by_name, kept_rows
from gikqa._model.roster import ROSTER_SCHEMA, Roster
from gikqa.errors import InputError, texts_beside

_YEAR = re.compile(r"(\d{4})(?:\.0)?(?:[-/年].*)?")
_REGION = re.compile(r"(\d{6})(?:\.0)?")


def read_roster(data: Any) -> Roster:
    """The roster in a file, a frame, or a list of dicts.

    Raises InputError for a file that cannot be read and a roster that contradicts itself.
    """
    heads, kept = kept_rows(data, "roster", InputError)
    known = _columns(heads, data) if kept else {}
    rows = [_plain(row, line, known) for line, row in kept]
    rows = [row for row in rows if row]
    if not rows:
        raise InputError.worded("empty roster")
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        same = places.setdefault(Roster.plain(row["publisher"]), [])
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


def _columns(heads: Sequence[Any], data: Any) -> dict[str, Any]:
    """Our names of the columns → their heads. Raises InputError if none holds the bodies."""
    words = texts_beside(__file__, "roster.toml")["columns"]
    known = columns_by_name(heads, words)
    if "publisher" not in known:
        file = data if isinstance(data, (str, Path)) else type(data).__name__
        seen = [str(head).strip().lower() for head in heads]
        raise InputError.worded(
            "roster without publisher", file=file, heads=seen, known=words["publisher"]
        )
    return known


def _plain(row: Row, line: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """A row with values of our types; empty if all of it is blank."""
    texts = dict.fromkeys(ROSTER_SCHEMA.names, "")
    texts |= {name: cell_text(row.get(head)) for name, head in known.items()}
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
    return plain | {"aggregates": None if meant == "none" else meant, "line": line}


def _place_of(
    name: str | None, column: str, row: Row, places: Mapping[str, Sequence[int]]
) -> int | None:
    """The row of the body that another one names as its superior or its successor."""
    if name is None:
        return None
    found = places.get(Roster.plain(name), ())
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

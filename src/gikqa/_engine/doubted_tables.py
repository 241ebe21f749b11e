"""Tables of extracted documents in which the reader, not the publisher, may be at fault.

A reader of documents says so in `extraction.doubts` if one mistake in reading would make all
equations of a table hold (`gikqa.reading_doubt`); older readers left a note with a prefix. Findings
of equations in such a table are hints, their cause is the reading, and their message says which
mistake it was. If the publisher may be at fault as well, they are likely, not proved.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.export_schema import DOUBTS
from gikqa._export.values import is_list
from gikqa._model import reading_note
from gikqa._model.finding import Confidence
from gikqa.editions import PrintedNames
from gikqa.errors import texts_beside

COLUMN = "extraction"
DOUBTED = reading_note.READING
"""The column of doubts in a table of reports, and the cause of findings that a reader made."""

OPERATOR = "misreading"
"""The parameter of a finding that holds the mistake in reading."""

_FAULTS = {
    reading_note.READER_AT_FAULT: reading_note.OF_READER,
    reading_note.UNCLEAR: reading_note.OF_EITHER,
}
_NAMED = 2
"""Cells by which messages name the place of a mistake."""

Doubt = Mapping[str, Any]
"""A value of `extraction.doubts`: table, fault, operator and cells."""


def doubted_tables(extraction: pa.Array, rows: pa.Array) -> pa.Array:
    """The doubts about the tables of some rows, null for rows without any."""
    lists = [_entries(extraction, name) for name in ("doubts", "notes")]
    parts = [part for part in lists if part is not None]
    if not parts:
        return pa.nulls(len(rows), DOUBTS)
    # Libraries export several types of lists; `take` does not support all of them.
    places = rows.to_pylist()
    said = ([value for part in parts for value in part[row].as_py() or ()] for row in places)
    return pa.array([list(_doubts(each)) or None for each in said], DOUBTS)


def _entries(extraction: pa.Array, name: str) -> pa.Array | None:
    """A list in the column; None if the column lacks it, or if all of them are empty."""
    kind = extraction.type
    if not pt.is_struct(kind) or kind.get_field_index(name) < 0:
        return None
    lists = pc.struct_field(extraction, name)
    return lists if is_list(lists.type) and len(lists.flatten()) else None


def _doubts(entries: Sequence[Any]) -> Iterator[Doubt]:
    for entry in entries:
        if isinstance(entry, str):
            for start, fault in _FAULTS.items():
                if entry.startswith(start):
                    table = entry.removeprefix(start).partition(reading_note.AFTER_TABLE)[0]
                    yield {"table": table, "fault": fault}
        elif isinstance(entry, Mapping) and entry.get("fault") in _FAULTS.values():
            texts = {key: str(entry[key]) for key in ("table", "operator") if entry.get(key)}
            cells = entry.get("cells")
            named = map(str, cells[:_NAMED]) if isinstance(cells, list) else ()
            yield {**texts, "fault": entry["fault"], "cells": list(named)}


def mark_doubted(
    columns: dict[str, pa.Array], doubts: pa.Array, table: str, names: PrintedNames
) -> None:
    """Change the findings of equations of a table, in place, where its reading is in doubt.

    doubts: the result of `doubted_tables` for the report of each finding.
    """
    if doubts.null_count == len(doubts):
        return
    found = [doubt_about(table, each or ()) for each in doubts.to_pylist()]
    if not any(found):
        return
    rows = {
        name: columns[name].to_pylist()
        for name in ("confidence", "message", "params", "cause", "year", "region_code")
    }
    for at, doubt in enumerate(found):
        if doubt is None:
            continue
        if doubt["fault"] == reading_note.OF_READER:
            rows["confidence"][at], rows["cause"][at] = str(Confidence.HINT), DOUBTED
        elif rows["confidence"][at] == Confidence.PROVED:
            rows["confidence"][at] = str(Confidence.LIKELY)
        if doubt["operator"]:
            report = rows["year"][at], rows["region_code"][at]
            rows["message"][at] += _in_words(doubt, names, *report)
            rows["params"][at] = [*rows["params"][at], (OPERATOR, doubt["operator"])]
    kinds = {"params": columns["params"].type}
    for name in ("confidence", "message", "params", "cause"):
        columns[name] = pa.array(rows[name], kinds.get(name, pa.string()))


def doubt_about(table: str, doubts: Sequence[Doubt]) -> Doubt | None:
    """What decides about a table: that the reader is at fault before that it is unclear."""
    own = sorted(
        (doubt for doubt in doubts if doubt["table"] == table),
        key=lambda doubt: doubt["fault"] != reading_note.OF_READER,
    )
    return own[0] if own else None


def _in_words(doubt: Doubt, names: PrintedNames, year: int | None, region_code: str | None) -> str:
    """What a message says of a mistake in reading, with the places as they are printed."""
    words = _words()
    operator, cells = doubt["operator"], doubt["cells"] or [doubt["table"]]
    places: dict[str, str] = {}
    for key, cell in (("", cells[0]), ("other_", cells[-1])):
        table, row, column = (*cell.split("."), "", "")[:3]
        paths = {"cell": cell, "row": f"{table}.{row}", "column": f"{table}.{column}"}
        places |= {
            key + kind: names.of(path.rstrip("."), year, region_code)
            for kind, path in paths.items()
        }
    between = f"{operator}-between"
    if between in words and cells[0] != cells[-1]:
        operator = between
    known: Mapping[str, str] = words.get(operator, words["other"])
    what = known[names.lang].format(operator=doubt["operator"], **places)
    said: str = words[f"of {doubt['fault']}"][names.lang].format(what=what)
    return said


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return texts_beside(__file__, "misreadings.toml")

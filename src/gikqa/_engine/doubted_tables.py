"""Tables of extracted documents in which the reader, not the publisher, may be at fault.

A reader of documents leaves a note if one mistake in reading would make all equations of a table
hold (`gikqa.reading_note`). Arithmetic findings in such a table are hints, and their cause is the
reading. If the note says that the publisher may be at fault as well, they are likely, not proved.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.values import is_list, is_text
from gikqa._model import reading_note

COLUMN = "extraction"
DOUBTED = reading_note.READING
"""The column of doubted tables in a table of reports, and the cause of findings in them."""

UNCLEAR = "?"
"""Ends the name of a table for which it is unclear who is at fault."""

_NOTES = {reading_note.READER_AT_FAULT: "", reading_note.UNCLEAR: UNCLEAR}
_MARK = ","


def doubted_tables(extraction: pa.Array, rows: pa.Array) -> pa.Array:
    """The keys of the doubted tables of some rows, such as `,disputes,requests,`, or empty."""
    kind = extraction.type
    notes = None
    if pt.is_struct(kind) and kind.get_field_index("notes") >= 0:
        notes = pc.struct_field(extraction, "notes")
    if notes is None or not is_list(notes.type) or not is_text(notes.type.value_type):
        return pa.repeat("", len(rows))
    if not len(notes.flatten()):  # reading the lists one by one takes 0.3 µs a report
        return pa.repeat("", len(rows))
    # Libraries export several types of lists; `take` does not support all of them.
    chosen = notes.cast(pa.list_(pa.string())).take(rows)
    return pa.array([_named_in(texts or ()) for texts in chosen.to_pylist()], pa.string())


def _named_in(notes: Sequence[str | None]) -> str:
    tables = {
        note.removeprefix(start).partition(reading_note.AFTER_TABLE)[0] + mark
        for note in notes
        for start, mark in _NOTES.items()
        if note is not None and note.startswith(start)
    }
    return f"{_MARK}{_MARK.join(sorted(tables))}{_MARK}" if tables else ""


def in_doubt(doubted: pa.Array, table: str) -> pa.Array:
    """Boolean column: whether the reading of this table is in doubt.

    doubted: the result of `doubted_tables`; null for reports of a source without notes.
    """
    return pc.fill_null(pc.match_substring(doubted, f"{_MARK}{table}{_MARK}"), False)

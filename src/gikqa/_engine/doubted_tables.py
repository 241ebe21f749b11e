"""Tables of extracted documents in which the reader, not the publisher, may be at fault.

A reader of documents leaves a note if one mistake in reading would make all equations of a table
hold (`gikqa.reading_note`). Arithmetic findings in such a table are hints, and their cause is the
reading. If the note says that the publisher may be at fault as well, they are likely, not proved.
"""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.values import is_list, is_text
from gikqa._model import reading_note

COLUMN = "extraction"
DOUBTED = "reading"
"""The column of doubted tables in a table of reports, and the cause of findings in them."""

UNCLEAR = "?"
"""Ends the name of a table for which it is unclear who is at fault."""

_NOTES = {reading_note.READER_AT_FAULT: "", reading_note.UNCLEAR: UNCLEAR}
_MARK = ","


def doubted_tables(extraction: pa.Array, rows: pa.Array) -> pa.Array:
    """The keys of the doubted tables of some rows, such as `,disputes,requests,`, or empty."""
    size = len(rows)
    kind = extraction.type
    if not pt.is_struct(kind) or kind.get_field_index("notes") < 0:
        return pa.repeat("", size)
    notes = pc.struct_field(extraction, "notes")
    if not is_list(notes.type) or not is_text(notes.type.value_type):
        return pa.repeat("", size)
    # Libraries export several types of lists; `take` does not support all of them.
    notes = notes.cast(pa.list_(pa.string())).take(rows)
    texts = pc.list_flatten(notes)
    parents = pc.list_parent_indices(notes)
    tables: dict[int, set[str]] = {}
    for start, mark in _NOTES.items():
        noted = pc.fill_null(pc.starts_with(texts, start), False)
        owners = parents.filter(noted).to_pylist()
        for owner, text in zip(owners, texts.filter(noted).to_pylist(), strict=True):
            name = text.removeprefix(start).partition(reading_note.AFTER_TABLE)[0]
            tables.setdefault(owner, set()).add(name + mark)
    joined = [""] * size
    for owner, names in tables.items():
        joined[owner] = f"{_MARK}{_MARK.join(sorted(names))}{_MARK}"
    return pa.array(joined, pa.string())


def in_doubt(doubted: pa.Array, table: str) -> pa.Array | None:
    """Boolean column: whether the reading of this table is in doubt; None if it is in no report.

    doubted: the result of `doubted_tables`; null for reports of a source without notes.
    """
    found = pc.fill_null(pc.match_substring(doubted, f"{_MARK}{table}{_MARK}"), False)
    return found if found.true_count else None

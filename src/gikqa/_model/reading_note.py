"""What readers say of tables whose sums do not hold because a number may have been read wrongly."""

from collections.abc import Iterable
from typing import Any

READER_AT_FAULT = "reading? "
"""Begins a note on a table in which nothing but a mistake in reading explains the broken sums."""
UNCLEAR = "unclear? "
"""Begins a note on a table in which the publisher may have made the mistake as well."""
READING = "reading"
"""The cause of findings that a mistake in reading may explain."""
AFTER_TABLE = ":"
"""Separates the key of the table from the explanation."""
OF_READER, OF_EITHER = "reader", "unclear"
"""Whose fault a doubt says it is: the reader's, or nobody can say."""


def reading_doubt(
    table: str, operator: str, cells: Iterable[str] = (), *, unclear: bool = False
) -> dict[str, Any]:
    """An entry for `extraction.doubts`: a mistake in reading may have broken the sums of a table.

    Arithmetic findings in that table are then hints, with the reading as their cause, and their
    messages say which mistake it was.

    table: the key of the table, such as `requests`. operator: the mistake, such as `row-lost`;
    `specs/export.md` lists those that messages have words for. cells: paths of the cells that it
    moved or changed, beginning with the one by which the place is named.
    unclear: the publisher may have made the mistake as well; findings are likely, not proved.
    """
    fault = OF_EITHER if unclear else OF_READER
    return {"table": table, "fault": fault, "operator": operator, "cells": list(cells)}


def reading_note(table: str, explanation: str, *, unclear: bool = False) -> str:
    """A note for `extraction.notes` that says in words what `reading_doubt` says as data.

    It has the same effect; exports of readers older than `extraction.doubts` have only notes.

    table: the key of the table, such as `requests`. explanation: for people, in one line.
    unclear: the publisher may have made the mistake as well; findings are likely, not proved.
    """
    return f"{UNCLEAR if unclear else READER_AT_FAULT}{table}{AFTER_TABLE} {explanation}"

"""Notes of readers on tables whose sums do not hold because a number may have been read wrongly."""

READER_AT_FAULT = "reading? "
"""Begins a note on a table in which nothing but a mistake in reading explains the broken sums."""
UNCLEAR = "unclear? "
"""Begins a note on a table in which the publisher may have made the mistake as well."""
READING = "reading"
"""The cause of findings that a mistake in reading may explain."""
AFTER_TABLE = ":"
"""Separates the key of the table from the explanation."""


def reading_note(table: str, explanation: str, *, unclear: bool = False) -> str:
    """A note for `extraction.notes`: a mistake in reading may have broken the sums of a table.

    Arithmetic findings in that table are then hints, with the reading as their cause.

    table: the key of the table, such as `requests`. explanation: for people, in one line.
    unclear: the publisher may have made the mistake as well; findings are likely, not proved.
    """
    return f"{UNCLEAR if unclear else READER_AT_FAULT}{table}{AFTER_TABLE} {explanation}"

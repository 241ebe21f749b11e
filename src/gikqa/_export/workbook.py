"""Read the sheets of a workbook (XLSX) that hold a table with a certain column."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from gikqa.errors import GikqaError

_MOST = 1 << 30
"""Bytes that a workbook may grow to: 1 million rows of a list take a third of it."""


def rows_of_workbook(
    file: Path, kind: str, error: type[GikqaError], headed: frozenset[str]
) -> tuple[list[str], list[tuple[str, Mapping[str, Any]]]]:
    """The heads of all sheets, and their rows by heads, each with sheet and line.

    headed: heads of which one is in the line of heads; a list may have a title above this line. A
    sheet without such a line is passed over.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as missing:
        raise error.worded("no openpyxl", file=file) from missing
    try:
        with ZipFile(file) as packed:
            if sum(part.file_size for part in packed.infolist()) > _MOST:
                raise error.worded(f"unreadable {kind}", file=file, reason="it grows too large")
        book = load_workbook(file, read_only=True, data_only=True)
        every: dict[str, None] = {}
        rows: list[tuple[str, Mapping[str, Any]]] = []
        try:
            for sheet in book.worksheets:
                heads: list[str] = []
                for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                    if heads:
                        row = zip(heads, cells, strict=False)
                        named = {head: cell for head, cell in row if head}
                        rows.append((f"{sheet.title}!{line}", named))
                    elif headed & {str(cell).strip().lower() for cell in cells}:
                        heads = ["" if cell is None else str(cell).strip() for cell in cells]
                        every |= dict.fromkeys(filter(None, heads))
        finally:
            book.close()
        return [*every], rows
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as failed:
        reason = getattr(failed, "strerror", None) or failed
        raise error.worded(f"unreadable {kind}", file=file, reason=reason) from failed

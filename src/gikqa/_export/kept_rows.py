"""Read tables that people keep: spreadsheets saved as CSV, workbooks, and what exports are."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from gikqa._export.handed_over import is_url
from gikqa._export.sources import open_sources
from gikqa.errors import GikqaError, InputError

_TABLES = (".csv", ".tsv", ".txt")
_WORKBOOKS = (".xlsx", ".xlsm")
_SPREADSHEETS = (*_WORKBOOKS, ".xls", ".et", ".ods")

Row = Mapping[str, Any]
Kept = tuple[list[str], list[tuple[str, Row]]]
"""The heads of the columns; the rows by their heads as they are, each with its line for messages.

Lines are counted as spreadsheet programs count them, from 1 with the heads of the columns."""


def kept_rows(data: Any, kind: str, error: type[GikqaError], headed: Iterable[str] = ()) -> Kept:
    """The rows of a file, a frame, or a list of dicts.

    kind: what the table is, for the errors "unreadable …". headed: heads, in small letters, of the
    column without which a sheet of a workbook is no such table; without them no workbook is read.
    """
    if isinstance(data, (str, Path)) and not is_url(str(data)):
        suffix = Path(data).suffix.lower()
        if headed and suffix in _WORKBOOKS:
            # Imported late: few tables are workbooks.
            from gikqa._export.workbook import rows_of_workbook

            return rows_of_workbook(Path(data), kind, error, frozenset(headed))
        if suffix in _SPREADSHEETS:
            raise error.worded("spreadsheet not read", file=data)
        if suffix in _TABLES:
            heads, *lines = _lines_of_text(Path(data), kind, error) or [[]]
            rows = (zip_longest(heads, cells[: len(heads)], fillvalue="") for cells in lines)
            return heads, [(str(line), dict(row)) for line, row in enumerate(rows, 2)]
    heads, found = [], []
    for source in open_sources(data, {}):
        if isinstance(source, InputError):
            raise error(*(source.in_language(lang) for lang in ("en", "zh"))) from source
        heads += [name for name in source.schema.names if name not in heads]
        for batch in source.batches(source.schema.names, 4_096):
            found += batch.to_pylist()
    return heads, [(str(line), row) for line, row in enumerate(found, 2)]


def _lines_of_text(file: Path, kind: str, error: type[GikqaError]) -> list[list[str]]:
    try:
        content = file.read_bytes()
    except OSError as failed:
        raise error.worded(f"unreadable {kind}", file=file, reason=failed.strerror) from failed
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
            return [*csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter)]
        except csv.Error as failed:
            raise error.worded(f"unreadable {kind}", file=file, reason=failed) from failed
    raise error.worded(f"unreadable {kind}", file=file, reason="neither UTF-8 nor GB 18030")


def columns_by_name(heads: Iterable[Any], words: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Our names of the columns that are there → their heads; the first spelling that is there."""
    spelt = {str(head).strip().lower(): head for head in heads}
    return {
        name: spelt[spelling]
        for name, spellings in reversed([*words.items()])
        for spelling in reversed(spellings)
        if spelling in spelt
    }


def cell_text(value: Any) -> str:
    """A value as it is printed, without blanks around it; empty if there is none."""
    return "" if value is None or value != value else str(value).strip()  # NaN of pandas

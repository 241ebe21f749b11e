"""Find a finding by its fingerprint in files that `gikqa lint` has written."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._render._rows import Row
from gikqa.errors import InputError, UsageError

_LINES = (".jsonl", ".ndjson")
_SUFFIXES = (*_LINES, ".json", ".csv")
_NUMBERS = ("year", "section", "start", "end")


def is_findings(path: Path) -> bool:
    """Whether a file holds findings, rather than reports."""
    if path.suffix.lower() in _SUFFIXES:
        return path.is_file()
    if path.suffix.lower() not in (".parquet", ".pq", ".parq") or not path.is_file():
        return False
    # Imported late: other findings need no reader of Parquet.
    import pyarrow.parquet as pq

    try:
        return {"fingerprint", "rule", "message"} <= set(pq.read_schema(path).names)
    except (OSError, pa.ArrowException):  # it is read as an export, which names the problem
        return False


def findings_in(path: Path) -> Iterator[Row]:
    """The findings of a file, with all fields. Raises InputError for another file."""
    try:
        for row in _rows(path):
            if isinstance(row, dict) and row.get("fingerprint"):
                yield _complete(row)
    except (OSError, ValueError, csv.Error, pa.ArrowException) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InputError.worded("unreadable findings", file=path, reason=reason) from error


def the_finding(found: Sequence[Row], fingerprint: str) -> Row | None:
    """The finding with this fingerprint, or the only one whose fingerprint begins so.

    fingerprint: also with the code of the rule before it, as letters print it (GIK302-6dcf7c0f).
    Raises UsageError if several begin so.
    """
    code, _, start = fingerprint.rpartition("-")
    of_rule = (row for row in found if code.upper() in ("", row["rule"]))
    fits = {row["fingerprint"]: row for row in of_rule if row["fingerprint"].startswith(start)}
    if len(fits) > 1 and start not in fits:
        words = {"fingerprint": fingerprint, "known": list(fits)[:5]}
        raise UsageError.worded("ambiguous fingerprint", **words)
    return fits.get(start) or next(iter(fits.values()), None)


def _rows(path: Path) -> Iterator[Any]:
    suffix = path.suffix.lower()
    if suffix in _LINES:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())
    elif suffix == ".json":
        content = json.loads(path.read_text("utf-8"))
        yield from content.get("findings", ()) if isinstance(content, dict) else content
    elif suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                # An apostrophe keeps a spreadsheet from reading a text as a formula.
                yield {name: (value or "").removeprefix("'") for name, value in row.items()}
    else:
        import pyarrow.parquet as pq

        yield from pq.read_table(path).to_pylist()


def _complete(row: Row) -> Row:
    """The row of a file with every field, in the types of the contract."""
    whole: Row = {name: row.get(name) or None for name in FINDINGS_SCHEMA.names}
    for name in _NUMBERS:
        number = row.get(name)
        whole[name] = None if number in (None, "") else int(number)
    for name in ("rule", "name", "severity", "confidence", "report_id", "message", "basis"):
        whole[name] = str(whole[name] or "")
    cells = whole["cells"] or []
    if isinstance(cells, str):  # in CSV, paths with spaces between, or a JSON array
        cells = json.loads(cells) if cells.startswith("[") else cells.split()
    params = whole["params"] or {}
    whole["params"] = json.loads(params) if isinstance(params, str) else dict(params)
    return whole | {"cells": list(cells)}

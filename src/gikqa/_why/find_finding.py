"""Find a finding by its fingerprint in files that `gikqa lint` has written."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from gikqa._model.finding import Confidence, Severity
from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._render._rows import Row
from gikqa.errors import InputError, UsageError

_LINES = (".jsonl", ".ndjson")
_SUFFIXES = (*_LINES, ".json", ".csv")
_NEEDED = ("rule", "severity", "confidence", "message", "fingerprint")
_ONE_OF = {"severity": tuple(Severity), "confidence": tuple(Confidence)}
_SHOWN = 40


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
        for number, row in enumerate(_rows(path), 1):
            if not isinstance(row, dict):
                raise InputError.worded("finding no object", file=path, seen=repr(row)[:_SHOWN])
            if row.get("fingerprint"):  # else it holds the totals
                yield _complete(row, number, path)
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
        found = content.get("findings") if isinstance(content, dict) else content
        if not isinstance(found, list):
            raise ValueError("expected a list of findings")
        yield from found
    elif suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                # An apostrophe keeps a spreadsheet from reading a text as a formula.
                yield {name: (value or "").removeprefix("'") for name, value in row.items()}
    else:
        import pyarrow.parquet as pq

        yield from pq.read_table(path).to_pylist()


def _complete(row: Row, number: int, file: Path) -> Row:
    """The row of a file with every field that `gikqa why` reads, in the types of the contract."""
    whole: Row = {}
    for field in FINDINGS_SCHEMA:
        name, value = field.name, row.get(field.name)
        fits = value in _ONE_OF.get(name, (value,)) and (value or name not in _NEEDED)
        try:
            whole[name] = pa.array([_parsed(field, value)], field.type).to_pylist()[0]
        except (TypeError, ValueError):  # those of pyarrow and of json are such
            fits = False
        if not fits:
            words = {"file": file, "number": number, "field": name, "seen": repr(value)[:_SHOWN]}
            raise InputError.worded(
                "wrong finding", **words, expected=_ONE_OF.get(name, field.type)
            )
    for name in ("name", "report_id", "basis"):
        whole[name] = whole[name] or ""
    return whole | {"cells": whole["cells"] or [], "params": dict(whole["params"])}


def _parsed(field: pa.Field, value: Any) -> Any:
    """A value of CSV, in which all are texts, as that of JSON; an object as its pairs."""
    text = value if isinstance(value, str) else ""
    if field.name == "params":
        return [*dict(json.loads(text) if text else value or ()).items()]
    if field.name == "proposal":  # nothing is said of it
        return None
    if field.name == "cells" and text:  # in CSV, paths with spaces between, or a JSON array
        return json.loads(text) if text.startswith("[") else text.split()
    number = text and pa.types.is_integer(field.type)
    return int(text) if number else None if value == "" else value

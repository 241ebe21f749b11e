"""CSV for spreadsheets: the findings, an empty line, and the totals as rows that begin with `#`.

`specs/output/README.md` says how cells are written and how to read them back.
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any, BinaryIO

from gikqa._model.result import FINDINGS_SCHEMA, Result
from gikqa._render._escape import encode, harmless
from gikqa._render._json import dumps
from gikqa._render._rows import Row, rows
from gikqa._render._totals import header, totals

# What makes a spreadsheet read a text as a formula (CWE-1236). East Asian editions take the
# full-width marks too. The apostrophe is here so that taking one away gives every text back.
_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠'")
_PLACEHOLDERS = frozenset("-－")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")


def write(result: Result, stream: BinaryIO) -> None:
    """Write the rows as UTF-8 with a byte-order mark, without which Excel garbles Chinese."""
    stream.write(BOM_UTF8)
    stream.write(_line(FINDINGS_SCHEMA.names))
    for row in rows(result.findings):
        stream.write(_line([_cell(row, name) for name in FINDINGS_SCHEMA.names]))
    stream.write(b"\r\n")
    width = len(FINDINGS_SCHEMA.names)
    for total in _total_rows(result):
        cells = ["#", *(_safe(cell) if isinstance(cell, str) else cell for cell in total)]
        # As wide as the findings, because strict readers refuse ragged rows.
        stream.write(_line(cells + [None] * (width - len(cells))))


def _line(cells: Sequence[Any]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return encode(buffer.getvalue())


def _cell(row: Row, name: str) -> Any:
    value = row[name]
    if name == "cells":
        return _safe(_joined(value))
    if name in ("params", "proposal"):
        return dumps(value).decode() if value else None
    return _safe(value) if isinstance(value, str) else value


def _joined(cells: list[str]) -> str:
    """Cell paths with spaces between; as a JSON array if a path would not survive that."""
    joined = " ".join(cells)
    if joined.split() == cells and not joined.startswith("["):
        return joined
    return dumps(cells).decode()


def _safe(text: str) -> str:
    text = harmless(text)
    if not text.startswith(_STARTS_FORMULA) or text in _PLACEHOLDERS or _NUMBER.fullmatch(text):
        return text
    return "'" + text


def _total_rows(result: Result) -> Iterator[tuple[str | int | None, ...]]:
    """What is counted, of what, how many; then the rules and the explanation, if there are any."""
    counted = totals(result)
    yield "gikqa", None, None, header(result)["gikqa"]
    for plugin, version in header(result)["plugins"].items():
        yield "plugin", plugin, None, version
    yield "reports", None, counted.reports
    yield "rules", None, counted.rules
    for kind in ("total", "listed", "hidden"):
        yield "findings", kind, getattr(counted.findings, kind)
    for severity, number in counted.findings.severity.items():
        yield "severity", severity, number
    for rule, number in sorted(result.hidden.items()):
        yield "hidden", rule, number
    for status, number in counted.checks.status.items():
        yield "status", status, number
    for part in counted.not_judged:
        yield "not judged", part.status, part.checks, " ".join(part.rules), part.reason
    for failure in result.failures:
        yield "failure", failure.plugin, None, failure.version, failure.what, failure.problem
    for problem in result.problems:
        yield "problem", problem.source, None, None, problem.problem

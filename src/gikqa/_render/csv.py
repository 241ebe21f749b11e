"""CSV for spreadsheets: the findings, an empty line, and the totals as rows that begin with `#`.

`specs/output/README.md` says how cells are written and how to read them back.
"""

import csv
import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.result import FINDINGS_SCHEMA, Result
from gikqa._render._columns import as_json, in_lists, join, numbers_as_text, replaced, write_all
from gikqa._render._escape import encode, harmless
from gikqa._render._json import dumps
from gikqa._render._totals import header
from gikqa._render._totals import totals as totals_of

# What makes a spreadsheet read a text as a formula (CWE-1236). East Asian editions take the
# full-width marks too. The apostrophe is here so that taking one away gives every text back.
_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠'")
_PLACEHOLDERS = frozenset("-－")
_NOT_PLAIN = r"""^[=+\-@\t＝＋－＠']|[",\p{Cc}\p{Cf}\p{Zl}\p{Zp}\x{FFFE}\x{FFFF}]"""
_QUOTED = re.compile('[",\r\n]')
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")


def write(result: Result, stream: BinaryIO, *, totals: bool = True) -> None:
    """Write the rows as UTF-8 with a byte-order mark, without which Excel garbles Chinese."""
    stream.write(BOM_UTF8)
    stream.write(csv_line(FINDINGS_SCHEMA.names))
    write_all(result.findings, csv_rows, stream)
    if not totals:
        return
    stream.write(b"\r\n")
    width = len(FINDINGS_SCHEMA.names)
    for total in _total_rows(result):
        cells = ["#", *(safe(cell) if isinstance(cell, str) else cell for cell in total)]
        # As wide as the findings, because strict readers refuse ragged rows.
        stream.write(csv_line(cells + [None] * (width - len(cells))))


def csv_rows(batch: pa.RecordBatch) -> pa.Array:
    """The rows of a table as lines of CSV."""
    pieces = [piece for column in batch.columns for piece in (",", _cells(column))]
    return join([*pieces[1:], "\r\n"])


def csv_line(cells: Sequence[Any]) -> bytes:
    """One line of CSV."""
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return encode(buffer.getvalue())


def _cells(column: pa.Array) -> pa.Array:
    """A column as cells of CSV, with quotes where needed."""
    kind = column.type
    if pa.types.is_list(kind) and pa.types.is_string(kind.value_type):
        paths = pc.list_flatten(column)
        plain = all(path.split() == [path] for path in paths.unique().to_pylist())
        rare = not plain or pc.any(pc.starts_with(paths, "[")).as_py()
        joined = (
            pa.array(map(_joined, column.to_pylist())) if rare else in_lists(paths, column, " ")
        )
        return _quoted_where_needed(joined.cast(pa.string()))
    if pa.types.is_map(kind) or pa.types.is_list(kind):
        texts = as_json(column)
        quoted = join(['"', pc.replace_substring(texts, '"', '""'), '"'])
        empty = pc.less_equal(pc.utf8_length(texts), 2)  # {} or []
        return pc.if_else(empty, pa.scalar("", quoted.type), quoted)
    if pa.types.is_string(kind):
        return _quoted_where_needed(column)
    return pc.fill_null(numbers_as_text(column), "")


def _quoted_where_needed(texts: pa.Array) -> pa.Array:
    return pc.fill_null(replaced(texts, _NOT_PLAIN, _quoted, lambda plain: plain), "")


def _quoted(text: str) -> str:
    text = safe(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _joined(cells: list[str]) -> str:
    """Cell paths with spaces between; as a JSON array if a path would not survive that."""
    joined = " ".join(cells)
    if joined.split() == cells and not joined.startswith("["):
        return joined
    return dumps(cells).decode()


def safe(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet would read it as a formula."""
    text = harmless(text)
    if not text.startswith(_STARTS_FORMULA) or text in _PLACEHOLDERS or _NUMBER.fullmatch(text):
        return text
    return "'" + text


def _total_rows(result: Result) -> Iterator[tuple[str | int | None, ...]]:
    """What is counted, of what, how many; then the rules and the explanation, if there are any."""
    counted = totals_of(result)
    yield "gikqa", None, None, header(result)["gikqa"]
    for plugin, version in header(result)["plugins"].items():
        yield "plugin", plugin, None, version
    for code, values in result.options.items():
        for name, value in values.items():
            yield "option", code, None, name, dumps(value).decode()
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
        yield "failure", failure.plugin, None, failure.version, failure.what, failure.located
    for problem in result.problems:
        yield "problem", problem.source, None, None, problem.problem

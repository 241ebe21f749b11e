"""A number for the figures of each table, so that equal tables are found without keeping them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa.editions import Kind, load_editions

_FORMS = load_editions().values()
TABLES = tuple(dict.fromkeys(table.key for form in _FORMS for table in form.tables))
CELLS = {
    path: cell
    for form in _FORMS
    for path, cell in form.cells.items()
    if cell.table != "requests" or path.endswith(".total")
}
"""The cells that are compared: of the requests only the totals of the rows, to save time."""
DIGEST, EVIDENCE, FIGURES = ".digest", ".evidence", ".figures"
_STOCKS = ("in_force", "disclosed_total", "items_previous_year", "items_change")
_DEPENDENT = (
    "requests.new_received",
    "requests.total_concluded",
    "statistics.proactive_disclosure.disclosed_items",
    "statistics.requests.answered",
    "statistics.requests.answer_refused",
    "statistics.requests.concluded",
    "statistics.requests.received",
    "statistics.resources",
)
"""Beginnings of the cells that follow from others or stay the same over years."""


def digests(columns: pa.RecordBatch) -> pa.RecordBatch:
    """For each table its digest, how much evidence an equal one is, and of how many figures.

    Tables with equal figures have equal digests, and others, of 2^64, hardly ever; a blank counts
    as zero. The evidence is in bits: a count of about n comes out the same by chance once in √(4πn)
    times, if it varies as independent events do.
    """
    kept = {}
    # Written over and over, because to allocate an array takes longer than to compute it.
    product, estimate = np.empty(columns.num_rows, np.uint64), np.empty(columns.num_rows)
    for table in TABLES:
        digest = np.zeros(columns.num_rows, np.uint64)
        evidence = np.zeros(columns.num_rows)
        figures = np.zeros(columns.num_rows, np.int16)
        for path, values in _values(columns, table):
            if _varies(path):
                np.maximum(np.multiply(values, 4 * np.pi, out=estimate), 1, out=estimate)
                evidence += np.log2(estimate, out=estimate)
                figures += values != 0
            digest += np.multiply(values.view(np.uint64), _factor(path), out=product)
        kept[table + DIGEST] = pa.array(digest)
        kept[table + EVIDENCE] = pa.array((evidence / 2).astype(np.float32))
        kept[table + FIGURES] = pa.array(figures)
    return pa.RecordBatch.from_pydict(kept)


def _values(columns: pa.RecordBatch, table: str) -> Iterator[tuple[str, np.ndarray]]:
    """The cells of a table that are not all blank, as numbers of 64 bits."""
    for path in columns.column_names:
        column = columns[path]
        if CELLS[path].table == table and column.null_count < len(column):
            plain = column if pa.types.is_integer(column.type) else column.cast(pa.float64())
            plain = pc.fill_null(plain, 0) if plain.null_count else plain
            yield path, plain.to_numpy(zero_copy_only=False)


@cache
def _varies(path: str) -> bool:
    """Whether a figure is counted anew each year, and does not follow from others."""
    if CELLS[path].kind is not Kind.COUNT or path.startswith(_DEPENDENT) or path.endswith(_STOCKS):
        return False
    return path.endswith(".total") == (CELLS[path].table == "requests")


@cache
def _factor(path: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(path.encode(), digest_size=8).digest()) | 1)

"""The Arrow types of an export (specification: the export, flat layout)."""

from collections.abc import Iterable

import pyarrow as pa

from gikqa.editions import Cell, Edition, Kind

SECTIONS = pa.list_(
    pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
)
ANY_SECTIONS = pa.list_(
    pa.struct([("number", pa.int64()), ("heading", pa.string()), ("text", pa.string())])
)
"""Sections as they are read: other tools export numbers that int8 cannot hold."""
TEXT_MAP = pa.map_(pa.string(), pa.string())
DOUBTS = pa.list_(
    pa.struct(
        [
            ("table", pa.string()),
            ("fault", pa.string()),
            ("operator", pa.string()),
            ("cells", pa.list_(pa.string())),
        ]
    )
)
"""Tables that a reader may have misread, and the mistakes that would explain them."""
EXTRACTION = pa.struct(
    [
        ("tool", pa.string()),
        ("version", pa.string()),
        ("notes", pa.list_(pa.string())),
        ("doubts", DOUBTS),
    ]
)
MONEY = pa.decimal128(20, 6)

REQUIRED = {"report_id": pa.string(), "publisher": pa.string(), "year": pa.int32()}
"""The columns without which a table is no export."""

OPTIONAL = {
    "level": pa.string(),
    "region_code": pa.string(),
    "edition": pa.string(),
    "title": pa.string(),
    "source": pa.string(),
    "published_on": pa.date32(),
    "period_start": pa.date32(),
    "period_end": pa.date32(),
    "sections": SECTIONS,
    "raw_cells": TEXT_MAP,
    "printed_labels": TEXT_MAP,
    "extraction": EXTRACTION,
    "country": pa.string(),
}


def cell_type(cell: Cell) -> pa.DataType:
    """The Arrow type of a cell's column: int64, or decimal128(20, 6) in 万元 for money."""
    return MONEY if cell.kind is Kind.MONEY else pa.int64()


def all_cells(editions: Iterable[Edition]) -> dict[str, Cell]:
    """Every cell of these editions by path; a cell that two editions share stands once."""
    return {path: cell for edition in editions for path, cell in edition.cells.items()}


def flat_schema(editions: Iterable[Edition]) -> pa.Schema:
    """The schema that gikqa writes: the columns of a report, then one column a cell."""
    cells = {path: cell_type(cell) for path, cell in all_cells(editions).items()}
    ordered = {**REQUIRED, **OPTIONAL}
    after_cells = ("raw_cells", "printed_labels", "extraction", "country")
    tail = {name: ordered.pop(name) for name in after_cells}
    return pa.schema(
        pa.field(name, kind, nullable=name not in REQUIRED)
        for name, kind in {**ordered, **cells, **tail}.items()
    )

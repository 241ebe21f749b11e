"""Reports made by hand, nearly all of whose cells are zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from gikqa.editions import load_editions
from gikqa.testing import export_table

PUBLISHER = "青桐县人民政府办公室"


@pytest.fixture(scope="session")
def report() -> Callable[..., dict[str, Any]]:
    """A report whose cells are all zero, with some of its columns changed."""

    def make(edition: str = "2021", changes: Any = (), **columns: Any) -> dict[str, Any]:
        form = load_editions()[edition]
        zeros = dict.fromkeys(form.cells, 0)
        row = {"report_id": "r1", "publisher": PUBLISHER, "year": form.first_year}
        return row | zeros | dict(changes) | columns

    return make


@pytest.fixture(scope="session")
def export(report: Callable[..., dict[str, Any]]) -> Callable[..., pa.Table]:
    """A flat export of reports; without any, of one report that is all zeros."""

    def make(*rows: dict[str, Any]) -> pa.Table:
        return export_table(list(rows) or [report()])

    return make


@pytest.fixture(scope="session")
def typed(report: Callable[..., dict[str, Any]]) -> Callable[..., pa.Table]:
    """An export of one report in which each column named has the array given for it."""

    def make(edition: str = "2021", rows: int = 1, **arrays: Any) -> pa.Table:
        plain = export_table([report(edition, report_id=f"r{n + 1}") for n in range(rows)])
        return replaced(plain, arrays)

    return make


@pytest.fixture(scope="session")
def replace_columns() -> Callable[[pa.Table, dict[str, Any]], pa.Table]:
    """The table with other columns, new ones last."""
    return replaced


def replaced(table: pa.Table, arrays: dict[str, Any]) -> pa.Table:
    for name, array in arrays.items():
        place = table.schema.get_field_index(name)
        if place < 0:
            table = table.append_column(name, array)
        else:
            table = table.set_column(place, name, array)
    return table

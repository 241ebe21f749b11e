"""Exports of reports of 2023, written for each test of the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from gikqa.editions import load_editions
from gikqa.testing import export_table

Row = dict[str, Any]


@pytest.fixture(scope="session")
def report() -> Callable[..., Row]:
    """A report of 2023 without any defect; cells and columns can be changed."""
    cells = dict.fromkeys(load_editions()["2021"].cells, 0)
    sections = [{"number": 0, "heading": "", "text": "本报告依照条例编写。"}]

    def report(report_id: str = "r1", **changes: Any) -> Row:
        return {
            "report_id": report_id,
            "publisher": "青桐县人民政府办公室",
            "year": 2023,
            "level": "office",
            "sections": sections,
            **cells,
            **changes,
        }

    return report


@pytest.fixture(scope="session")
def unbalanced() -> dict[str, int]:
    """Changes that give two findings of GIK302: 4 received, 3 concluded, in two columns."""
    cells = {"new_received": 4, "granted": 3, "total_concluded": 3}
    return {
        f"requests.{row}.{column}": count
        for row, count in cells.items()
        for column in ("natural_person", "total")
    }


@pytest.fixture
def export(folder: Path) -> Callable[..., Path]:
    """Write rows as an export and give its path."""

    def export(*rows: Row, name: str = "export.parquet") -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(export_table(rows), path)
        return path

    return export


@pytest.fixture
def clean(export: Callable[..., Path], report: Callable[..., Row]) -> Path:
    """An export without any defect."""
    return export(report(), name="clean.parquet")


@pytest.fixture
def faulty(
    export: Callable[..., Path], report: Callable[..., Row], unbalanced: dict[str, int]
) -> Path:
    """An export with two findings of GIK302 (error) and one of GIK105 (warning)."""
    labels = [("disputes.upheld", "结果维护")]
    return export(report(**unbalanced, printed_labels=labels), name="faulty.parquet")

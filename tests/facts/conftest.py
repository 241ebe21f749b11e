"""Sections as exports, the facts of a section, and a command line in a folder of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

import gikqa as library
from command_line import folder, gikqa, start
from gikqa.testing import export_table

__all__ = ["folder", "gikqa", "start"]

PUBLISHER = "青桐县人民政府办公室"


@pytest.fixture(scope="session")
def told() -> Callable[..., pa.Table]:
    """An export of reports of 2023, each with the texts given for it as its sections."""

    def told(*reports: list[str] | str, **columns: Any) -> pa.Table:
        rows = []
        for number, texts in enumerate(reports, 1):
            listed = [texts] if isinstance(texts, str) else texts
            sections = [
                {"number": place, "heading": "", "text": text} for place, text in enumerate(listed)
            ]
            row = {"report_id": f"r{number}", "publisher": PUBLISHER, "year": 2023}
            rows.append({**row, "sections": sections, **columns})
        return export_table(rows)

    return told


@pytest.fixture(scope="session")
def facts_in(told) -> Callable[..., list[dict[str, Any]]]:
    """The facts of one section, as plain values without what is null."""

    def facts_in(text: str, *, keep: bool = False, **columns: Any) -> list[dict[str, Any]]:
        rows = library.facts(told(text, **columns), jobs=1).read_all().to_pylist()
        if keep:
            return rows
        about = ("report_id", "publisher", "region_code", "year", "section")
        return [
            {name: value for name, value in row.items() if name not in about and value is not None}
            for row in rows
        ]

    return facts_in

"""Fixtures: reports printed on a form, the styles of their tables, and readers."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gikqa.editions import Edition, Kind, load_editions
from gikqa_documents.readers import read_page, read_pdf, read_plain

# Test modules are imported by path; their helpers are found through this folder.
sys.path.append(str(Path(__file__).parent / "helpers"))

from plain_styles import FULL_ROWS_ONLY, KEEP_BLANKS, LOSE_BLANKS, PDF
from printed_forms import Printed, Row, Values, html
from refusals import refusal


@pytest.fixture(scope="session")
def reports() -> Path:
    """The real reports, which are no part of the project."""
    folder = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "reports"
    if not folder.is_dir():
        pytest.skip("the real reports are not on this machine")
    return folder


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Read a text as a file: `read(text)`, `read(text, "a.html")`, `read(data_in_bytes)`."""

    def read(content: str | bytes, name: str = "report.txt") -> dict[str, Any]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_page(path) if path.suffix in (".html", ".htm") else read_plain(path)

    return read


@pytest.fixture(scope="session")
def cells_of() -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The cells of a row: its columns with two points in their names."""
    return lambda record: {path: value for path, value in record.items() if path.count(".") == 2}


@pytest.fixture(scope="session", params=["2019", "2021"])
def edition(request: pytest.FixtureRequest) -> Edition:
    return load_editions()[request.param]


@pytest.fixture(scope="session")
def numbers() -> Callable[..., Values]:
    """A value for every cell, all different, so that a value in a wrong cell cannot hide."""

    def numbers(edition: Edition, seed: int = 1) -> Values:
        order = list(range(1, len(edition.cells) + 1))
        random.Random(seed).shuffle(order)
        return {
            path: Decimal(n) if cell.kind is Kind.MONEY else n
            for n, (path, cell) in zip(order, edition.cells.items(), strict=True)
        }

    return numbers


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[bytes], str]:
    """The English sentence with which a PDF of these bytes is refused, without its path."""

    def refused(content: bytes) -> str:
        path = tmp_path / "report.pdf"
        path.write_bytes(content)
        return refusal(path, read_pdf)

    return refused


@pytest.fixture(scope="session")
def printed() -> type[Printed]:
    return Printed


@pytest.fixture(scope="session")
def table_of() -> Callable[[list[Row]], str]:
    """Rows as an HTML table."""
    return html


@pytest.fixture(
    params=KEEP_BLANKS + LOSE_BLANKS + FULL_ROWS_ONLY + PDF, ids=lambda style: style.__name__
)
def style(request: pytest.FixtureRequest) -> Callable[[list[Row]], str]:
    """Every plain style."""
    found: Callable[[list[Row]], str] = request.param
    return found


@pytest.fixture(params=KEEP_BLANKS, ids=lambda style: style.__name__)
def style_with_blanks(request: pytest.FixtureRequest) -> Callable[[list[Row]], str]:
    """The plain styles in which a blank cell leaves a trace."""
    found: Callable[[list[Row]], str] = request.param
    return found


@pytest.fixture(params=LOSE_BLANKS, ids=lambda style: style.__name__)
def style_without_blanks(request: pytest.FixtureRequest) -> Callable[[list[Row]], str]:
    """The plain styles in which a blank cell vanishes."""
    found: Callable[[list[Row]], str] = request.param
    return found

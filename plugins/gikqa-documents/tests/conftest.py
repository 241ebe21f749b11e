"""Documents printed from an edition in every style that web sites and tools leave behind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gikqa.editions import Edition, Kind, load_editions
from gikqa_documents.readers import read_page, read_plain

Values = dict[str, int | Decimal | None]
Row = list[tuple[str, int, int]]  # text, columns covered, rows covered

PREAMBLE = "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"


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


@pytest.fixture(scope="session")
def printed() -> type[Printed]:
    return Printed


@pytest.fixture(scope="session")
def table_of() -> Callable[[list[Row]], str]:
    """Rows as an HTML table."""
    return html


class Printed:
    """A report printed on the form of an edition.

    `labels` replaces labels as printed, `cells` replaces the text of cells.
    """

    def __init__(
        self,
        edition: Edition,
        values: Values,
        labels: dict[str, str] | None = None,
        cells: dict[str, str] | None = None,
    ) -> None:
        self.edition = edition
        self.values = values
        self.labels = labels or {}
        self.cells = cells or {}
        self.year = edition.first_year

    def cell(self, path: str) -> str:
        value = self.values[path]
        return self.cells.get(path, "" if value is None else str(value))

    def label(self, label: str) -> str:
        return self.labels.get(label, label)

    def disclosure(self) -> list[Row]:
        rows: list[Row] = []
        for block in self.edition.table("disclosure").blocks:
            rows.append([(block.label, 4, 1)])
            rows.append([("信息内容", 1, 1), *((self.label(c.label), 1, 1) for c in block.columns)])
            for row in block.rows:
                texts = [self.cell(f"disclosure.{row.key}.{c.key}") for c in block.columns]
                rows.append([(self.label(row.label), 1, 1), *((text, 1, 1) for text in texts)])
        return rows

    def requests(self) -> list[Row]:
        table = self.edition.table("requests")
        columns = [self.label(c.label) for c in table.blocks[0].columns]
        rows: list[Row] = [
            [(table.note or "", 3, 3), ("申请人情况", 7, 1)],
            [(columns[0], 1, 2), ("法人或其他组织", 5, 1), (columns[6], 1, 2)],
            [(text, 1, 1) for text in columns[1:6]],
        ]
        opened: set[str] = set()
        lines = table.blocks[0].rows
        for line in lines:
            row: Row = []
            for group in line.within:
                if group not in opened:
                    opened.add(group)
                    height = sum(group in other.within for other in lines)
                    row.append((group, 1, height))
            row.append((self.label(line.label), 3 - len(line.within), 1))
            for column in table.blocks[0].columns:
                row.append((self.cell(f"requests.{line.key}.{column.key}"), 1, 1))
            rows.append(row)
        return rows

    def disputes(self) -> list[Row]:
        table = self.edition.table("disputes")
        lines = [(row, block.columns) for block in table.blocks for row in block.rows]
        heads = [(self.label(c.label), 1, 1) for c in table.blocks[0].columns]
        return [
            [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
            [
                *((text, 1, 2) for text, _, _ in heads),
                ("未经复议直接起诉", 5, 1),
                ("复议后起诉", 5, 1),
            ],
            [*heads, *heads],
            [(self.cell(f"disputes.{row.key}.{c.key}"), 1, 1) for row, cs in lines for c in cs],
        ]

    def tables(self) -> dict[str, list[Row]]:
        return {
            "disclosure": self.disclosure(),
            "requests": self.requests(),
            "disputes": self.disputes(),
        }

    def text(self, style: Callable[[list[Row]], str], without: str = "") -> str:
        """The report with its tables in a style of plain text."""
        return self._frame({k: style(rows) for k, rows in self.tables().items() if k != without})

    def page(self, without: str = "", frame: str = "{}") -> str:
        """The report as a web page."""
        tables = {k: frame.format(html(rows)) for k, rows in self.tables().items() if k != without}
        lines = self._frame({key: f"@{key}@" for key in tables}).split("\n")
        body = "".join(f"<p>{line}</p>\n" for line in lines if line.strip())
        for key, table in tables.items():
            body = body.replace(f"<p>@{key}@</p>", table)
        return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'

    def _frame(self, tables: dict[str, str]) -> str:
        parts = [f"青山县{self.year}年政府信息公开工作年度报告", PREAMBLE.format(year=self.year)]
        for section in self.edition.sections:
            parts.append(f"{'〇一二三四五六'[section.number]}、{section.heading}")
            parts.append(tables.get(section.table or "", "") or f"第{section.number}章的正文。")
        return "\n".join(parts) + "\n"


def html(rows: list[Row]) -> str:
    lines = (
        "".join(f'<td colspan="{w}" rowspan="{h}">{text}</td>' for text, w, h in row)
        for row in rows
    )
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def expanded(rows: list[Row]) -> Iterator[list[str]]:
    """Rows as a converter writes them that fills merged cells up with empty ones."""
    covered: dict[int, int] = {}
    for row in rows:
        texts: list[str] = []
        below = {c: n - 1 for c, n in covered.items() if n > 1}
        for text, width, height in row:
            while covered.get(len(texts), 0):
                texts.append("")
            start = len(texts)
            texts += [text, *[""] * (width - 1)]
            if height > 1:
                below.update(dict.fromkeys(range(start, start + width), height - 1))
        while covered.get(len(texts), 0):
            texts.append("")
        covered = below
        yield texts


def own_cells(rows: list[Row]) -> list[str]:
    return [text for row in rows for text, _, _ in row]


def padded(rows: list[Row]) -> list[list[str]]:
    """As Word writes rows: a merged cell leaves one empty cell in each row that it reaches."""
    lines: list[list[str]] = []
    covered: list[tuple[int, int]] = []  # place in the row, rows still covered
    for row in rows:
        texts = [(place, "") for place, _ in covered]
        place, below = 0, [(place, rows - 1) for place, rows in covered if rows > 1]
        taken = {place for place, _ in covered}
        for text, width, height in row:
            while place in taken:
                place += 1
            texts.append((place, text))
            if height > 1:
                below.append((place, height - 1))
            place += width
        covered = below
        lines.append([text for _, text in sorted(texts, key=lambda item: item[0])])
    return lines


def tabs_with_rows(rows: list[Row]) -> str:
    return "\n\n".join("\n".join("\t" + text for text in line) for line in padded(rows)) + "\n"


def tabs_with_merged_cells(rows: list[Row]) -> str:
    """A form as Word saves it: no trace of rows, an empty cell at the end of the table."""
    return "\n".join("\t" + text for line in padded(rows) for text in line) + "\n\t"


def tabs_in_a_stream(rows: list[Row]) -> str:
    return "\n".join("\t" + text for text in own_cells(rows))


def a_cell_a_line(rows: list[Row]) -> str:
    return "\n".join(text for text in own_cells(rows) if text)


def a_cell_a_line_spaced(rows: list[Row]) -> str:
    return "\n\n".join(" " + text for text in own_cells(rows) if text)


def words_in_lines(rows: list[Row]) -> str:
    return "\n".join(" ".join(text for text, _, _ in row) for row in rows)


def pipes(rows: list[Row]) -> str:
    return "\n".join(" | ".join(row) + " |" for row in expanded(rows))


def pipes_between_own_cells(rows: list[Row]) -> str:
    """No pipe at the edges, and nothing where a cell reaches in from above or from the left."""
    return "\n".join(" | ".join(text for text, _, _ in row) for row in rows)


def markdown(rows: list[Row]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in expanded(rows)]
    return "\n".join([lines[0], "|" + "---|" * 10, *lines[1:]])


def pipe_after_each_cell(rows: list[Row]) -> str:
    return "\n".join(f"{text} |" for text in own_cells(rows))


def pipe_on_its_own_line(rows: list[Row]) -> str:
    return "\n".join(f"{text}\n|" if text else "|" for text in own_cells(rows))


def tabs_between_cells(rows: list[Row]) -> str:
    return "\n".join("\t".join(row) for row in expanded(rows))


def pdf(rows: list[Row]) -> str:
    """Rows a line; a long label is broken, its numbers stand before, between or after its lines."""
    lines: list[str] = []
    for turn, row in enumerate(rows):
        texts = [text for text, _, _ in row]
        numbers = [text for text in texts if text and text[0].isdigit() and "." not in text]
        words = [text for text in texts if text and text not in numbers]
        if not numbers or len(numbers) != 7 or len(words[-1]) < 14:
            lines.append(" ".join(text for text in texts if text))
            continue
        first, second = words[-1][:11], words[-1][11:]
        run = " ".join(numbers)
        lines += words[:-1]
        if turn % 3 == 0:
            lines += [first, run, second]
        elif turn % 3 == 1:
            lines += [first, f"{second} {run}"]
        else:
            lines += [run, first, second]
    return "\n".join(lines)


KEEP_BLANKS = [
    tabs_with_rows, tabs_with_merged_cells, tabs_in_a_stream, tabs_between_cells, pipes, markdown,
    pipe_after_each_cell, pipe_on_its_own_line,
]  # fmt: skip
LOSE_BLANKS = [a_cell_a_line, a_cell_a_line_spaced, words_in_lines]
# With rows of any length a blank cell may be the rest of a merged one: such a row is left blank.
FULL_ROWS_ONLY = [pipes_between_own_cells]
PDF = [pdf]


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

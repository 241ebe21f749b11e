"""Web pages of invented reports: valid tables with merged cells and a narrative, 20 KB a page.

The layout is the plainest that official sites use: one cell a `<td>`, labels as in the form.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from random import Random

from gikqa.editions import Edition, Table
from gikqa.testing import valid_cells

Value = int | Decimal | None
_Cell = tuple[str, int, int]  # text, columns covered, rows covered

_PAGE_BYTES = 20_000
_NUMERALS = "〇一二三四五六"
_SENTENCES = (
    "围绕{t}，本机关在公告栏贴出说明{n}篇，并请两名科员交叉核对。",
    "有人问起{t}的进度，经办科室当天查明原委，随后补齐缺页{n}处。",
    "关于{t}，全年在办事大厅的屏幕更新条目{n}条，旧条目由专人归档。",
    "每逢季末请群众代表翻看{t}的台账，提出意见{n}条，都已答复。",
)
_TOPICS = ("养老服务", "校车路线", "农田灌溉", "菜价补贴", "河道清淤", "路灯维修", "食堂检查")


def page(edition: Edition, cells: Mapping[str, Value], rng: Random) -> str:
    """The report with these cells as a page; the narrative fills it up to its size."""
    year = edition.first_year
    tables = {key: _html(rows) for key, rows in _tables(edition, cells).items()}
    spare = _PAGE_BYTES - sum(len(table.encode()) for table in tables.values())
    free = [section.number for section in edition.sections if section.table not in tables]
    parts = [
        f"<h1>青桐县人民政府办公室{year}年政府信息公开工作年度报告</h1>",
        f"<p>本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。</p>",
    ]
    for section in edition.sections:
        parts.append(f"<p>{_NUMERALS[section.number]}、{section.heading}</p>")
        parts += [tables[section.table]] if section.table in tables else []
        parts += _narrative(spare // len(free), rng) if section.number in free else []
    body = "\n".join(parts)
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def write_pages(folder: Path, edition: Edition, count: int, seed: int = 1) -> list[Path]:
    """Write pages of valid reports; the same seed gives the same bytes."""
    rng = Random(seed)
    files = []
    for number in range(count):
        files.append(folder / f"page-{number:05}.html")
        files[-1].write_text(page(edition, valid_cells(edition, rng), rng), "utf-8")
    return files


def _narrative(size: int, rng: Random) -> list[str]:
    paragraphs, written = [], 0
    while written < size:
        sentences = (rng.choice(_SENTENCES) for _ in range(3))
        text = "".join(s.format(t=rng.choice(_TOPICS), n=rng.randrange(2, 99)) for s in sentences)
        paragraphs.append(f"<p>{text}</p>")
        written += len(paragraphs[-1].encode())
    return paragraphs


def _tables(edition: Edition, cells: Mapping[str, Value]) -> dict[str, list[list[_Cell]]]:
    def text(path: str) -> str:
        value = cells[path]
        return "" if value is None else f"{value.normalize():f}" if isinstance(
            value, Decimal
        ) else str(value)

    texts = {path: text(path) for path in edition.cells}
    shapes = {"requests": _requests, "disputes": _disputes}
    return {
        table.key: shapes.get(table.key, _plain)(table, texts) for table in edition.tables
    }


def _plain(table: Table, texts: Mapping[str, str]) -> list[list[_Cell]]:
    rows: list[list[_Cell]] = []
    for block in table.blocks:
        rows.append([(block.label, len(block.columns) + 1, 1)])
        rows.append([("信息内容", 1, 1), *((column.label, 1, 1) for column in block.columns)])
        for row in block.rows:
            paths = [f"{table.key}.{row.key}.{column.key}" for column in block.columns]
            rows.append([(row.label, 1, 1), *((texts[path], 1, 1) for path in paths)])
    return rows


def _requests(table: Table, texts: Mapping[str, str]) -> list[list[_Cell]]:
    block = table.blocks[0]
    labels = [column.label for column in block.columns]
    rows: list[list[_Cell]] = [
        [(table.note or "", 3, 3), ("申请人情况", 7, 1)],
        [(labels[0], 1, 2), ("法人或其他组织", 5, 1), (labels[6], 1, 2)],
        [(label, 1, 1) for label in labels[1:6]],
    ]
    opened: set[str] = set()
    for line in block.rows:
        row: list[_Cell] = []
        for group in line.within:
            if group not in opened:
                opened.add(group)
                row.append((group, 1, sum(group in other.within for other in block.rows)))
        row.append((line.label, 3 - len(line.within), 1))
        paths = [f"{table.key}.{line.key}.{column.key}" for column in block.columns]
        rows.append([*row, *((texts[path], 1, 1) for path in paths)])
    return rows


def _disputes(table: Table, texts: Mapping[str, str]) -> list[list[_Cell]]:
    lines = [(row, block.columns) for block in table.blocks for row in block.rows]
    heads: list[_Cell] = [(column.label, 1, 1) for column in table.blocks[0].columns]
    values = [texts[f"{table.key}.{row.key}.{column.key}"] for row, cs in lines for column in cs]
    return [
        [("行政复议", 5, 1), ("行政诉讼", 10, 1)],
        [
            *((label, 1, 2) for label, _, _ in heads),
            ("未经复议直接起诉", 5, 1),
            ("复议后起诉", 5, 1),
        ],
        [*heads, *heads],
        [(value, 1, 1) for value in values],
    ]


def _html(rows: list[list[_Cell]]) -> str:
    lines = (
        "".join(
            f'<td{_span("colspan", width)}{_span("rowspan", height)}>{text}</td>'
            for text, width, height in row
        )
        for row in rows
    )
    return "<table>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table>"


def _span(name: str, cells: int) -> str:
    return f' {name}="{cells}"' if cells > 1 else ""

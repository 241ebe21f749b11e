"""A report printed on the form of an edition, its tables as rows of merged cells."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from gikqa.editions import Edition

Values = dict[str, int | Decimal | None]
Row = list[tuple[str, int, int]]  # text, columns covered, rows covered

PREAMBLE = "本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"


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

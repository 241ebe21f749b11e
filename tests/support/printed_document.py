"""A report as an office would save it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from gikqa.editions import load_editions


@pytest.fixture(scope="session")
def document() -> Callable[..., str]:
    """An invented report of 2021 as a text file with tabs, or as a page.

    changes: cells of table 3 that are not zero.
    """
    edition = load_editions()["2021"]

    def lines(key: str, changes: Mapping[str, int]) -> list[list[str]]:
        table = edition.table(key)
        if key == "disputes":
            blocks = [row for block in table.blocks for row in block.rows]
            heads = [column.label for column in table.blocks[0].columns]
            return [
                ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
                [*heads, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
                [*[""] * 5, *heads, *heads],
                ["0"] * (len(heads) * len(blocks)),
            ]
        rows: list[list[str]] = []
        for block in table.blocks:
            if key == "disclosure":
                rows += [[block.label], ["信息内容", *(column.label for column in block.columns)]]
            else:
                rows += [["申请人情况"], ["", *(column.label for column in block.columns)]]
            for row in block.rows:
                paths = [f"{key}.{row.key}.{column.key}" for column in block.columns]
                rows.append([row.label, *(str(changes.get(path, 0)) for path in paths)])
        return rows

    def document(publisher: str, *, html: bool = False, **changes: int) -> str:
        parts = [f"{publisher}2021年政府信息公开工作年度报告"]
        parts.append("本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。")
        for section in edition.sections:
            parts.append(f"{'〇一二三四五六'[section.number]}、{section.heading}")
            rows = lines(section.table, changes) if section.table else [["本章没有要说的。"]]
            if html and section.table:
                cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
                parts.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
            else:
                parts += ["\t".join(row) for row in rows]
        if not html:
            return "\n".join(parts) + "\n"
        body = "".join(part if part.startswith("<table") else f"<p>{part}</p>" for part in parts)
        return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'

    return document

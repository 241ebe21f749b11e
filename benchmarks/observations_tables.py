"""Rows of a statutory table, as labels quote them, turned into the columns of an export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gikqa.editions import Block, Line, edition_for, load_editions

HEADS = ("信息内容", "第二十条")
FEWEST = 4
"""A label shorter than this has to be the whole label of its row: 其他 begins several of them."""


def columns_of(text: str, year: int) -> dict[str, Any]:
    """The cells and the printed labels that the rows in `text` give, by the column of an export.

    Rows are divided by line ends or wide blanks, their cells by `｜`. Rows that no form has are
    left out. If the rows are of table 二, its other rows hold zeros, as they do in most reports;
    if the requests received are the only row of table 三, all of them were granted.
    """
    given: dict[str, Any] = {}
    raw: dict[str, str] = {}
    labels: dict[str, str] = {}
    lines: set[str] = set()
    forms: set[str] = set()
    block: Block | None = None
    for line in re.split(r"[\n\u3000]+", text):
        name, *values = (one.strip() for one in line.split("｜"))
        if not values:
            continue
        if name.startswith(HEADS):
            block, misprinted = _head(values, year)
            labels |= misprinted
        elif found := _row(name, len(values), year, block):
            form, table, columns, row = found
            forms |= {form} if table == "disclosure" else set()
            lines.add(f"{table}.{row}.")
            for column, value in zip(columns, values, strict=True):
                path, printed = f"{table}.{row}.{column.key}", value.removeprefix("（空）")
                if re.fullmatch(r"[+-]?\d+", printed):
                    given[path] = int(printed)
                elif re.fullmatch(r"\d+\.\d+", printed):
                    given[path] = Decimal(printed)
                elif printed:
                    raw[path] = printed
    if len(forms) == 1:
        of_form = load_editions()[forms.pop()].table("disclosure").cells
        others = [one.path for one in of_form if not one.path.startswith(tuple(lines))]
        given |= dict.fromkeys(others, 0)
    if lines == {"requests.new_received."}:
        given = _all_granted(given, year)
    named = {"raw_cells": raw, "printed_labels": labels}
    return given | {name: one for name, one in named.items() if one}


def _all_granted(given: dict[str, Any], year: int) -> dict[str, Any]:
    """Table 三 around the row of the requests received, so that it balances."""
    edition = edition_for(year)
    assert edition is not None
    received = {path.rpartition(".")[2]: number for path, number in given.items()}
    for cell in edition.table("requests").cells:
        if cell.row in ("granted", "total_concluded"):
            given[cell.path] = received.get(cell.column, 0)
        else:
            given.setdefault(cell.path, 0)
    return given


def _blocks(year: int) -> Iterator[tuple[str, str, Block]]:
    """Form, table and block: those of the form of the year, then those of the other forms."""
    own = edition_for(year)
    editions = sorted(load_editions().values(), key=lambda one: one != own)
    for edition in editions:
        for table in edition.tables:
            yield from ((edition.key, table.key, block) for block in table.blocks)


def _row(
    name: str, width: int, year: int, under: Block | None
) -> tuple[str, str, tuple[Line, ...], str] | None:
    """Form, table, columns and key of the row called `name`: in the block `under` its head if any.

    The row has to have `width` columns.
    """
    plain = _plain(name)
    for form, table, block in sorted(_blocks(year), key=lambda one: one[2] != under):
        for row in block.rows if len(block.columns) == width else ():
            for label in map(_plain, (row.label, *row.variants)):
                if label == plain or (len(plain) >= FEWEST and plain in label):
                    return form, table, block.columns, row.key
    return None


def _plain(label: str) -> str:
    """The label without notes in brackets, and without the group that it belongs to."""
    label = label.replace("（", "(").replace("）", ")").removeprefix("三、")
    label = re.sub(r"^\([一二三四五六七]\)(?=\d)", "", label)
    return re.sub(r"(?<=.)\(.*", "", label)


def _head(printed: list[str], year: int) -> tuple[Block | None, dict[str, str]]:
    """The block that these columns head, and those labels that are not of the form, by path."""
    plain = [_plain(one) for one in printed]
    fitting = [one for one in _blocks(year) if len(one[2].columns) == len(plain)]
    if not fitting:
        return None, {}
    misprinted = [
        {
            f"{table}.{column.key}": label
            for column, label in zip(block.columns, plain, strict=True)
            if label not in map(_plain, (column.label, *column.variants))
        }
        for _, table, block in fitting
    ]
    fewest = min(misprinted, key=len)
    if len(fewest) == len(plain):
        return None, {}
    return fitting[misprinted.index(fewest)][2], fewest

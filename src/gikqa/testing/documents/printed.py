"""How a style spells the values, labels and texts of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gikqa.editions import Cell, Edition, Kind, Line, Table, edition_for, load_editions
from gikqa.testing.documents.grid import Grid
from gikqa.testing.documents.page_layout import Texts, grids
from gikqa.testing.documents.styles import MARKED, Change, Money, Style

NUMERALS = "〇一二三四五六七八九十"

_BRACKETED = re.compile(f"（([{NUMERALS}]+)）")
_LABEL_NAMES_UNIT = "单位"
_YUAN_IN_WAN = 10_000


@dataclass(frozen=True)
class Printed:
    """What a style makes of the values and labels of a row."""

    row: Mapping[str, Any]
    style: Style
    edition: Edition
    labels: Mapping[str, str]

    def texts(self) -> Texts:
        """Labels and values for a grid."""
        return Texts(lambda table, line: self.label(table, line.key, line.label), self.value)

    def label(self, table: Table, key: str, label: str) -> str:
        """The label printed for a row or a column whose official label is given."""
        return self.labels.get(f"{table.key}.{key}", label)

    def value(self, path: str) -> str:
        """The text in a cell: its raw text if the row has one, else its value in the style."""
        raw = self.row.get("raw_cells") or {}
        if path in raw:
            return str(raw[path])
        cell, value = self.edition.cells[path], self.row.get(path)
        if value is None:
            return str(self.style.blank)
        if cell.kind is Kind.MONEY:
            return self._money(cell, Decimal(value))
        if cell.kind is Kind.SIGNED and self.style.change is Change.PLUS:
            return f"{value:+d}"
        if cell.kind is Kind.SIGNED and self.style.change is Change.WORDS and value:
            return f"{'增' if value > 0 else '减'}{abs(value)}"
        return str(value)

    def _money(self, cell: Cell, amount: Decimal) -> str:
        columns = [c for block in self.edition.table(cell.table).blocks for c in block.columns]
        named = any(_LABEL_NAMES_UNIT in c.label for c in columns if c.key == cell.column)
        if named or not amount or self.style.money is Money.BARE:
            return _plain(amount)
        if self.style.money is Money.YUAN:
            return f"{_plain(amount * _YUAN_IN_WAN)}元"
        return f"{_plain(amount)}万元"

    def grids(self, table: Table) -> list[Grid]:
        """The tables printed for a statutory table."""
        return grids(table, self.texts(), self.style.shape)


def printed_as(row: Mapping[str, Any], style: Style, misprint: Mapping[str, str]) -> Printed:
    """A row on the form of its edition or year; misprints come on top of its own labels."""
    key = row.get("edition")
    edition = load_editions()[key] if key else edition_for(row["year"])
    if edition is None:
        raise ValueError(f"no edition governs the year {row['year']}")
    labels = {**(row.get("printed_labels") or {}), **misprint}
    if unknown := labels.keys() - {place for place, _ in places(edition)}:
        raise KeyError(f"no row or column of edition {edition.key}: {sorted(unknown)}")
    return Printed(row, style, edition, labels)


def places(edition: Edition) -> Iterator[tuple[str, Line]]:
    """Every row and column, by the name that it has in `printed_labels`."""
    for table in edition.tables:
        for block in table.blocks:
            for line in (*block.rows, *block.columns):
                yield f"{table.key}.{line.key}", line


def sections_of(row: Mapping[str, Any], edition: Edition) -> list[dict[str, Any]]:
    """The sections of a row, and those of the form that it does not have."""
    found = list(row.get("sections") or [])
    present = {section["number"] for section in found}
    for section in edition.sections:
        if section.number not in present:
            lacking = {"number": section.number, "heading": section.heading, "text": ""}
            after = [at for at, other in enumerate(found) if other["number"] < section.number]
            found.insert(after[-1] + 1 if after else 0, lacking)
    return found


def converted(text: str, style: Style) -> str:
    """A text as the style spells it: conversions to Markdown turn （一） into (一)."""
    return _BRACKETED.sub(r"(\1)", text) if style.flat in MARKED else text


def lines_of(text: str) -> list[str]:
    """The paragraphs of a section's text."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

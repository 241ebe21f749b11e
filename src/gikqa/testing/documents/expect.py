"""What a perfect reader gets back from a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gikqa.testing.documents.grid import GridCell
from gikqa.testing.documents.printed import (
    Printed,
    converted,
    lines_of,
    places,
    printed_as,
    sections_of,
)
from gikqa.testing.documents.styles import Flat, Style

_PLAIN_INTEGER = re.compile(r"-?\d+", re.ASCII)


def expected(row: Mapping[str, Any], style: Style, misprint: Mapping[str, str]) -> dict[str, Any]:
    """What a perfect reader makes of the document that the style gives."""
    printed = printed_as(row, style, misprint)
    edition = printed.edition
    unread = _unread(printed)
    texts = {path: printed.value(path) for path in edition.cells if path not in unread}
    dated = _prints_period(row)
    return {
        "edition": edition.key,
        "title": row["title"],
        "publisher": row["publisher"],
        "year": row["year"],
        "published_on": row.get("published_on") if style.dated else None,
        "period_start": row.get("period_start") if dated else None,
        "period_end": row.get("period_end") if dated else None,
        "sections": carried(sections_of(row, edition), style),
        **{path: row.get(path) if path in texts else None for path in edition.cells},
        "raw_cells": {
            path: "".join(text.split()) if style.loses_paragraphs else text
            for path, text in texts.items()
            if text.strip() and not _PLAIN_INTEGER.fullmatch(text)
        },
        "printed_labels": {
            place: label
            for place, label in _misprints(printed)
            if place not in _lines_of(unread, style) | _unprinted(printed)
        },
    }


def differences(
    row: Mapping[str, Any], style: Style, found: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Column → (what a perfect reader reads, what was read), where the two are not equal."""
    wanted = expected(row, style, {})
    read = {**found, "sections": carried(found["sections"], style)}
    return {name: (one, read.get(name)) for name, one in wanted.items() if one != read.get(name)}


def carried(sections: list[dict[str, Any]], style: Style) -> list[dict[str, Any]]:
    """Sections as far as a style can carry them; apply it to both sides of a comparison.

    A preamble without text leaves no trace; lines lose their outer blanks, and empty ones vanish.
    Where the margin breaks lines, texts are compared without any blank.
    """
    found = []
    for section in sections:
        lines = lines_of(section["text"])
        if not lines and not section["number"]:
            continue
        text = "\n".join(lines)
        if style.loses_paragraphs:
            text = "".join(text.split())
        found.append(
            {
                "number": section["number"],
                "heading": converted(section["heading"], style),
                "text": converted(text, style),
            }
        )
    return found


def _misprints(printed: Printed) -> Iterator[tuple[str, str]]:
    accepted: dict[str, set[str]] = {}
    for place, line in places(printed.edition):
        accepted.setdefault(place, set()).update((line.label, *line.variants))
    for place, label in printed.labels.items():
        if label not in accepted[place]:
            yield place, converted(label, printed.style)


def _lines_of(unread: set[str], style: Style) -> set[str]:
    """The rows of these cells: a damaged label with too few values gives no row."""
    too_few = style.flat is not Flat.PIPE_BEFORE_ROW
    return {path.rpartition(".")[0] for path in unread} if too_few else set()


def _unprinted(printed: Printed) -> set[str]:
    """The columns whose heads are not printed."""
    if printed.style.flat is not Flat.MARKDOWN_ROWS:
        return set()
    (block,) = printed.edition.table("requests").blocks
    return {f"requests.{column.key}" for column in block.columns}


def _unread(printed: Printed) -> set[str]:
    """The cells of every printed line that lacks a value: which one cannot be known."""
    found: set[str] = set()
    for table in printed.edition.tables:
        for grid in printed.grids(table):
            lines = [[cell for cell in cells if cell.path] for cells in grid.own]
            if printed.style.flat is Flat.PIPE_BEFORE_ROW:
                lines = lines[-1:]  # no pipe of a next row shows where the last one ends
            elif not printed.style.loses_blanks and not _ends_in_its_only_blanks(
                printed.style, lines
            ):
                continue
            lacking = [line for line in lines if any(not cell.text.strip() for cell in line)]
            found.update(cell.path for line in lacking for cell in line if cell.path)
    return found


def _ends_in_its_only_blanks(style: Style, lines: list[list[GridCell]]) -> bool:
    """Whether the blank cells may as well be empty lines between the table and what follows.

    Below merged heads, the last one may as well be what Word leaves at the end of a table.
    """
    filled = [bool(cell.text.strip()) for line in lines for cell in line]
    if style.flat is Flat.TAB_CELLS:
        return len(lines[-1]) == len(filled) and any(filled) and not filled[-1]
    if style.flat not in (Flat.LINES, Flat.SPACED):
        return False
    return not all(filled) and not any(filled[filled.index(False) :])


def _prints_period(row: Mapping[str, Any]) -> bool:
    start = row.get("period_start")
    if start is None:
        return False
    day = f"{start.year}年{start.month}月{start.day}日"
    return any(day in s["text"] for s in row.get("sections") or [] if s["number"] == 0)

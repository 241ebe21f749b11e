"""What a perfect reader gets back from a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gikqa.testing.documents.printed import (
    Printed,
    converted,
    lines_of,
    places,
    printed_as,
    sections_of,
)
from gikqa.testing.documents.styles import Style

_PLAIN_INTEGER = re.compile(r"-?\d+", re.ASCII)


def expected(row: Mapping[str, Any], style: Style, misprint: Mapping[str, str]) -> dict[str, Any]:
    """What a perfect reader makes of the document that the style gives."""
    printed = printed_as(row, style, misprint)
    edition = printed.edition
    unread = _unread(printed) if style.loses_blanks else set()
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
            path: text
            for path, text in texts.items()
            if text.strip() and not _PLAIN_INTEGER.fullmatch(text)
        },
        "printed_labels": dict(_misprints(printed)),
    }


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


def _unread(printed: Printed) -> set[str]:
    """The cells of every printed line that lacks a value: nobody can tell which one."""
    lines = [
        [cell for cell in cells if cell.path]
        for table in printed.edition.tables
        for grid in printed.grids(table)
        for cells in grid.own
    ]
    return {
        cell.path
        for cells in lines
        if any(not cell.text.strip() for cell in cells)
        for cell in cells
        if cell.path
    }


def _prints_period(row: Mapping[str, Any]) -> bool:
    start = row.get("period_start")
    if start is None:
        return False
    day = f"{start.year}年{start.month}月{start.day}日"
    return any(day in s["text"] for s in row.get("sections") or [] if s["number"] == 0)

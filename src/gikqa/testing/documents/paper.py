"""A report in the order in which it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gikqa.testing.documents.grid import Grid
from gikqa.testing.documents.printed import NUMERALS, lines_of, printed_as, sections_of
from gikqa.testing.documents.styles import Style


@dataclass(frozen=True)
class Heading:
    """The heading of a chapter, without its numeral."""

    number: int
    text: str

    @property
    def printed(self) -> str:
        """The heading with its numeral."""
        return f"{NUMERALS[self.number]}、{self.text}"


@dataclass(frozen=True)
class Paper:
    """A report to be rendered: title and parts in printed order; a str is a paragraph."""

    title: str
    title_lines: tuple[str, ...]
    publisher: str
    published_on: date | None
    parts: tuple[Heading | str | Grid, ...]


def paper(row: Mapping[str, Any], style: Style, misprint: Mapping[str, str]) -> Paper:
    """Put title, chapters and tables of a row of an export into the order of print.

    A chapter of the form that the row does not have is printed with its official heading, so that
    each table has a place. Where a chapter has a table and several paragraphs, the last of them
    is under the table.
    """
    printed = printed_as(row, style, misprint)
    drawn = {table.key: printed.grids(table) for table in printed.edition.tables}
    tables = {section.number: section.table for section in printed.edition.sections}
    parts: list[Heading | str | Grid] = []
    for section in sections_of(row, printed.edition):
        number = section["number"]
        if number:
            parts.append(Heading(number, section["heading"]))
        lines = lines_of(section["text"])
        # Only the first chapter with a number holds its table, should a row have two.
        key = tables.pop(number, None)
        if key is None:
            parts += lines
            continue
        before = max(1, len(lines) - 1)
        parts += [*lines[:before], *drawn[key], *lines[before:]]
    title = str(row["title"])
    cut = title.find("政府信息公开", 1) if style.split_title else -1
    return Paper(
        title=title,
        title_lines=(title[:cut], title[cut:]) if cut > 0 else (title,),
        publisher=str(row["publisher"]),
        published_on=row.get("published_on") if style.dated else None,
        parts=tuple(parts),
    )

"""One row of an export from one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

from gikqa.editions import Edition, edition_for, load_editions
from gikqa_documents import __version__
from gikqa_documents.document import Block, Document, Paragraph, SheetCell
from gikqa_documents.files.text import DAMAGED
from gikqa_documents.form.chapter_headings import read_heading
from gikqa_documents.form.characters import simplified
from gikqa_documents.form.table_labels import forms
from gikqa_documents.form.titles import year_of
from gikqa_documents.form.values import read_value
from gikqa_documents.limits import refuse_blocks
from gikqa_documents.misreading.explain import misreadings
from gikqa_documents.prose.body_names import level_of
from gikqa_documents.prose.contents import contents_of
from gikqa_documents.prose.dates import damaged_day, iso_day, period_of, published_on
from gikqa_documents.prose.heading_lines import with_heading_lines
from gikqa_documents.prose.narrative import Chapter, narrate, section_texts
from gikqa_documents.prose.own_title import MOST_HEADS, own_title
from gikqa_documents.prose.publisher import publisher_of
from gikqa_documents.prose.region import region_of
from gikqa_documents.prose.report_year import read_year
from gikqa_documents.prose.second_copy import without_copy
from gikqa_documents.tables.choose_form import Tables, missing_note, read_tables
from gikqa_documents.tables.find_in_text import separate_tables

TOOL = "gikqa-documents"

_LONGEST_FIELD = 80


def record_of(path: Path, document: Document) -> dict[str, Any]:
    """The row of the export for one document."""
    refuse_blocks(path, document.blocks)
    notes: list[str] = []
    separated = _separated(document)
    refuse_blocks(path, separated)
    blocks = without_copy(separated)
    if len(blocks) < len(separated):
        notes.append("the document holds the report twice; the first was read")
    notes += _damage(blocks)
    title, start = own_title(document.heads, blocks)
    story = narrate(blocks, start)
    notes += story.notes
    period = _period(story.chapters, notes)
    year = year_of(title) if title else None
    tables = read_tables(story.sheets, year)
    published = _published(document, blocks)
    if year is None:
        year, place = read_year(
            document.heads[:MOST_HEADS], period, story.chapters,
            file_stem=path.stem, published=published, form=tables.edition,
        )  # fmt: skip
        why = f"no year in a title; read from the {place}" if year else "named nowhere for certain"
        notes.append(f"year: {why}")
    if year is None or year >= _first_year_of_chapters():
        notes += story.slips
    texts = _texts(story.chapters)
    name, where = publisher_of(title, texts, _fields(blocks), document.sites)
    notes.append(f"publisher: read from the {where}" if name else "publisher: no name found")
    name = simplified(name) if name else None
    region_code = region_of(name, title, year, texts.values())
    edition = _edition(tables, year, notes)
    cells, raw_cells = _cells(tables, edition, notes)
    odd = _odd(tables)
    misread = list(misreadings(edition, cells, odd=odd, scanned=document.scanned))
    notes += [*(one.note for one in misread), *document.notes]
    return {
        "report_id": path.stem,
        "publisher": name,
        "year": year,
        "level": level_of(name, region_code) if name else None,
        "region_code": region_code,
        "edition": tables.edition.key if tables.edition else None,
        "title": title,
        "source": str(path),
        "published_on": published,
        "period_start": period[0] if period else None,
        "period_end": period[1] if period else None,
        # None where no text was read: rules over texts then have no input and must not pass.
        "sections": list(section_texts(story.chapters)) or None,
        **cells,
        "raw_cells": raw_cells,
        "printed_labels": {
            path: label for reading in tables.readings for path, label in reading.labels.items()
        },
        "extraction": {
            "tool": TOOL,
            "version": __version__,
            "notes": notes,
            "doubts": [one.doubt for one in misread],
        },
    }


def printed_cells(document: Document) -> dict[str, SheetCell]:
    """Cell path → the cell of the document that it is read from."""
    blocks = without_copy(_separated(document))
    title, start = own_title(document.heads, blocks)
    sheets = narrate(blocks, start).sheets
    tables = read_tables(sheets, year_of(title) if title else None)
    return {path: cell for reading in tables.readings for path, cell in reading.cells.items()}


def _odd(tables: Tables) -> set[str]:
    """Cells with a number that begins with a zero, as where 0 and 2 stand close to each other."""
    printed = (pair for reading in tables.readings for pair in reading.cells.items())
    return {
        path
        for path, cell in printed
        if len(cell.text) > 1 and cell.text[0] == "0" and cell.text.isdigit()
    }


def _separated(document: Document) -> list[Block]:
    """The blocks without the table of contents, with tables and headings apart from the text."""
    listed = contents_of(document.blocks)
    printed = [block for at, block in enumerate(document.blocks) if at not in listed]
    return list(separate_tables(list(with_heading_lines(printed))))


def _first_year_of_chapters() -> int:
    return min(edition.first_year for edition in load_editions().values() if edition.sections)


def _damage(blocks: Sequence[Block]) -> Iterator[str]:
    texts = (
        text
        for block in blocks
        for text in (
            [block.text] if isinstance(block, Paragraph) else (c.text for c in block.cells)
        )
    )
    damaged = sum(text.count(DAMAGED) for text in texts)
    if damaged:
        yield f"{damaged} damaged characters, put down as {DAMAGED}"


def _period(chapters: Sequence[Chapter], notes: list[str]) -> tuple[date, date] | None:
    """The statistical period: from the preamble, else from anywhere before the tables."""
    damaged = None
    for chapter in chapters:
        if chapter.number > 1:
            break
        text = "".join(chapter.lines)
        found = period_of(text)
        if found:
            return found
        damaged = damaged or damaged_day(text)
    if damaged:
        notes.append(f"period: characters of a date were lost ({damaged})")
    return None


def _texts(chapters: Sequence[Chapter]) -> dict[int, str]:
    """The text of each chapter; of two with one number, the first."""
    return {one.number: "\n".join(one.lines) for one in reversed(chapters)}


def _fields(blocks: Sequence[Block]) -> Iterator[str]:
    """Lines above the first chapter, where pages describe the report: 发布机构：…"""
    for block in blocks:
        if isinstance(block, Paragraph):
            if read_heading(block.text, 0):
                return
            yield block.text
        else:
            yield from ("".join(cell.text for cell in pair) for pair in pairwise(block.cells))


def _published(document: Document, blocks: Sequence[Block]) -> date | None:
    stated = iso_day(document.published)
    if stated:
        return stated
    # Dates in the narrative, below the first heading, are not dates of publication.
    days = (published_on(line) for line in _fields(blocks) if len(line) < _LONGEST_FIELD)
    return next(filter(None, days), None)


def _edition(tables: Tables, year: int | None, notes: list[str]) -> Edition:
    """The edition whose cells the row lists: that of the tables, else that of the report year."""
    if tables.edition is not None:
        notes += [note for reading in tables.readings for note in reading.notes]
        return tables.edition
    *_, newest = load_editions().values()
    first = min(edition.first_year for edition in load_editions().values())
    if year is not None and year < first:
        notes.append(f"there was no statutory form before {first}: no table is missing")
        return newest
    edition = (edition_for(year) if year else None) or newest
    notes += map(missing_note, forms(edition))
    notes.append(f"edition: no table read; cells of edition {edition.key} listed as blank")
    return edition


def _cells(
    tables: Tables, edition: Edition, notes: list[str]
) -> tuple[dict[str, int | Decimal | None], dict[str, str]]:
    printed = {path: cell for reading in tables.readings for path, cell in reading.cells.items()}
    units = {path: unit for reading in tables.readings for path, unit in reading.units.items()}
    values: dict[str, int | Decimal | None] = {}
    raw_cells: dict[str, str] = {}
    cells = {**edition.cells}
    for reading in tables.readings:  # a table may follow another form than the rest
        cells |= {cell.path: cell for cell in reading.form.table.cells}
    for path, cell in cells.items():
        text = printed[path].text if path in printed else ""
        value = read_value(text, cell.kind, units.get(path, "万元"))
        values[path] = value.number
        if value.raw is not None:
            raw_cells[path] = value.raw
        if not value.readable:
            notes.append(f"{path}: {value.raw!r} is no number that can be read")
    return values, raw_cells

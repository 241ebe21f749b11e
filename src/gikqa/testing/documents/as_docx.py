"""Word documents: paragraphs and tables with cells merged to the right and downwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.paper import Heading, Paper
from gikqa.testing.documents.styles import Word

# The first day that a ZIP file can hold; real clocks would make every file another one.
EPOCH = (1980, 1, 1, 0, 0, 0)
ITEM = re.compile(r"\d{1,2}[.、]|[一二三四五六七八九]是")


def render(paper: Paper, look: Word) -> bytes:
    """The report as a DOCX file."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.publisher
    properties.created = properties.modified = datetime(*EPOCH)
    for line in paper.title_lines:
        _centred(document, line)
    if paper.published_on:
        _centred(document, f"发布日期：{paper.published_on}")
    for part in paper.parts:
        if isinstance(part, Grid):
            # Built as XML: python-docx looks a merged cell up in time that grows with the table.
            document.element.body.insert_element_before(_table(part), "w:sectPr")
            document.add_paragraph()
        elif isinstance(part, Heading) and look.headings:
            document.add_heading(part.printed, level=1)
        elif isinstance(part, Heading):
            document.add_paragraph().add_run(part.printed).bold = True
        else:
            listed = look.headings and ITEM.match(part)
            paragraph = document.add_paragraph(part, style="List Paragraph" if listed else None)
            paragraph.paragraph_format.first_line_indent = Pt(24)
    if look.footer:
        _page_number(document)
    return _undated(document)


def _centred(document: Any, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _page_number(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    paragraph.add_run(" —")


def _table(grid: Grid) -> Any:
    rows = "".join(f"<w:tr>{''.join(_row(cells, at))}</w:tr>" for at, cells in enumerate(grid.rows))
    columns = "<w:gridCol/>" * len(grid.rows[0])
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: list[GridCell], number: int) -> Iterator[str]:
    for at, cell in enumerate(cells):
        if cell.column != at:
            continue
        begins = cell.row == number
        properties = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        if cell.height > 1:
            properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        text = f'<w:r><w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r>' if begins else ""
        yield f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{text}</w:p></w:tc>"


def _undated(document: Any) -> bytes:
    """The file with the same date on each part, so that equal documents are equal bytes."""
    written, undated = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(undated, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return undated.getvalue()

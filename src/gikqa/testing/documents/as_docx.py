"""Word documents: paragraphs and tables with cells merged to the right and downwards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
CHAPTERS = 77  # number of the list that counts them; the template has lists of its own below it
BOX = nsdecls("w", "wp", "a") + (
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def render(paper: Paper, look: Word) -> bytes:
    """The report as a DOCX file."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = paper.title, paper.publisher
    properties.created = properties.modified = datetime(*EPOCH)
    if look.boxed:
        document.element.body.insert(0, _box(paper.title_lines))
    else:
        for line in paper.title_lines:
            _centred(document, line)
    if look.numbered:
        _list_of_chapters(document)
    if paper.published_on:
        _centred(document, f"发布日期：{paper.published_on}")
    for part in paper.parts:
        if isinstance(part, Grid):
            # Built as XML: python-docx looks a merged cell up in time that grows with the table.
            document.element.body.insert_element_before(_table(part, look), "w:sectPr")
            document.add_paragraph()
        elif isinstance(part, Heading) and look.headings:
            document.add_heading(part.printed, level=1)
        elif isinstance(part, Heading):
            text = part.text if look.numbered else part.printed
            paragraph = document.add_paragraph()
            paragraph.add_run(text).bold = True
            if look.numbered:
                _set_chapter(paragraph)
        else:
            listed = look.headings and ITEM.match(part)
            paragraph = document.add_paragraph(part, style="List Paragraph" if listed else None)
            paragraph.paragraph_format.first_line_indent = Pt(24)
    if look.footer:
        _page_number(document)
    return _undated(document)


def _centred(document: Any, text: str) -> None:
    document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _box(lines: Sequence[str]) -> Any:
    """A text box anchored in an empty paragraph."""
    inner = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    return parse_xml(
        f"<w:p {BOX}><w:r><w:drawing><wp:inline><a:graphic><a:graphicData>"
        f"<wps:wsp><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _list_of_chapters(document: Any) -> None:
    """A list that prints 一、 二、 … before its paragraphs."""
    numbering = document.part.numbering_part.element
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:lvlText w:val="%1、"/></w:lvl>'
    )
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{CHAPTERS}">{level}</w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{CHAPTERS}"><w:abstractNumId w:val="{CHAPTERS}"/></w:num>'
    ))  # fmt: skip


def _set_chapter(paragraph: Any) -> None:
    place = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    place.get_or_add_ilvl().val, place.get_or_add_numId().val = 0, CHAPTERS


def _page_number(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))
    paragraph.add_run(" —")


def _table(grid: Grid, look: Word) -> Any:
    rows = "".join(
        f"<w:tr>{''.join(_row(cells, at, grid.stub - 1 if look.upright else 0))}</w:tr>"
        for at, cells in enumerate(grid.rows)
    )
    columns = "<w:gridCol/>" * len(grid.rows[0])
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(cells: list[GridCell], number: int, upright: int) -> Iterator[str]:
    """The cells of a row; labels over several rows in the first `upright` columns run down."""
    for at, cell in enumerate(cells):
        if cell.column != at:
            continue
        begins = cell.row == number
        properties = f'<w:gridSpan w:val="{cell.width}"/>' if cell.width > 1 else ""
        if cell.height > 1:
            properties += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
        lines: Sequence[str] = [cell.text]
        if cell.height > 1 and cell.column < upright:
            lines = cell.text or [""]
        text = "".join(map(_paragraph, lines)) if begins else "<w:p/>"
        yield f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


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

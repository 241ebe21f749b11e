"""A letter as a Word document on A4."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from gikqa._office.compose_letters import Letter
from gikqa._office.same_bytes import saved
from gikqa.errors import UsageError

if TYPE_CHECKING:
    from docx.document import Document

_CREATED = datetime(2000, 1, 1)  # with the date of today the same letter would give other bytes
_BODY, _HEAD = "仿宋", "黑体"
_WIDTHS = (1.2, 4.8, 5.6, 4.4)
"""Widths of the columns of the reply slip, in centimetres."""


def docx_letter(letter: Letter) -> bytes:
    """The document. Raises UsageError if python-docx is not installed."""
    try:
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm
    except ImportError as error:
        raise UsageError.worded("letters without python-docx") from error
    document = Document()
    _set_up(document, letter)
    title = document.add_paragraph(style="Title")
    title.add_run(letter.title)
    addressee, *opening = letter.opening
    document.add_paragraph(addressee).runs[0].bold = True
    for text in (*opening, *letter.causes):
        document.add_paragraph(text).paragraph_format.first_line_indent = Cm(0.85)
    for number, question in enumerate(letter.questions, 1):
        asked = document.add_paragraph()
        asked.paragraph_format.keep_with_next = True
        asked.add_run(f"{number}. {question.ask}").bold = True
        for label, text in question.facts:
            fact = document.add_paragraph()
            fact.paragraph_format.left_indent = Cm(0.85)
            fact.add_run(f"{label}{_COLON[letter.lang]}{text}")
    contact, *signed = letter.closing
    document.add_paragraph(contact)
    for text in signed:
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _add_slip(document, letter)
    return saved(document)


_COLON = {"zh": "：", "en": ": "}


def _add_slip(document: "Document", letter: Letter) -> None:
    from docx.shared import Cm

    heading, first, last = letter.slip
    head = document.add_paragraph(heading, style="Title")
    head.paragraph_format.page_break_before = True
    document.add_paragraph(first)
    table = document.add_table(rows=1, cols=len(letter.slip_columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Cm(width)
    lines = [
        (str(n), one.reference, letter.answers, "") for n, one in enumerate(letter.questions, 1)
    ]
    for at, line in enumerate([letter.slip_columns, *lines]):
        cells = (table.rows[0] if at == 0 else table.add_row()).cells
        for cell, text, width in zip(cells, line, _WIDTHS, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].add_run(text).bold = at == 0
    document.add_paragraph(last)


def _set_up(document: "Document", letter: Letter) -> None:
    """A4, the fonts of official letters, and properties that name no program as the author."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2.5)
    for name, font, size in (("Normal", _BODY, 12), ("Title", _HEAD, 16)):
        style: Any = document.styles[name]
        style.font.name, style.font.size = "Times New Roman", Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
        fonts.set(qn("w:eastAsia"), font)
        style.paragraph_format.space_after = Pt(4)
    title: Any = document.styles["Title"]
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    borders = title.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        title.element.pPr.remove(borders)
    about = document.core_properties
    about.author = about.comments = about.last_modified_by = ""
    about.title = f"{letter.title} · {letter.publisher}"[:255]
    about.created = about.modified = _CREATED

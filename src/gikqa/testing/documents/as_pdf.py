"""PDF files: tables with labels broken in narrow cells, over as many pages as it takes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.paper import Heading, Paper
from gikqa.testing.documents.styles import Beside, Print

# Named by every PDF viewer's Chinese font pack; nothing is embedded, and text can be extracted.
FONT = "STSong-Light"
MARGIN = 60.0
PADDING = 2.0
LARGEST, SMALLEST = 8.0, 3.0  # points, of numbers in tables
SHORT = 4  # characters; labels up to this length are printed with blanks inside

VALIGN = {
    Beside.MIDDLE: "MIDDLE", Beside.FIRST: "TOP", Beside.LAST: "BOTTOM", Beside.ABOVE: "TOP",
}  # fmt: skip
# 人 → ⼈; what a converter prints that takes a character for the radical that looks like it.
RADICALS = {ord(unicodedata.normalize("NFKC", chr(code))): code for code in range(0x2F00, 0x2FD6)}
RADICALS |= {ord("民"): 0x2EA0, ord("见"): 0x2EC5, ord("长"): 0x2ED3, ord("门"): 0x2ED4}

_BASE: dict[str, Any] = {"fontName": FONT, "wordWrap": "CJK"}
TITLE = ParagraphStyle("title", **_BASE, fontSize=16, leading=26, alignment=TA_CENTER)
HEADING = ParagraphStyle("heading", **_BASE, fontSize=14, leading=24)
BODY = ParagraphStyle("body", **_BASE, fontSize=12, leading=20, firstLineIndent=24)
DATE = ParagraphStyle("date", **_BASE, fontSize=10, leading=14, alignment=TA_CENTER)


def render(paper: Paper, look: Print) -> bytes:
    """The report as a PDF file."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
        bottomMargin=MARGIN, title=paper.title, author=paper.publisher,
        invariant=1,  # no clock in the file: equal reports are equal bytes
    )  # fmt: skip
    numbered = partial(_number, look.number)
    document.build(list(_story(paper, look)), onFirstPage=numbered, onLaterPages=numbered)
    return stream.getvalue()


def _number(form: str, canvas: Any, document: Any) -> None:
    canvas.setFont(FONT, 10)
    canvas.drawCentredString(A4[0] / 2, MARGIN / 2, form.format(document.page))


def _story(paper: Paper, look: Print) -> Iterator[Any]:
    def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
        # The blank keeps a last line of one character company; see `_broken`.
        return Paragraph(f"{escape(_spelt(text, look))}\xa0", style)

    yield from (paragraph(line, TITLE) for line in paper.title_lines)
    if paper.published_on:
        yield paragraph(f"发布日期：{paper.published_on}", DATE)
    yield Spacer(0, 12)
    for part in paper.parts:
        if isinstance(part, Grid):
            for number, page in enumerate(_pages(part, look.rows)):
                if number:
                    yield PageBreak()
                yield _table(page, look)
            yield Spacer(0, 8)
        elif isinstance(part, Heading):
            yield paragraph(part.printed, HEADING)
        else:
            yield paragraph(part, BODY)


def _spelt(text: str, look: Print) -> str:
    return text.translate(RADICALS) if look.radicals else text


def _pages(grid: Grid, most: int | None) -> list[Grid]:
    """The grid in parts of at most `most` rows below the heads, each under the same heads."""
    height = len(grid.rows)
    if most is None or height - grid.heads <= most:
        return [grid]
    cuts = [*range(grid.heads, height, most), height]
    parts = [grid.between(start, stop) for start, stop in pairwise(cuts)]
    if not grid.heads:
        return parts
    heads = grid.between(0, grid.heads)
    return [part.below(heads) for part in parts]


def _table(grid: Grid, look: Print) -> Any:
    widths = _widths(grid)
    content: list[list[str]] = [[""] * len(widths) for _ in grid.rows]
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), FONT, LARGEST, LARGEST + 2),
        ("ALIGN", (0, 0), (-1, -1), "CENTER"),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ]
    if look.ruled:
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, black))
    size = min((_fits(cell, widths) for cell in grid.cells), default=LARGEST)
    for cell in grid.cells:
        first = (cell.column, cell.row)
        last = (cell.column + cell.width - 1, cell.row + cell.height - 1)
        commands.append(("SPAN", first, last))
        if cell.path:  # a number is never broken, but printed smaller
            commands.append(("FONTSIZE", first, first, size))
            commands.append(("VALIGN", first, first, VALIGN[look.beside]))
            content[cell.row][cell.column] = cell.text
        else:
            label = " ".join(cell.text) if look.spaced and len(cell.text) <= SHORT else cell.text
            lines = _broken(_spelt(label, look), _room(cell, widths))
            if look.beside is Beside.ABOVE and cell.column < grid.stub:
                lines = ["", *lines]
            content[cell.row][cell.column] = "\n".join(lines)
    return Table(content, colWidths=widths, style=TableStyle(commands))


def _broken(label: str, room: float) -> list[str]:
    """A label in lines that fit; CJK text may be broken after any character."""
    lines = [""]
    for character in label:
        if lines[-1] and pdfmetrics.stringWidth(lines[-1] + character, FONT, LARGEST) > room:
            lines.append("")
        lines[-1] += character
    # Where no Chinese font is installed, pdfium drops a string of one glyph: it has no extent.
    return [f"{line} " if len(line) == 1 else line for line in lines]


def _widths(grid: Grid) -> list[float]:
    """Narrow columns for groups at the side, a wide one for row labels, the rest for numbers."""
    room = A4[0] - 2 * MARGIN - 12  # platypus keeps six points free on each side
    groups = max(0, grid.stub - 1)
    side = [14.0, 34.0, 34.0][:groups]
    labels = [110.0] if grid.stub else []
    numbers = len(grid.rows[0]) - grid.stub
    return side + labels + [(room - sum(side) - sum(labels)) / numbers] * numbers


def _room(cell: GridCell, widths: list[float]) -> float:
    return sum(widths[cell.column : cell.column + cell.width]) - 2 * PADDING


def _fits(cell: GridCell, widths: list[float]) -> float:
    """The largest size in which a number stays in its cell."""
    needed = pdfmetrics.stringWidth(cell.text, FONT, 1) if cell.path else 0
    return min(LARGEST, max(SMALLEST, (_room(cell, widths) - 1) / needed)) if needed else LARGEST

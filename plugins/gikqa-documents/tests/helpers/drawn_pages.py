"""Draw a report page by page: lines of several makes, turned pages, fonts, page breaks."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
EMBEDDED = "embedded"
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 60.0
TITLE = "青山县人民政府办公室2022年政府信息公开工作年度报告"


def outline(canvas, left, bottom, right, top):
    canvas.rect(left, bottom, right - left, top - bottom)


def thin_boxes(canvas, left, bottom, right, top):
    """The way Word draws borders: filled boxes, one for each side of each cell."""
    for x in (left, right):
        canvas.rect(x - 0.24, bottom, 0.48, top - bottom, stroke=0, fill=1)
    for y in (bottom, top):
        canvas.rect(left, y - 0.24, right - left, 0.48, stroke=0, fill=1)


def without_outer_sides(canvas, left, bottom, right, top):
    canvas.line(left, bottom, right, bottom)
    canvas.line(left, top, right, top)
    for x in (left, right):
        if MARGIN + 1 < x < WIDTH - MARGIN - 1:
            canvas.line(x, bottom, x, top)


def register_fonts():
    """A font that is named only, and one that is embedded, as office programs do.

    The embedded one draws every Chinese character as an M of full width; its table of names is
    right, and nobody looks at the pictures.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    font = TTFont(EMBEDDED, "Vera.ttf")
    for code in (*range(0x3000, 0x3040), *range(0x4E00, 0xA000), *range(0xFF00, 0xFF60)):
        font.face.charToGlyph[code] = font.face.charToGlyph[ord("M")]
        font.face.charWidths[code] = 1000
    pdfmetrics.registerFont(font)


class Print:
    """A report while it is drawn; `y` is the place of the next line on an upright page."""

    def __init__(self, border=outline, turned=0, page_turned=0, bold=False, font=FONT):
        register_fonts()
        self.font = font
        self.stream = io.BytesIO()
        sideways = turned in (90, 270)
        size = (HEIGHT, WIDTH) if sideways else (WIDTH, HEIGHT)
        # reportlab takes the size of the page as it is seen.
        size = size[::-1] if page_turned in (90, 270) else size
        self.canvas = Canvas(self.stream, pagesize=size, invariant=1)
        self.border, self.turned, self.page_turned, self.bold = border, turned, page_turned, bold
        self.begin()

    def begin(self):
        self.y = HEIGHT - MARGIN
        self.canvas.setPageRotation(self.page_turned)
        self.canvas.setLineWidth(0.5)
        if self.turned == 90:
            self.canvas.translate(HEIGHT, 0)
        elif self.turned == 270:
            self.canvas.translate(0, WIDTH)
        elif self.turned == 180:
            self.canvas.translate(WIDTH, HEIGHT)
        self.canvas.rotate(self.turned)

    def next_page(self):
        self.canvas.showPage()
        self.begin()

    def text(self, text, x=MARGIN, y=None, size=12):
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(x, self.y if y is None else y, text)
        if self.bold:
            self.canvas.drawString(x + 0.3, self.y if y is None else y, text)
        if y is None:
            self.y -= size * 1.6

    def table(self, rows, columns, breaks=()):
        """Rows of (text, columns, rows); before the rows in `breaks` a new page begins."""
        width = (WIDTH - 2 * MARGIN) / columns
        covered: dict[int, tuple[int, int, str]] = {}
        per_row = []
        for row in rows:
            placed, column, rest = [], 0, list(row)
            while column < columns:
                if column in covered:
                    span, left, text = covered[column]
                    placed.append((column, span, left, text, False))
                elif rest:
                    text, span, left = rest.pop(0)
                    placed.append((column, span, left, text, True))
                else:
                    break
                column += placed[-1][1]
            covered = {c: (s, n - 1, t) for c, s, n, t, _ in placed if n > 1}
            per_row.append(placed)
        for number, placed in enumerate(per_row):
            if number in breaks:
                self.next_page()
            height = 12 + 8 * max(len(self.wrapped(t, s * width)) for _, s, n, t, _ in placed)
            for column, span, _, text, first in placed:
                left = MARGIN + column * width
                last = number + 1 == len(rows) or number + 1 in breaks
                self.cell(left, height, span * width, text if first else "", first, last)
            self.y -= height
        self.y -= 30

    def wrapped(self, text, width):
        most = max(int((width - 4) // 7), 1)
        if text.isascii():
            return [text]
        return [text[at : at + most] for at in range(0, len(text), most)] or [""]

    def cell(self, left, height, width, text, first, last):
        if first:
            self.border(self.canvas, left, self.y - height, left + width, self.y)
        else:  # a cell that goes on: no line above it
            self.canvas.line(left, self.y - height, left, self.y)
            self.canvas.line(left + width, self.y - height, left + width, self.y)
            if last:
                self.canvas.line(left, self.y - height, left + width, self.y - height)
        for at, line in enumerate(self.wrapped(text, width)):
            self.text(line, left + 2, self.y - 10 - 8 * at, 7)

    def done(self):
        self.canvas.save()
        return self.stream.getvalue()


def draw(sheet, report, breaks=(14,)):
    """The report on a form, each table on pages of its own."""
    sheet.text(TITLE, 150, size=16)
    tables = report.tables()
    widths = {"disclosure": 4, "requests": 10, "disputes": 15}
    for section in report.edition.sections:
        sheet.text(f"{'〇一二三四五六'[section.number]}、{section.heading}", size=14)
        if section.table:
            sheet.table(
                tables[section.table],
                widths[section.table],
                breaks if section.table == "requests" else (),
            )
            sheet.next_page()
        else:
            sheet.text(f"第{section.number}章的正文。")
    return sheet

"""Pages drawn by hand: lines of all kinds, turned pages, margins, page breaks, pictures."""

from __future__ import annotations

import io

import pytest

from gikqa.editions import load_editions
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
EMBEDDED = "embedded"
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 60.0
TITLE = "青山县人民政府办公室2022年政府信息公开工作年度报告"
SENTENCE = "各单位按照要求公开了规划预算和办事指南并答复了群众提出的全部问题"


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


@pytest.fixture
def record(tmp_path):
    def record(printed):
        path = tmp_path / "report.pdf"
        path.write_bytes(printed.done())
        return read_pdf(path)

    return record


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


@pytest.mark.parametrize("font", [FONT, EMBEDDED])
@pytest.mark.parametrize("border", [outline, thin_boxes, without_outer_sides])
def test_lines_of_every_make_part_the_cells(
    edition, printed, numbers, record, cells_of, border, font
):
    values = numbers(edition)
    found = record(draw(Print(border, font=font), printed(edition, values)))
    assert cells_of(found) == values
    assert found["title"] == TITLE
    assert [s["number"] for s in found["sections"]] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("turned", [90, 180, 270])
@pytest.mark.parametrize("page_turned", [0, 90])
def test_a_turned_page_is_read_in_the_direction_of_its_text(
    edition, printed, numbers, record, cells_of, turned, page_turned
):
    values = numbers(edition)
    sheet = Print(turned=turned, page_turned=page_turned, font=EMBEDDED)
    assert cells_of(record(draw(sheet, printed(edition, values)))) == values


def test_bold_print_made_by_printing_twice_is_read_once(
    edition, printed, numbers, record, cells_of
):
    values = numbers(edition)
    found = record(draw(Print(bold=True), printed(edition, values)))
    assert cells_of(found) == values
    assert found["title"] == TITLE


@pytest.mark.parametrize("row", range(4, 24, 3))
def test_a_page_break_before_any_row_of_table_three_loses_nothing(
    edition, printed, numbers, record, cells_of, row
):
    values = numbers(edition)
    found = record(draw(Print(), printed(edition, values), breaks=(row,)))
    assert cells_of(found) == values
    assert found["printed_labels"] == {}


@pytest.fixture
def table_two(printed, numbers):
    """Table 二 of 2021 in rows of a heading, heads, 规章, 行政规范性文件, and more."""

    def table_two():
        edition = load_editions()["2021"]
        values = numbers(edition)
        values |= {
            f"disclosure.regulations.{c}": n for c, n in zip(COLUMNS, (1, 2, 3), strict=True)
        }
        values |= {
            f"disclosure.normative_documents.{c}": n
            for c, n in zip(COLUMNS, (4, 5, 6), strict=True)
        }
        return printed(edition, values).disclosure()

    return table_two


COLUMNS = ("issued", "repealed", "in_force")


def numbers_of(record, row):
    return [record[f"disclosure.{row}.{column}"] for column in COLUMNS]


def one_table(rows):
    sheet = Print()
    sheet.text(TITLE, 150, size=16)
    sheet.text("二、主动公开政府信息情况", size=14)
    sheet.top = sheet.y
    sheet.table(rows, 4)
    return sheet


@pytest.mark.parametrize("below", [False, True])
def test_a_row_cut_in_two_by_the_page_is_one_row_wherever_its_numbers_are(record, table_two, below):
    rows = table_two()
    digits, none = rows[3][1:], [("", 1, 1)] * 3
    sheet = one_table([*rows[:3], [("行政规范", 1, 1), *(none if below else digits)]])
    sheet.next_page()
    sheet.table([[("性文件", 1, 1), *(digits if below else none)], *rows[4:]], 4)
    found = record(sheet)
    assert numbers_of(found, "normative_documents") == [4, 5, 6]
    assert found["printed_labels"] == {}


def test_heads_printed_again_and_running_heads_between_the_pages_are_left_out(record, table_two):
    rows = table_two()
    sheet = one_table(rows[:3])
    for page in (1, 2, 3):
        sheet.text("青山县政府公报", 200, HEIGHT - 20, 9)
        sheet.text(str(page), 290, 30, 9)
        if page < 3:
            sheet.next_page()
            sheet.table(rows[:2] + rows[3:4] if page == 1 else rows[4:], 4)
    found = record(sheet)
    assert numbers_of(found, "regulations") == [1, 2, 3]
    assert numbers_of(found, "normative_documents") == [4, 5, 6]
    assert [s["text"] for s in found["sections"]] == [""]


def test_a_number_across_a_line_belongs_to_nobody_and_is_named(record, table_two):
    rows = table_two()
    row = rows[2]
    rows[2] = [row[0], ("", 1, 1), ("", 1, 1), row[3]]
    sheet = one_table(rows)
    sheet.text("123456", WIDTH / 2 - 8, sheet.top - 50, 7)
    found = record(sheet)
    assert numbers_of(found, "regulations") == [None, None, 3]
    assert numbers_of(found, "normative_documents") == [4, 5, 6]
    assert (
        "number 123456 is printed across a line of its table; left blank"
        in (found["extraction"]["notes"])
    )


def test_lines_that_do_not_part_the_columns_are_no_grid(record, table_two):
    sheet = one_table([])
    top = sheet.y + 10
    for row in table_two():
        for at, (text, _, _) in enumerate(row):
            sheet.text(text, MARGIN + 4 + at * 110, sheet.y, 9)
        sheet.y -= 20
        sheet.canvas.line(MARGIN, sheet.y + 12, WIDTH - MARGIN, sheet.y + 12)
    for x in (MARGIN, WIDTH - MARGIN):
        sheet.canvas.line(x, top, x, sheet.y)
    found = record(sheet)
    assert numbers_of(found, "regulations") == [1, 2, 3]
    assert numbers_of(found, "normative_documents") == [4, 5, 6]


def test_lines_and_text_in_a_form_object_are_found_where_it_is_put(record, table_two):
    sheet = Print()
    sheet.canvas.beginForm("all")
    sheet.text(TITLE, 150, size=16)
    sheet.text("二、主动公开政府信息情况", size=14)
    sheet.table(table_two(), 4)
    sheet.canvas.endForm()
    sheet.canvas.translate(10, -20)
    sheet.canvas.scale(0.9, 0.9)
    sheet.canvas.doForm("all")
    assert numbers_of(record(sheet), "regulations") == [1, 2, 3]

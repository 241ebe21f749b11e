"""Pages drawn by hand: lines of all kinds, turned pages, margins, page breaks, pictures."""

from __future__ import annotations

import pytest

from gikqa.editions import load_editions
from gikqa_documents.files.pdf.load import load_pages
from gikqa_documents.files.pdf.text_lines import lines_of
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

from drawn_pages import (
    EMBEDDED,
    FONT,
    HEIGHT,
    MARGIN,
    TITLE,
    WIDTH,
    Print,
    draw,
    outline,
    thin_boxes,
    without_outer_sides,
)
from written_pdfs import with_stream


@pytest.fixture
def record(tmp_path):
    def record(printed):
        path = tmp_path / "report.pdf"
        path.write_bytes(printed.done())
        return read_pdf(path)

    return record


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


@pytest.mark.parametrize(("printed", "line"), [(b"4 3", "4 3"), (b"43", "43"), (b"4 3 ", "4 3")])
def test_a_blank_in_the_text_keeps_two_numbers_apart_that_almost_touch(tmp_path, printed, line):
    path = tmp_path / "narrow.pdf"
    path.write_bytes(with_stream(b"BT /F 12 Tf -3 Tw 100 700 Td (%b) Tj ET" % printed))
    [page] = load_pages(path)
    assert [one.text for one in lines_of(page.glyphs)] == [line]


@pytest.mark.parametrize(
    ("rise", "line"), [(5, "12¹ 30"), (3, "12¹ 30"), (0, "121 30")], ids=["high", "low", "level"]
)
def test_the_number_of_a_note_above_the_line_is_no_digit_of_a_number(tmp_path, rise, line):
    path = tmp_path / "note.pdf"
    note = f"/F 7 Tf {rise} Ts (1) Tj /F 12 Tf 0 Ts ( 30) Tj".encode()
    path.write_bytes(with_stream(b"BT /F 12 Tf 100 700 Td (12) Tj %b ET" % note))
    [page] = load_pages(path)
    assert [one.text for one in lines_of(page.glyphs)] == [line]

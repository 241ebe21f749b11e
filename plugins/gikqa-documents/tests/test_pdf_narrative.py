"""Running text of PDFs: titles, paragraphs, page numbers, contents, watermarks, pictures."""

from __future__ import annotations

import io

import pytest

from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
WIDTH, HEIGHT, MARGIN = 595.0, 842.0, 60.0
TITLE = "青山县人民政府办公室2022年政府信息公开工作年度报告"
SENTENCE = "各单位按照要求公开了规划预算和办事指南并答复了群众提出的全部问题"
FIRST = ("首" + SENTENCE * 2)[:37]  # indented by two
FULL = (SENTENCE * 2)[:39]
# PDFium takes equal lines of a font that is not embedded for one printed twice.
LINES = [(SENTENCE * 3)[at : at + 39] for at in range(10)]


class Print:
    """Lines below each other; `y` is the place of the next one."""

    def __init__(self):
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, pagesize=(WIDTH, HEIGHT), invariant=1)
        self.y = HEIGHT - MARGIN

    def text(self, text, x=MARGIN, y=None, size=12):
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y if y is None else y, text)
        self.y -= size * 1.6 if y is None else 0

    def next_page(self):
        self.canvas.showPage()
        self.y = HEIGHT - MARGIN


@pytest.fixture
def record(tmp_path):
    def record(sheet):
        sheet.canvas.save()
        path = tmp_path / "report.pdf"
        path.write_bytes(sheet.stream.getvalue())
        return read_pdf(path)

    return record


def printed(*lines):
    """A report with these lines in chapter one; those that begin a paragraph are indented."""
    sheet = Print()
    sheet.text("青山县人民政府办公室2022年", 180, size=18)
    sheet.text("政府信息公开工作年度报告", 180, size=18)
    sheet.text("一、总体情况", MARGIN + 24)
    for line in lines:
        sheet.text(line, MARGIN + (24 if line.startswith("首") else 0))
    return sheet


def text_of(record):
    return record["sections"][-1]["text"]


def test_lines_broken_at_the_margin_are_joined_and_paragraphs_kept_apart(record):
    found = record(printed(FIRST, FULL, "开。", FIRST, FULL, "完。"))
    assert found["title"] == TITLE
    assert text_of(found).split("\n") == [FIRST + FULL + "开。", FIRST + FULL + "完。"]


def test_a_paragraph_that_goes_on_on_the_next_page_is_one_paragraph(record):
    sheet = printed(FIRST, FULL)
    sheet.text("- 1 -", 290, 30, 9)
    sheet.next_page()
    sheet.text("公开完毕。")
    sheet.text("- 2 -", 290, 30, 9)
    assert text_of(record(sheet)) == FIRST + FULL + "公开完毕。"


def test_pages_with_margins_of_their_own_are_joined_as_well(record):
    sheet = printed(FIRST, *LINES[:5])
    sheet.next_page()
    for line in (*LINES[5:], "完。"):
        sheet.text(line, MARGIN + 15)
    assert text_of(record(sheet)) == FIRST + "".join(LINES) + "完。"


def test_short_lines_are_never_joined(record):
    lines = ["首" + SENTENCE, "1.答复12件", "2.公开3件", "首" + SENTENCE]
    assert text_of(record(printed(*lines))).split("\n") == lines


def test_a_number_on_the_only_page_is_kept(record):
    sheet = printed("首" + SENTENCE, "共计")
    sheet.text("12", 290, 30, 9)
    assert text_of(record(sheet)).endswith("共计\n12")


@pytest.mark.parametrize("form", ["{}", "- {} -", "— {} —", "第{}页", "第 {} 页 共 3 页", "{}/3"])
def test_page_numbers_of_every_form_are_left_out(record, form):
    sheet = printed(FIRST, FULL, "开。")
    more = ["首页之后的第一段。", "首页之后的第二段。"]
    for page in (1, 2, 3):
        sheet.text(form.format(page), 290, 30, 9)
        if page < 3:
            sheet.next_page()
            sheet.text(more[page - 1], MARGIN + 24)
    assert text_of(record(sheet)).split("\n") == [FIRST + FULL + "开。", *more]


def test_a_line_that_comes_to_the_edge_of_each_page_at_another_place_is_no_running_head(record):
    note = "注：以上数据含上年度结转数量。"
    sheet = printed(FIRST, FULL, "开。")
    for y in (30, 800, 60):
        sheet.text(note, MARGIN + 24, y)
        sheet.text("青山县政府公报", 300, 15, 9)
        sheet.next_page()
    sheet.text("青山县政府公报", 300, 15, 9)
    assert text_of(record(sheet)).split("\n") == [FIRST + FULL + "开。", note, note, note]


@pytest.mark.parametrize(
    ("up", "lines"), [(3, ["首公开共12件次", "完。"]), (9, ["12", "首公开共 件次", "完。"])]
)
def test_small_print_beside_the_characters_of_a_line_is_in_it_and_above_them_is_not(
    record, up, lines
):
    sheet = printed()
    sheet.text("首公开共", MARGIN + 24, sheet.y)
    sheet.text("12", MARGIN + 24 + 48, sheet.y + up, 6)
    sheet.text("件次", MARGIN + 24 + 55)
    sheet.text("完。", MARGIN + 24)
    assert text_of(record(sheet)).split("\n") == lines


def test_a_number_in_a_column_beyond_the_text_is_no_beginning_of_the_next_line(record):
    sheet = printed(FIRST, FULL, "开。")
    sheet.text("7", WIDTH - MARGIN)
    sheet.text("公开完毕。")
    assert text_of(record(sheet)).split("\n")[1:] == ["7", "公开完毕。"]


def test_a_slanting_watermark_is_no_text(record):
    sheet = printed("首" + SENTENCE)
    sheet.canvas.rotate(45)
    sheet.text("内部资料", 400, 100, 40)
    assert text_of(record(sheet)) == "首" + SENTENCE


def test_contents_with_leaders_are_no_chapters(record):
    sheet = Print()
    sheet.text(TITLE, 150, size=16)
    sheet.text("一、总体情况" + "." * 40 + "3")
    sheet.text("二、主动公开政府信息情况" + "…" * 10 + "5")
    sheet.next_page()
    sheet.text("一、总体情况")
    sheet.text(SENTENCE)
    assert [section["number"] for section in record(sheet)["sections"]] == [1]


def picture():
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    return ImageReader(Image.new("L", (40, 40), 128))


def test_a_page_that_is_a_picture_is_named(record):
    sheet = printed("首" + SENTENCE)
    sheet.next_page()
    sheet.canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
    notes = record(sheet)["extraction"]["notes"]
    assert "page 2 holds pictures and no text: needs OCR" in notes


def test_text_hidden_under_a_picture_is_read_with_a_warning(record):
    sheet = Print()
    sheet.canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
    hidden = sheet.canvas.beginText(MARGIN, 700)
    hidden.setTextRenderMode(3)
    hidden.setFont(FONT, 14)
    for line in (TITLE, "一、总体情况", "工作正常。"):
        hidden.textLine(line)
    sheet.canvas.drawText(hidden)
    found = record(sheet)
    assert text_of(found) == "工作正常。"
    assert any("lies hidden behind a picture" in note for note in found["extraction"]["notes"])

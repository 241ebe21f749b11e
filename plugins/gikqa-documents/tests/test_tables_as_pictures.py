"""Tables that an office published as pictures or attachments: named and blank, never zero."""

from __future__ import annotations

import io

import pytest

from gikqa import InputError
from gikqa.editions import edition_for, load_editions
from gikqa_documents.readers import read_docx, read_page, read_pdf

pytest.importorskip("reportlab")

from docx import Document
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

EDITION = load_editions()["2021"]
TITLE = "青山县人民政府2022年政府信息公开工作年度报告"
CHAPTERS = [f"{'〇一二三四五六'[one.number]}、{one.heading}" for one in EDITION.sections]
WITH_TABLE = [at for at, section in enumerate(EDITION.sections) if section.table]
NOTES = [f"no table {name} found: image or attachment?" for name in ("表二", "表三", "表四")]
PICTURE = '<p><img src="table.jpg" width="600"></p>'
ATTACHMENT = '<p>附件：<a href="/files/table.xlsx">统计表.xlsx</a></p>'
EMBEDDED = '<iframe src="/viewer.html?file=table.pdf"></iframe>'


def png() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("L", (40, 40), 128).save(stream, "PNG")
    stream.seek(0)
    return stream


def assert_blank_and_named(row):
    assert {row[path] for path in EDITION.cells} == {None}
    assert [note for note in row["extraction"]["notes"] if note.startswith("no table")] == NOTES


def page_with(instead: str, title: str = f"<p>{TITLE}</p>") -> str:
    lines = [title]
    for at, chapter in enumerate(CHAPTERS):
        lines += [f"<p>{chapter}</p>", instead if at in WITH_TABLE else "<p>工作正常。</p>"]
    return f"<html><body>{''.join(lines)}</body></html>"


@pytest.mark.parametrize("instead", [PICTURE, ATTACHMENT, EMBEDDED])
def test_in_a_page(read, instead):
    row = read(page_with(instead), "a.html")
    assert_blank_and_named(row)
    assert [section["number"] for section in row["sections"]] == [1, 2, 3, 4, 5, 6]


def test_in_a_page_that_has_the_real_table_three_beside_pictures(printed, numbers, read, cells_of):
    values = numbers(EDITION)
    page = printed(EDITION, values).page()
    for table in ("第二十条第（一）项", "行政复议</td>"):
        start = page.rindex("<table>", 0, page.index(table))
        page = page[:start] + PICTURE + page[page.index("</table>", start) + len("</table>") :]
    row = read(page, "a.html")
    wanted = {path: n if path.startswith("requests.") else None for path, n in values.items()}
    assert cells_of(row) == wanted
    assert [note for note in row["extraction"]["notes"] if note in NOTES] == [NOTES[0], NOTES[2]]


@pytest.mark.parametrize("year", [2019, 2021])
def test_in_a_page_with_table_four_alone_which_all_forms_share(year, printed, numbers, read):
    edition = edition_for(year)
    page = printed(edition, numbers(edition)).page()
    for table in ("第二十条第（一）项", "申请人情况"):
        start = page.rindex("<table>", 0, page.index(table))
        page = page[:start] + PICTURE + page[page.index("</table>", start) + len("</table>") :]
    row = read(page, "a.html")
    assert row["edition"] == edition.key
    assert [note for note in row["extraction"]["notes"] if note in NOTES] == NOTES[:2]


def test_in_a_word_document(tmp_path):
    document = Document()
    document.add_paragraph(TITLE)
    for at, chapter in enumerate(CHAPTERS):
        document.add_paragraph(chapter)
        if at in WITH_TABLE:
            document.add_picture(png())
        else:
            document.add_paragraph("工作正常。")
    path = tmp_path / "a.docx"
    document.save(path)
    assert_blank_and_named(read_docx(path))


def test_in_a_pdf(tmp_path):
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "a.pdf"), invariant=1)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(60, 800, TITLE)
    for at, chapter in enumerate(CHAPTERS):
        canvas.drawString(60, 750 - 100 * at, chapter)
        if at in WITH_TABLE:
            canvas.drawImage(ImageReader(png()), 60, 670 - 100 * at, 400, 70)
        else:
            canvas.drawString(60, 730 - 100 * at, "工作正常。")
    canvas.save()
    assert_blank_and_named(read_pdf(tmp_path / "a.pdf"))


def test_a_page_that_is_one_picture_has_the_title_of_its_head_and_no_text(read):
    page = f"<html><head><title>{TITLE}</title></head><body>{PICTURE}</body></html>"
    row = read(page, "a.html")
    assert_blank_and_named(row)
    assert (row["publisher"], row["year"]) == ("青山县人民政府", 2022)
    assert row["sections"] is None


@pytest.mark.parametrize("title", ["", "<title>青山县人民政府门户网站</title>"])
def test_a_page_that_is_one_picture_without_the_title_of_a_report_is_refused(tmp_path, title):
    path = tmp_path / "a.html"
    path.write_text(f"<html><head>{title}</head><body>{PICTURE}</body></html>", encoding="utf-8")
    with pytest.raises(InputError, match="no text on the page, perhaps pictures alone") as error:
        read_page(path)
    assert error.value.in_language("zh").startswith(f"{path}：网页上没有文字")

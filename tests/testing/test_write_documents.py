"""A report written as a document holds what it should, in every style."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa.testing import reports
from gikqa.testing.documents import STYLES, expected, narrative, write
from gikqa.testing.documents.as_pdf import FONT
from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.page_layout import Shape, Texts, grids
from gikqa.testing.documents.printed import printed_as
from gikqa.testing.documents.styles import Flat
from written_documents import (
    BY_FORMAT,
    EDITIONS,
    FORM,
    blanked,
    full,
    page_of,
    spelled,
    text_of,
    words_of,
)


@pytest.mark.parametrize("name", STYLES)
def test_each_style_prints_every_value_once_and_every_label_as_often_as_its_grids_do(name, edition):
    row = full(edition)
    words = words_of(name, write(row, name))
    found, printed = "".join(words.split()), printed_as(row, STYLES[name], {})
    numbers = Counter(re.findall(r"\d+(?:\.\d+)?", words))
    labels: Counter[str] = Counter()
    for table in edition.tables:
        for grid in printed.grids(table):
            rows_alone = STYLES[name].flat is Flat.MARKDOWN_ROWS and table.key == "requests"
            own = {row.label for row in table.blocks[0].rows} if rows_alone else None
            labels.update(
                spelled(cell.text, name)
                for cell in grid.cells
                if not cell.path and (own is None or cell.text in own)
            )
            for cell in grid.cells:
                if cell.path:
                    digits = re.sub(r"[^\d.]", "", cell.text)
                    assert numbers[digits] == 1, (cell, numbers[digits])
    for label, times in labels.items():
        assert found.count(label) >= times, label


# Page numbers may cut a paragraph of a PDF in two; the next test takes them out.
@pytest.mark.parametrize("name", [name for name in STYLES if name not in BY_FORMAT[".pdf"]])
def test_title_and_paragraphs_stand_in_the_document_in_their_order(name, edition):
    row = full(edition, seed=2)
    found, at = text_of(name, write(row, name)), 0
    texts = [row["title"]]
    for section in expected(row, name)["sections"]:
        texts += [section["heading"], *section["text"].split("\n")]
    for text in texts:
        at = found.index("".join(text.split()), at)


@pytest.mark.parametrize("name", BY_FORMAT[".pdf"])
def test_pdf_text_between_page_numbers_is_the_narrative(name, edition):
    row = full(edition, seed=2)
    numbers = re.escape(STYLES[name].look.number).replace(r"\{\}", r"\d+")
    lines = words_of(name, write(row, name)).splitlines()
    found = "".join(line for line in lines if not re.fullmatch(numbers, line.strip()))
    found = "".join(found.split())
    for section in expected(row, name)["sections"]:
        assert section["heading"] in found
        if section["number"] not in (2, 3, 4):
            assert section["text"] in found


@pytest.mark.parametrize("name", STYLES)
def test_equal_reports_give_equal_bytes(name, edition):
    assert write(full(edition), name) == write(full(edition), name)
    assert write(full(edition), name) != write(full(edition, seed=2), name)


@settings(max_examples=3)
@given(st.data())
@pytest.mark.parametrize("name", STYLES)
def test_any_generated_report_can_be_written(name, data):
    form = data.draw(st.sampled_from(EDITIONS))
    row = data.draw(reports(form, blanks=True))
    if data.draw(st.booleans()):
        row |= narrative(form, data.draw)
    assert write(row, name)
    assert expected(row, name)["edition"] == form.key


SHAPES = [Shape(a, b, c, d) for a in (True, False) for b in (True, False)
          for c in (True, False) for d in (True, False)]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_grids_are_rectangular_and_hold_every_cell_once(shape, edition):
    texts = Texts(lambda table, line: line.label, lambda path: path)
    paths: list[str] = []
    for table in edition.tables:
        for grid in grids(table, texts, shape):
            assert len({len(row) for row in grid.rows}) == 1  # `rows` raises on gaps and overlaps
            assert sum(len(row) for row in grid.own) == len(grid.cells)
            paths += [cell.path for cell in grid.cells if cell.path]
            assert all(cell.path is None for row in grid.rows[: grid.heads] for cell in row)
    assert sorted(paths) == sorted(edition.cells)


def test_the_official_tables_have_the_official_spans():
    texts = Texts(lambda table, line: line.label, lambda path: path)
    heights = {}
    for edition in EDITIONS:
        (grid,) = grids(edition.table("requests"), texts, Shape())
        spans = {cell.text: (cell.height, cell.width) for cell in grid.cells}
        heights[edition.key] = spans["三、本年度办理结果"]
        assert spans[edition.table("requests").note] == (3, 3)
        assert spans["申请人情况"] == (1, 7)
        assert spans["自然人"] == spans["总计"] == (2, 1)
        assert spans["法人或其他组织"] == (1, 5)
        assert spans["（一）予以公开"] == (1, 2)
        assert spans["四、结转下年度继续办理"] == (1, 3)
    assert heights == {"2019": (20, 1), "2021": (22, 1)}
    (grid,) = grids(FORM.table("disputes"), texts, Shape())
    assert [(cell.text, cell.height, cell.width) for cell in grid.own[0]] == [
        ("行政复议", 1, 5),
        ("行政诉讼", 1, 10),
    ]
    assert [len(row) for row in grid.own] == [2, 7, 10, 15]


def test_uneven_spans_put_values_under_other_columns_than_their_heads():
    texts = Texts(lambda table, line: line.label, lambda path: path)
    (grid,) = grids(EDITIONS[0].table("disclosure"), texts, Shape(uneven=True))
    heads, values = grid.own[5], grid.own[6]
    assert [cell.text for cell in heads] == [
        "信息内容", "上一年项目数量", "本年增/减", "处理决定数量",
    ]  # fmt: skip
    assert [cell.width for cell in heads] == [1, 1, 2, 1]
    assert [cell.width for cell in values] == [1, 2, 1, 1]


def test_a_grid_with_a_gap_or_an_overlap_is_refused():
    corner, last = GridCell("a", 0, 0), GridCell("b", 1, 1)
    with pytest.raises(ValueError, match="2 positions of the table have no cell"):
        _ = Grid((corner, last)).rows
    with pytest.raises(ValueError, match="two cells cover row 0, column 0"):
        _ = Grid((corner, GridCell("b", 0, 0, width=2))).rows


def test_a_grid_cut_in_two_keeps_each_text_and_all_positions(edition):
    texts = Texts(lambda table, line: line.label, lambda path: path)
    (grid,) = grids(edition.table("requests"), texts, Shape())
    heads, body = grid.between(0, grid.heads), [grid.between(3, 14), grid.between(14, 30)]
    whole = [cell.text for part in (heads, *body) for cell in part.cells if cell.text]
    assert sorted(whole) == sorted(cell.text for cell in grid.cells)
    for part in body:
        assert part.below(heads).rows[: grid.heads] == heads.rows
        assert part.below(heads).heads == grid.heads


@pytest.mark.parametrize("name", BY_FORMAT[".htm"])
def test_pages_parse_and_their_spans_fill_each_table(name, edition):
    document = write(full(edition), name)
    page = page_of(name, document)
    bordered = page.xpath("//table[@border='1']")
    assert len(bordered) == (5 if name == "html-gb18030" else 3)
    for table in bordered:
        rows = table.xpath(".//tr")
        covered: Counter[int] = Counter()
        for row in rows:
            taken = sum(int(cell.get("colspan", 1)) for cell in row)
            for cell in row:
                for below in range(int(cell.get("rowspan", 1))):
                    number = rows.index(row) + below
                    covered[number] += int(cell.get("colspan", 1))
            assert taken
        assert len(set(covered.values())) == 1
        assert len(covered) == len(rows)


def test_a_page_in_gbk_declares_gb2312_and_escapes_what_gbk_lacks():
    row = full(FORM) | {"publisher": "㐂𠮷县人民政府"}
    document = write(row, "html-gbk")
    assert b"charset=gb2312" in document
    assert "㐂𠮷县人民政府" in page_of("html-gbk", document).text_content()


def test_furniture_and_metadata_stand_around_the_report():
    document = write(full(FORM), "html-portal").decode()
    for words in ("当前位置", "字体：[", "请输入关键字", "索引号", "网站标识码"):
        assert words in document


@pytest.mark.parametrize("name", BY_FORMAT[".docx"])
def test_word_documents_open_and_their_tables_are_rectangular(name, edition):
    from docx import Document

    row = full(edition)
    document = Document(BytesIO(write(row, name)))
    printed = printed_as(row, STYLES[name], {})
    wanted = [grid for table in edition.tables for grid in printed.grids(table)]
    assert len(document.tables) == len(wanted)
    for table, grid in zip(document.tables, wanted, strict=True):
        # Upright labels are printed a character a line.
        found = [["".join(cell.text.split("\n")) for cell in line.cells] for line in table.rows]
        assert found == [[cell.text for cell in line] for line in grid.rows]


@pytest.mark.parametrize("name", BY_FORMAT[".pdf"])
def test_pdf_files_name_the_font_that_needs_no_embedding(name):
    document = write(full(FORM), name)
    assert document.startswith(b"%PDF-")
    assert FONT.encode() in document


@pytest.mark.parametrize("name", [n for n in BY_FORMAT[".pdf"] if STYLES[n].look.ruled])
def test_the_rules_of_a_pdf_tell_which_cells_are_blank(name, edition):
    plumber = pytest.importorskip("pdfplumber", reason="reads PDF files; not part of the kit")
    row = blanked(edition)
    with plumber.open(BytesIO(write(row, name))) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    found = [[text for text in line if text is not None] for table in tables for line in table]
    printed = printed_as(row, STYLES[name], {})
    for table in edition.tables:
        for grid in printed.grids(table):
            for cells in grid.own:
                values = [cell.text for cell in cells if cell.path]
                assert not values or any(line[-len(values) :] == values for line in found)


def test_a_split_table_repeats_its_heads_on_each_page():
    found = text_of("pdf-split", write(full(FORM), "pdf-split"))
    assert found.count("申请人情况") == 3
    assert "—4—" in found


def test_a_narrative_has_six_chapters_headed_as_the_form_allows(edition):
    for seed in range(30):
        made = narrative(edition, Random(seed))
        assert made == narrative(edition, Random(seed))
        assert edition.governs(made["year"])
        assert [part["number"] for part in made["sections"]] == list(range(7))
        for part, section in zip(made["sections"][1:], edition.sections, strict=True):
            assert part["heading"] in (section.heading, *section.variants)
        assert not re.search(r"[{}]", str([part["text"] for part in made["sections"]]))
    assert narrative(edition, Random(1), year=2020)["year"] == 2020


def test_styles_cover_the_formats_and_ways_of_writing():
    assert {suffix: len(names) for suffix, names in BY_FORMAT.items()} == {
        ".htm": 6, ".txt": 20, ".md": 2, ".docx": 3, ".pdf": 7,
    }  # fmt: skip
    assert all(name == style.name and style.description for name, style in STYLES.items())


def test_a_style_of_ones_own_can_be_made_from_another():
    style = replace(STYLES["html-plain"], shape=Shape(apart=True))
    assert write(full(FORM), style).count(b"<table") == 5


def test_pages_and_texts_need_neither_library():
    program = (
        "import sys; sys.modules.update(docx=None, reportlab=None)\n"
        "from gikqa.testing.documents import write\n"
        "row = {'year': 2022, 'title': '', 'publisher': ''}\n"
        "assert write(row, 'html-plain') and write(row, 'markdown')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

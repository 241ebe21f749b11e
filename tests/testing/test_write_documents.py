"""A report written as a document holds what it should, in every style."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from gikqa.editions import Edition, Kind, load_editions
from gikqa.testing import reports
from gikqa.testing.documents import STYLES, carried, expected, narrative, write
from gikqa.testing.documents.as_pdf import FONT, RADICALS
from gikqa.testing.documents.grid import Grid, GridCell
from gikqa.testing.documents.page_layout import Shape, Texts, grids
from gikqa.testing.documents.printed import printed_as
from gikqa.testing.documents.styles import Flat

EDITIONS = [load_editions()[key] for key in ("2019", "2021")]
FORM = load_editions()["2021"]
LAST = "disputes.litigation_after_review.total"
BY_FORMAT = {suffix: [name for name, style in STYLES.items() if style.suffix.startswith(suffix)]
             for suffix in (".htm", ".txt", ".md", ".docx", ".pdf")}  # fmt: skip


@pytest.fixture(params=EDITIONS, ids=lambda edition: edition.key)
def edition(request):
    return request.param


def full(edition: Edition, seed: int = 1) -> dict:
    """A report with another six-digit number in each cell, which stands nowhere else."""
    rng = Random(seed)
    numbers = rng.sample(range(100_000, 1_000_000), len(edition.cells))
    values = {
        path: Decimal(number) / 100 if cell.kind is Kind.MONEY else number
        for number, (path, cell) in zip(numbers, edition.cells.items(), strict=True)
    }
    return {"report_id": "r1", **narrative(edition, rng), **values}


def blanked(edition: Edition) -> dict:
    row = full(edition)
    return row | dict.fromkeys(Random(5).sample(sorted(edition.cells), 60))


def text_of(name: str, document: bytes) -> str:
    """All text of a document without blanks and line breaks."""
    return "".join(words_of(name, document).split())


def words_of(name: str, document: bytes) -> str:
    """All text of a document, with blanks or line breaks between cells."""
    style = STYLES[name]
    if style.suffix == ".docx":
        return docx_text(document)
    if style.suffix == ".pdf":
        return pdf_text(document)
    if style.suffix.startswith(".htm"):
        return " ".join(page_of(name, document).itertext())
    return document.decode(style.encoding)


def page_of(name: str, document: bytes):
    return html.document_fromstring(document.decode(STYLES[name].encoding))


def docx_text(document: bytes) -> str:
    xml = ZipFile(BytesIO(document)).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", re.sub("</w:p>", "\n", xml))


def pdf_text(document: bytes) -> str:
    pdfium = pytest.importorskip("pypdfium2", reason="reads PDF files; not part of the kit")
    pages = pdfium.PdfDocument(document)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        return text.translate({printed: char for char, printed in RADICALS.items()})
    finally:
        pages.close()


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


def spelled(label: str, name: str) -> str:
    return (
        re.sub("（([一二三四五六七八九])）", r"(\1)", label)
        if STYLES[name].suffix == ".md"
        else label
    )


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


def test_blanks_are_spelled_as_the_style_says():
    row = full(FORM) | {"requests.granted.total": None}
    assert "<td></td>" in write(row, "html-plain").decode()
    assert "<p>&nbsp;</p>" in write(row, "html-office").decode()
    assert "<td>\u3000</td>" in write(row, "html-portal").decode()
    assert "\n&nbsp; |\n" in write(row, "text-pipe-after-cell").decode()
    assert " | - |\n" in write(row, "markdown").decode()


@pytest.mark.parametrize(
    ("name", "amount", "money", "change"),
    [
        ("html-plain", "16.310000", "16.31万元", "-3"),
        ("html-office", "16.31", "163100元", "减3"),
        ("text-pipes", "25", "25万元", "-3"),
        ("text-words", "0.000001", "0.01元", "-3"),
        ("html-gbk", "300", "300", "-3"),
        ("html-plain", "0", "0", "-3"),
    ],
)
def test_money_and_changes_are_spelled_as_the_style_says(name, amount, money, change):
    procurement = "disclosure.centralized_procurement.amount"
    licences = "disclosure.administrative_licences.items_change"
    row = full(EDITIONS[0]) | {procurement: Decimal(amount), licences: -3}
    printed = printed_as(row, STYLES[name], {})
    assert (printed.value(procurement), printed.value(licences)) == (money, change)
    read = expected(row, name)
    assert read[procurement] == Decimal(amount)
    assert read["raw_cells"].get(procurement) == (money if not money.isdigit() else None)


def test_an_amount_under_a_label_that_names_the_unit_is_a_bare_number():
    path = "disclosure.administrative_fees.amount_wan"
    printed = printed_as({"year": 2022, path: Decimal("16.31")}, STYLES["html-office"], {})
    assert printed.value(path) == "16.31"


def test_a_positive_change_carries_its_sign():
    path = "disclosure.administrative_licences.items_change"
    row = {"year": 2019, path: 3}
    spelled = {n: printed_as(row, STYLES[n], {}).value(path) for n in ("text-pipes", "text-lines")}
    assert spelled == {"text-pipes": "+3", "text-lines": "增3"}


@pytest.mark.parametrize("name", STYLES)
def test_a_misprint_is_printed_and_expected_back(name, edition):
    row = full(edition)
    slips = {"disputes.upheld": "结果维护", "requests.granted": "（一）给予公开"}
    found = text_of(name, write(row, name, misprint=slips))
    assert found.count("结果维护") == 3
    assert "结果维持" not in found
    labels = {place: spelled(label, name) for place, label in slips.items()}
    assert expected(row, name, misprint=slips)["printed_labels"] == labels
    assert write(row | {"printed_labels": slips}, name) == write(row, name, misprint=slips)


def test_an_accepted_variant_is_no_misprint():
    row = full(FORM)
    variant = {"disclosure.normative_documents": "规范性文件"}
    assert expected(row, "html-plain", misprint=variant)["printed_labels"] == {}


def test_a_misprint_of_no_row_or_column_is_refused():
    with pytest.raises(KeyError, match=r"disputes\.upholds"):
        write(full(FORM), "html-plain", misprint={"disputes.upholds": "结果维护"})


@pytest.mark.parametrize("name", STYLES)
def test_what_is_expected_back_is_the_row_but_for_what_the_style_loses(name, edition):
    row = blanked(edition)
    read = expected(row, name)
    lost = {path for path in edition.cells if read[path] != row[path]}
    assert all(read[path] is None for path in lost)
    # A blank that ends a stream of tabs may as well be what Word leaves at the end of a table.
    may_end = STYLES[name].flat is Flat.TAB_CELLS
    assert bool(lost) == STYLES[name].loses_blanks or (may_end and row[LAST] is None)
    lines = {path.rsplit(".", 1)[0] for path in edition.cells if row[path] is None}
    assert all(path.rsplit(".", 1)[0] in lines or path.startswith("disputes.") for path in lost)
    assert not any(read["raw_cells"].get(path) for path in lost)
    assert read["period_start"] == date(row["year"], 1, 1)
    assert carried(read["sections"], STYLES[name]) == read["sections"]


def test_raw_text_of_a_row_is_printed_as_it_is():
    path = "requests.new_received.total"
    row = full(FORM) | {path: 22, "raw_cells": {path: "22（其中补正 16 件）"}}
    assert "<td>22（其中补正 16 件）</td>" in write(row, "html-plain").decode()
    assert expected(row, "html-plain")["raw_cells"][path] == "22（其中补正 16 件）"


def test_a_row_without_sections_gets_the_headings_of_the_form(edition):
    row = {key: value for key, value in full(edition).items() if key != "sections"}
    read = expected(row, "html-plain")
    assert [(part["number"], part["heading"]) for part in read["sections"]] == [
        (section.number, section.heading) for section in edition.sections
    ]
    assert read["period_start"] is None
    assert write(row, "html-plain").count(b"<table") == 3


def test_a_year_without_an_edition_is_refused():
    with pytest.raises(ValueError, match="no edition governs the year 1990"):
        write({"year": 1990, "title": "", "publisher": ""}, "html-plain")


def test_the_form_of_2014_is_refused():
    with pytest.raises(KeyError, match="statistics"):
        write({"year": 2016, "title": "", "publisher": "", "sections": []}, "html-plain")


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
        ".htm": 6, ".txt": 13, ".md": 2, ".docx": 3, ".pdf": 7,
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

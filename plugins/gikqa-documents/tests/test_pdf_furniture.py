"""What pages print around the text of a PDF, and what is printed at their edges but is text."""

from __future__ import annotations

from random import Random

import pytest

from gikqa.testing.documents import differences, narrative, write
from gikqa.testing.documents.catalogue import STYLES
from gikqa_documents.files.pdf.page_edges import PageItems, drop_furniture
from gikqa_documents.files.pdf.ruled_tables import RuledTable
from gikqa_documents.files.pdf.text_lines import TextLine
from gikqa_documents.form.page_furniture import is_furniture
from gikqa_documents.readers import read_pdf

HEIGHT = 842.0
NOTE = "注：以上数据含上年度结转数量。"
RUNNING = "青山县政府公报"


def line(text: str, top: float) -> TextLine:
    return TextLine(text, left=70.0, right=300.0, top=top, bottom=top + 12, size=12.0)


def kept(*pages: dict[float, str]) -> list[list[str]]:
    """What is left of pages with these lines at these heights, and a line of text in the middle."""
    items = [
        PageItems(number, HEIGHT, [line(lines[top], top) for top in sorted(lines)])
        for number, lines in enumerate(({400.0: "正文", **page} for page in pages), 1)
    ]
    drop_furniture(items)
    return [[item.text for item in page.items if isinstance(item, TextLine)] for page in items]


@pytest.mark.parametrize(
    "row", ["-  183  -", "-  -  0", "- - - 0 - - -", "0 0 -", "-  /  3", "3  /  5", "5 0 3"]
)
def test_a_row_of_blanks_and_numbers_at_the_edge_of_a_page_is_text(row):
    assert kept({800.0: row}, {60.0: row}) == [["正文", row], [row, "正文"]]


def test_a_row_that_happens_to_print_the_number_of_its_page_above_it_is_text():
    pages = ({780.0: "1", 810.0: "1"}, {810.0: "2"}, {780.0: "-  3  -", 810.0: "3"})
    assert kept(*pages) == [["正文", "1"], ["正文"], ["正文", "-  3  -"]]


@pytest.mark.parametrize("number", ["- {} -", "—{}—", "· {} ·", "第 {} 页  共 9 页", "{} / 9"])
def test_a_marked_number_at_the_edge_is_a_page_number_even_on_one_page(number):
    assert kept({810.0: number.format(7)}) == [["正文"]]


@pytest.mark.parametrize("number", ["{}", "-  {}  -", "—   {}   —"])
def test_a_number_that_grows_page_by_page_is_a_page_number_however_wide_it_is_set(number):
    assert kept({810.0: number.format(4)}, {810.0: number.format(5)}) == [["正文"], ["正文"]]
    lone = number.format(4)
    assert kept({810.0: lone}, {810.0: lone}) == [["正文", lone], ["正文", lone]]


@pytest.mark.parametrize("top", [60.0, 62.0, 59.0])
def test_a_note_on_top_of_pages_whose_first_has_its_title_there_is_no_running_head(top):
    title = {top: "青山县人民政府2022年政府信息公开工作年度报告"}
    assert kept(title, {60.0: NOTE}, {60.0: NOTE})[1:] == [[NOTE, "正文"], [NOTE, "正文"]]


def test_a_note_at_the_foot_where_the_first_page_prints_a_table_is_no_running_foot():
    table = RuledTable(cells=(), rows=3, left=60.0, right=500.0, top=500.0, bottom=800.0)
    items = [PageItems(1, HEIGHT, [table])]
    items += [PageItems(n, HEIGHT, [line("正文", 300.0), line(NOTE, 780.0)]) for n in (2, 3)]
    drop_furniture(items)
    assert [len(page.items) for page in items] == [1, 2, 2]


@pytest.mark.parametrize("without", [2, 3])
def test_a_note_at_one_height_of_two_pages_of_three_is_no_running_foot(without):
    pages = [{780.0: NOTE} if page != without else {500.0: "完"} for page in (1, 2, 3)]
    assert sum(NOTE in lines for lines in kept(*pages)) == 2


def test_a_running_head_that_the_first_page_lacks_is_left_out():
    pages = [{90.0: "标题"}, {30.0: RUNNING}, {30.0: RUNNING}, {30.0: RUNNING}]
    assert kept(*pages) == [["标题", "正文"], ["正文"], ["正文"], ["正文"]]


def test_running_heads_that_take_turns_are_left_out_as_far_as_most_pages_have_them():
    other = "年度报告"
    pages = [{30.0: text} for text in (RUNNING, other, RUNNING, other, RUNNING)]
    assert kept(*pages) == [["正文"], [other, "正文"], ["正文"], [other, "正文"], ["正文"]]


@pytest.mark.parametrize("text", ["- 4 -", "—4—", "－ 4 －", "第 4 页 共 9 页", "第4页"])
def test_a_page_number_in_a_text_belongs_to_the_page(text):
    assert is_furniture(f" {text} ", inside=True)


@pytest.mark.parametrize("text", ["- 0 0 -", "- - 0", "-  183  -", "- -", "4", "-4"])
def test_a_row_of_blanks_and_numbers_in_a_text_does_not(text):
    assert not is_furniture(text, inside=True)


UNRULED = [name for name, one in STYLES.items() if one.needs_labels and not one.loses_blanks]


@pytest.mark.parametrize("style", UNRULED)
@pytest.mark.parametrize("kept_column", range(7))
def test_a_row_with_one_number_between_blanks_comes_back(edition, style, kept_column, tmp_path):
    rng = Random(kept_column)
    cells = {
        path: rng.randrange(1000) if number % 7 == kept_column else None
        for number, path in enumerate(edition.cells)
    }
    base = {"edition": edition.key, "raw_cells": {}, "printed_labels": {}}
    row = cells | base | narrative(edition, rng)
    path = tmp_path / "report.pdf"
    path.write_bytes(write(row, style))
    assert differences(row, style, read_pdf(path)) == {}

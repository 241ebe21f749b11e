"""Documents built to keep a reader busy: the work grows with their size and not with its square."""

from __future__ import annotations

import sys
from collections import Counter

import pytest
from lxml import etree

from gikqa import InputError
from gikqa_documents.files import html
from gikqa_documents.files.text import LARGEST
from gikqa_documents.form import titles
from gikqa_documents.limits import MOST_BLOCKS, MOST_CELLS, MOST_CHARACTERS

TITLE = "青山县2020年政府信息公开工作年度报告\n"
PAGE = f"<p>{TITLE}</p>"
START = "规章 行政强制 行政许可 "
SIZE = 4_000
MOST_GROWTH = 8.0
"""Growth of the work when the size grows fourfold; comparing all with all comes to 16.

Work that grows with the size comes to 4, and to 6 where a text outgrows the caches of labels.
"""


def filled(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()) + 1)


def numbered(pattern: str, size: int) -> str:
    return "".join(pattern.format(chr(0x4E00 + n % 8000)) for n in range(size // 12))


HOSTILE = {
    "labels a line.txt": lambda n: TITLE + filled("规章\n行政强制\n行政许可\n总计\n", n),
    "words in one line.txt": lambda n: TITLE + START + numbered("政{}申 ", n),
    "brackets.txt": lambda n: TITLE + START + filled("（ａ ", n),
    "a cell that goes on.txt": lambda n: (
        TITLE + "规章\n行政强制\n行政许可\n\t\n" + filled("a\n", n)
    ),
    "damaged headings.txt": lambda n: TITLE + numbered("二、主动公开政府信{}情况\n", n),
    "damaged labels.txt": lambda n: (
        TITLE + "规章\n行政强制\n行政许可\n" + numbered("1.属于国{}秘密 1 2 3\n", n)
    ),
    "broken lines.txt": lambda n: TITLE + "一、总体情况\n" + filled("政" * 40 + "\n", n),
    "years.txt": lambda n: filled("2020年\n", n),
    "many titles.html": lambda n: filled("<title>a</title>", n) + filled("<p>a</p>", n) + PAGE,
    "merged cells.html": lambda n: (
        f"{PAGE}<table><tr>{filled('<td rowspan=100 colspan=100>x', n)}{filled('<tr>', n)}"
    ),
    "cells.html": lambda n: f"{PAGE}<table><tr>{filled('<td>规章', n)}",
    "nested tables.html": lambda n: PAGE + filled("<table><tr><td>", min(n, 3_000)),
    "elements.html": lambda n: PAGE + filled("<b><i>x", n),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_for_a_hostile_file_grows_with_its_size(name, read):
    def calls(size: int) -> int:
        counted: Counter[str] = Counter()
        sys.setprofile(lambda frame, event, argument: counted.update([event]))
        try:
            record = read(HOSTILE[name](size), f"a.{name.rpartition('.')[2]}")
        finally:
            sys.setprofile(None)
        assert record["report_id"] == "a"
        return counted["call"] + counted["c_call"]

    calls(100)  # builds the tables of labels
    small, large = calls(SIZE), calls(4 * SIZE)
    assert large <= MOST_GROWTH * small


@pytest.mark.parametrize("title", ["-   bb" * 50_000 + "-", " " * 200_000 + "-"])
def test_the_names_of_a_site_are_sought_in_the_start_of_a_long_title_only(monkeypatch, title):
    class Recorder:
        def sub(self, _: str, text: str) -> str:
            seen.append(len(text))
            return text

    seen: list[int] = []
    monkeypatch.setattr(titles, "_SITE", Recorder())
    assert titles.title_of_head(title) is None
    assert seen
    assert max(seen) <= 300


def test_a_long_tag_of_a_large_page_loses_its_attributes_before_it_is_parsed(monkeypatch, read):
    class Recorder:
        def __getattr__(self, name: str) -> object:
            return getattr(etree, name)

        def fromstring(self, text: bytes, parser: etree.HTMLParser) -> etree._Element:
            parsed.append(text)
            return etree.fromstring(text, parser)

    parsed: list[bytes] = []
    monkeypatch.setattr(html, "etree", Recorder())
    assert read(f"{PAGE}<p {numbered('{}x ', 1_300_000)}>x</p>", "a.html")["report_id"] == "a"
    assert [max(map(len, text.split(b">"))) < 1_000 for text in parsed] == [True]


def test_merged_cells_reach_no_further_than_two_hundred_columns():
    row = "<tr>" + "<td rowspan=100 colspan=100>x" * 20
    document = html.read_html(f"<p>x</p><table>{row}<tr><td>y<td>z</table>")
    assert document is not None
    columns = [cell.column for cell in document.blocks[1].cells if cell.row == 1]
    assert columns == [200, 201]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TITLE + START + "\n" + "总计 1 2\n" * (MOST_CELLS // 3 + 1), "table cells"),
        (TITLE + "正文。\n" * (MOST_BLOCKS + 1), "lines"),
        (TITLE + "正文。" * (MOST_CHARACTERS // 3 + 1), "characters of text"),
    ],
)
def test_more_than_a_report_can_hold_is_refused_with_the_limit(read, text, words):
    with pytest.raises(InputError, match=f"{words}, more than the [0-9,]+ that are read; give"):
        read(text)


def test_a_page_with_more_tags_than_fit_into_memory_is_refused_unparsed(read):
    with pytest.raises(InputError, match="tags, more than the 250,000 that are read; give"):
        read(PAGE + "<p>" * 250_001, "a.html")


def test_a_page_with_more_paragraphs_than_a_report_is_refused(read):
    with pytest.raises(InputError, match="paragraphs, more than"):
        read(PAGE + "<p>x" * (MOST_BLOCKS + 1), "a.html")


def test_a_file_over_the_size_limit_is_refused_unread(read, tmp_path):
    with pytest.raises(InputError, match=f"larger than {LARGEST // 1_000_000} MB"):
        read(b" " * (LARGEST + 1), "a.html")


def test_pictures_inside_a_large_page_cost_no_cell(edition, printed, numbers, read, cells_of):
    values = numbers(edition)
    picture = f'<img alt="a > b" src="data:image/png;base64,{"A" * 400_000}">'
    page = printed(edition, values).page().replace("<body>", f"<body>{picture}<p>x</p>")
    assert cells_of(read(page, "a.html")) == values

"""Whatever a file holds, it is read or refused in seconds: no step grows with its square."""

from __future__ import annotations

import time

import pytest

from gikqa import InputError
from gikqa_documents.files.text import LARGEST
from gikqa_documents.limits import MOST_BLOCKS, MOST_CELLS, MOST_CHARACTERS

TITLE = "青山县2020年政府信息公开工作年度报告\n"
PAGE = f"<p>{TITLE}</p>"
START = "规章 行政强制 行政许可 "
SIZE = 220_000
SECONDS = 10


def filled(piece: str, size: int = SIZE) -> str:
    return piece * (size // len(piece.encode()) + 1)


def numbered(pattern: str, size: int = SIZE) -> str:
    return "".join(pattern.format(chr(0x4E00 + n % 8000)) for n in range(size // 12))


HOSTILE = {
    "labels a line.txt": TITLE + filled("规章\n行政强制\n行政许可\n总计\n"),
    "words in one line.txt": TITLE + START + numbered("政{}申 "),
    "brackets.txt": TITLE + START + filled("（ａ "),
    "a cell that goes on.txt": TITLE + "规章\n行政强制\n行政许可\n\t\n" + filled("a\n"),
    "damaged headings.txt": TITLE + numbered("二、主动公开政府信{}情况\n"),
    "damaged labels.txt": TITLE + "规章\n行政强制\n行政许可\n" + numbered("1.属于国{}秘密 1 2 3\n"),
    "broken lines.txt": TITLE + "一、总体情况\n" + filled("政" * 40 + "\n"),
    "years.txt": filled("2020年\n"),
    "dashes in the title.html": f"<title>{filled('-   bb')}-</title>{PAGE}",
    "blanks in the title.html": f"<title>{filled(' ')}-</title>{PAGE}",
    "many titles.html": filled("<title>a</title>") + filled("<p>a</p>") + PAGE,
    "merged cells.html": f"{PAGE}<table><tr>{filled('<td rowspan=100 colspan=100>x', 90_000)}"
    + filled("<tr>", 130_000),
    "cells.html": f"{PAGE}<table><tr>{filled('<td>规章')}",
    "nested tables.html": PAGE + filled("<table><tr><td>"),
    "elements.html": PAGE + filled("<b><i>x"),
    "attributes.html": f"{PAGE}<p {numbered('{}x ', 400_000)}>x</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_seconds(name, read):
    start = time.process_time()
    try:
        record = read(HOSTILE[name], f"a.{name.rpartition('.')[2]}")
    except InputError as error:
        assert "more than the" in str(error)  # noqa: PT017 - either outcome is right
    else:
        assert record["report_id"] == "a"
    assert time.process_time() - start < SECONDS


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

"""Notes on a copy of a page: exactly the words and the cell are marked, and all is text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from gikqa import Remark, lint
from gikqa.editions import load_editions
from gikqa.testing.documents import STYLES, narrative, write
from gikqa.testing.valid import valid_cells
from gikqa_documents.page_notes import with_notes
from gikqa_documents.readers import read_page

PAGES = [name for name, style in STYLES.items() if style.suffix == ".html"]
EDITION = load_editions()["2021"]
CELL = "requests.new_received.total"
HEAD = "<p>青桐县水务局2023年政府信息公开工作年度报告</p><p>一、总体情况</p>"


def marked(content: bytes) -> list[str]:
    """The words that lead to each note, in the order of the notes."""
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    words: dict[str, str] = {}
    waiting = ""
    for element in root.iter("mark", "a"):
        if element.tag == "mark":
            waiting += "".join(element.xpath("text()"))
        elif (element.get("href") or "").startswith("#gikqa-"):
            words[element.get("href")[1:]] = waiting
            waiting = ""
    return [words[note.get("id")] for note in root.iter("li") if note.get("id")]


def notes(content: bytes) -> list[str]:
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    return [note.text for note in root.iter("li") if note.get("id")]


def printed(content: bytes) -> str:
    """What the page prints apart from the notes, without blanks."""
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    for element in root.xpath("//ol[@class='gikqa'] | //style | //script"):
        element.getparent().remove(element)
    etree.strip_elements(root, "sup", with_tail=False)
    return "".join("".join(root.itertext()).split())


@pytest.fixture
def saved(tmp_path: Path):
    def saved(body: str) -> Path:
        path = tmp_path / "report.html"
        path.write_text(f"<html><body>{HEAD}{body}</body></html>", "utf-8")
        return path

    return saved


def at(path: Path, passage: str) -> Remark:
    text = read_page(path)["sections"][0]["text"]
    start = text.index(passage)
    return Remark("here", "elsewhere", section=1, start=start, end=start + len(passage))


def test_without_remarks_the_page_prints_what_it_printed(saved):
    path = saved("<p>收到申请十件。</p>")
    content, placed = with_notes(path, [])
    assert (notes(content), placed) == ([], 0)
    assert printed(content) == printed(path.read_bytes())


@pytest.mark.parametrize(
    "body",
    [
        "<p>收到申请十件，办结八件。</p>",
        "<p>收到<b>申</b>请<i>十件，</i>办结八件。</p>",
        "<div><span>收到申请</span>十件<span>，</span>办结八件。<br>后文。</div>",
    ],
    ids=["one text", "bold", "spans"],
)
@pytest.mark.parametrize("passage", ["收到申请十件", "申请十件，", "办结八件。", "收", "十"])
def test_exactly_the_words_are_marked(body, passage, saved):
    path = saved(body)
    content, placed = with_notes(path, [at(path, passage)])
    assert (marked(content), placed) == ([passage], 1)
    assert printed(content) == printed(path.read_bytes())


def test_notes_may_overlap_and_repeat(saved):
    path = saved("<p>收到申<b>请十</b>件，办结八件。</p>")
    passages = ["申请", "请十件", "收到申请十件", "十", "申请"]
    content, placed = with_notes(path, [at(path, passage) for passage in passages])
    assert placed == len(notes(content)) == 5
    assert printed(content) == printed(path.read_bytes())


@pytest.mark.parametrize("style", PAGES)
def test_findings_on_cells_are_marked_in_the_table(style, tmp_path):
    chance = Random(7)
    row = narrative(EDITION, chance) | valid_cells(EDITION, chance)
    row[CELL] += 5_000
    path = tmp_path / "report.html"
    path.write_bytes(write(row, style))
    assert "GIK304" in lint(path, select=["GIK304"]).findings["rule"].to_pylist()
    content, placed = with_notes(path, [Remark("here", "elsewhere", cells=("x.y.z", CELL))])
    assert (marked(content), notes(content), placed) == ([str(row[CELL])], ["here"], 1)


def test_what_has_no_place_stands_at_the_title(saved):
    content, placed = with_notes(saved("<p>无。</p>"), [Remark("here", "elsewhere")])
    assert (notes(content), placed) == (["elsewhere"], 0)
    assert marked(content) == ["青桐县水务局2023年政府信息公开工作年度报告"]


def test_notes_are_text_and_the_copy_does_nothing(saved):
    path = saved("<p onclick='x()'>收到申请十件。</p><script>x()</script><iframe src='a'></iframe>")
    hostile = "<script>alert(1)</script>\n</li>&lt;"
    content, _ = with_notes(path, [replace(at(path, "申请"), text=hostile)])
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    assert notes(content) == [hostile]
    assert not [*root.iter("script", "iframe")]
    assert not root.xpath("//@onclick")


def test_a_page_in_another_encoding_is_written_in_utf_8(tmp_path):
    path = tmp_path / "report.html"
    page = (
        f"<html><head><meta charset='gb2312'></head><body>{HEAD}<p>收到申请十件。</p></body></html>"
    )
    path.write_bytes(page.encode("gb18030"))
    content, placed = with_notes(path, [at(path, "申请")])
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    assert [meta.get("charset") for meta in root.iter("meta")] == ["utf-8"]
    assert (marked(content), placed) == (["申请"], 1)

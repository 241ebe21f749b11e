"""Findings as comments in a Word document, read back with python-docx."""

from __future__ import annotations

import hashlib
from io import BytesIO
from random import Random

import docx
import pytest
from docx.oxml.ns import qn

from gikqa.editions import load_editions
from gikqa.testing.documents import STYLES, narrative, write
from gikqa.testing.valid import valid_cells

WORD = [name for name, style in STYLES.items() if style.suffix == ".docx"]
EDITION = load_editions()["2021"]
NEW = "requests.new_received.total"


def text_of(document):
    return "".join(element.text or "" for element in document.element.body.iter(qn("w:t")))


def comments(content):
    """(words that a comment stands around, its text), in the order of the comments."""
    document = docx.Document(BytesIO(content))
    around, running = {}, set()
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            running.add(number)
            around[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            running.remove(number)
        elif element.tag == qn("w:t"):
            for one in running:
                around[one] += element.text or ""
    assert not running
    return [(around[str(one.comment_id)], one.text) for one in document.comments]


@pytest.fixture
def saved(folder):
    """A Word document of a sound report of 2023, with changes."""

    def saved(style="docx-plain", words="", **changes):
        chance = Random(7)
        row = narrative(EDITION, chance) | valid_cells(EDITION, chance) | changes
        first = next(one for one in row["sections"] if one["number"] == 1)
        first["text"] += words
        path = folder / "report.docx"
        path.write_bytes(write(row, style))
        return path, row

    return saved


def test_a_sound_report_gets_no_comment_and_keeps_its_text(saved, gikqa, folder):
    path, _ = saved()
    outcome = gikqa("annotate", path, "-o", "marked.docx", "--select", "GIK3", "--lang", "zh")
    assert outcome.code == 0
    marked = (folder / "marked.docx").read_bytes()
    assert comments(marked) == []
    assert text_of(docx.Document(BytesIO(marked))) == text_of(docx.Document(str(path)))


@pytest.mark.parametrize("style", WORD)
def test_a_finding_on_cells_is_a_comment_on_the_first(style, saved, gikqa, folder):
    _, row = saved(style)
    path, _ = saved(style, **{NEW: row[NEW] + 5_000})
    before = hashlib.sha256(path.read_bytes()).digest()
    options = ("--select", "GIK304", "--lang", "zh", "--quiet")
    assert gikqa("annotate", path, "-o", "marked.docx", *options).code == 0
    wrong, right = row[NEW] + 5_000, row[NEW]
    ((words, text),) = comments((folder / "marked.docx").read_bytes())
    assert words == str(wrong)
    message = f"总计为 {wrong}，应等于六类申请人之和 {right}"
    assert text.startswith(f"【错误 · 确证】一、本年新收政府信息公开申请数量：{message}")
    assert text.endswith(
        f"应为：{right}\n依据：国办公开办函〔2021〕30号，表三“总计”栏\n"
        f"建议：表三 · 一、本年新收政府信息公开申请数量 × 总计 → {right}\n规则：GIK304"
    )
    assert hashlib.sha256(path.read_bytes()).digest() == before


@pytest.mark.parametrize("style", WORD)
def test_a_finding_in_the_narrative_is_a_comment_on_its_words(style, saved, gikqa, folder):
    path, _ = saved(style, words="截止2023年12月31日，平台运行平稳。")
    options = ("--select", "GIK810", "--lang", "zh", "--quiet")
    assert gikqa("annotate", path, "-o", "marked.docx", *options).code == 0
    marked = (folder / "marked.docx").read_bytes()
    ((words, text),) = comments(marked)
    assert words == "截止2023年12月31日"
    assert "“截至2023年12月31日”" in text
    assert text_of(docx.Document(BytesIO(marked))) == text_of(docx.Document(str(path)))


def test_the_second_of_two_equal_passages_is_told_by_what_is_around_it(saved, gikqa, folder):
    said = "一是截止目前，平台平稳。二是截止2023年12月31日，平台平稳。"
    path, _ = saved(words=said)
    document = docx.Document(str(path))
    document.paragraphs[0].insert_paragraph_before("截止2023年12月31日")
    document.save(str(path))
    options = ("--select", "GIK810", "--lang", "zh", "--quiet")
    assert gikqa("annotate", path, "-o", "marked.docx", *options).code == 0
    marked = docx.Document(str(folder / "marked.docx"))
    (start,) = marked.element.body.iter(qn("w:commentRangeStart"))
    paragraph = "".join(text.text for text in start.getparent().iter(qn("w:t")))
    assert "一是截止目前" in paragraph


def test_what_is_not_in_the_document_is_noted_at_the_title_with_its_place(saved, gikqa, folder):
    path, row = saved()
    row["sections"][5]["text"] = "下一步，将加强学习培训。"  # nothing on assessment and appraisal
    path.write_bytes(write(row, "docx-plain"))
    outcome = gikqa("annotate", path, "-o", "marked.docx", "--select", "GIK117", "--lang", "zh")
    ((words, text),) = comments((folder / "marked.docx").read_bytes())
    assert words.endswith("年度报告")
    assert "\n位置：整份报告\n" in text
    assert outcome.stderr.endswith("提示：其中 1 条在文中找不到位置，写在标题处\n")


def test_the_same_report_gives_the_same_bytes(saved, gikqa, folder):
    path, _ = saved(words="截止2023年12月31日，平台运行平稳。")
    for name in ("one.docx", "two.docx"):
        gikqa("annotate", path, "-o", name, "--lang", "zh", "--quiet")
    assert (folder / "one.docx").read_bytes() == (folder / "two.docx").read_bytes()


def test_comments_that_are_there_stay(saved, gikqa, folder):
    path, _ = saved(words="截止2023年12月31日，平台运行平稳。")
    document = docx.Document(str(path))
    document.add_comment(document.paragraphs[0].runs, text="请先看这里", author="审核人")
    document.save(str(path))
    gikqa("annotate", path, "-o", "marked.docx", "--select", "GIK810", "--lang", "zh", "--quiet")
    (_, kept), (words, _) = comments((folder / "marked.docx").read_bytes())
    assert (kept, words) == ("请先看这里", "截止2023年12月31日")


def test_the_report_itself_is_never_written_to(saved, gikqa):
    path, _ = saved()
    before = path.read_bytes()
    outcome = gikqa("annotate", path, "-o", path, "--lang", "en", "--quiet")
    assert (outcome.code, path.read_bytes()) == (2, before)


def test_a_page_gets_marks_and_notes(saved, gikqa, folder):
    _, row = saved()
    row[NEW] += 5_000
    page = folder / "report.html"
    page.write_bytes(write(row, "html-portal"))
    options = ("--select", "GIK304", "--lang", "zh", "--quiet")
    assert gikqa("annotate", page, "-o", "marked.html", *options).code == 0
    marked = (folder / "marked.html").read_text("utf-8")
    assert f'<mark class="gikqa">{row[NEW]}</mark><sup class="gikqa">' in marked
    assert "【错误 · 确证】一、本年新收政府信息公开申请数量" in marked


def test_a_document_that_cannot_have_comments_is_refused(gikqa, folder):
    (folder / "report.txt").write_text("年度报告", "utf-8")
    outcome = gikqa("annotate", "report.txt", "-o", "marked.docx", "--lang", "en")
    assert (outcome.code, outcome.stderr) == (
        2,
        "error: report.txt: no document that can have comments; "
        "expected one of: .docx, .htm, .html\n",
    )
    assert not (folder / "marked.docx").exists()


def test_what_is_no_word_document_is_refused_and_nothing_is_written(gikqa, folder):
    (folder / "report.docx").write_bytes(b"PK\x03\x04 no archive")
    outcome = gikqa("annotate", "report.docx", "-o", "marked.docx", "--lang", "en", "--quiet")
    assert outcome.code == 4
    assert not (folder / "marked.docx").exists()

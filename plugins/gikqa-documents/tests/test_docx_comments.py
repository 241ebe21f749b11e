"""Comments stand around exactly the words or the cell that they are about."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from gikqa import InputError, Remark
from gikqa.editions import load_editions
from gikqa_documents.readers import read_docx
from gikqa_documents.word_comments import with_comments

TITLE = "青桐县水务局2023年政府信息公开工作年度报告"
HEADING = "一、总体情况"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p {nsdecls('w')}>{''.join(runs)}</w:p>"


@pytest.fixture
def saved(tmp_path: Path):
    """A document of these paragraphs, as XML."""

    def saved(*paragraphs: str) -> Path:
        document = docx.Document()
        for at, element in enumerate(paragraphs):
            document.element.body.insert(at, parse_xml(element))
        document.save(str(tmp_path / "report.docx"))
        return tmp_path / "report.docx"

    return saved


def around(content: bytes) -> list[str]:
    """The words that each comment stands around, in the order of the comments."""
    document = docx.Document(BytesIO(content))
    words: dict[str, str] = {}
    running: set[str] = set()
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            running.add(number)
            words[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            running.remove(number)
        elif element.tag == qn("w:t"):
            for one in running:
                words[one] += element.text or ""
    return [words[str(comment.comment_id)] for comment in document.comments]


def at(start: int | None, end: int | None, section: int = 1) -> Remark:
    return Remark("here", "elsewhere", section=section, start=start, end=end)


def test_no_remark_adds_no_comment(saved):
    content, placed = with_comments(saved(paragraph(run(TITLE))), [])
    assert (around(content), placed) == ([], 0)


@pytest.mark.parametrize(
    "runs",
    [
        (run("收到申请十件，办结八件。"),),
        (run("收到申"), run("请十件", "<w:b/>"), run("，办结八件。")),
        ("<w:r><w:t>收到</w:t><w:t>申请十</w:t><w:t>件，办结八件。</w:t></w:r>",),
        (run("收到 申请"), run("  十 件，办结八件。")),
        (f"<w:hyperlink>{run('收到申请十')}</w:hyperlink>", run("件，办结八件。")),
    ],
    ids=["one run", "in runs", "texts in a run", "blanks", "a link"],
)
@pytest.mark.parametrize("passage", ["收到申请十件", "申请十件，", "办结八件。", "收", "。"])
def test_a_comment_stands_around_exactly_the_words(runs, passage, saved):
    path = saved(paragraph(run(TITLE)), paragraph(run(HEADING)), paragraph(*runs))
    text = read_docx(path)["sections"][0]["text"]
    letters = [place for place, letter in enumerate(text) if letter != " "]
    squeezed = text.replace(" ", "")
    begin = squeezed.index(passage)
    start, end = letters[begin], letters[begin + len(passage) - 1] + 1
    content, placed = with_comments(path, [at(start, end)])
    assert [one.replace(" ", "") for one in around(content)] == [passage]
    assert placed == 1
    kept = docx.Document(BytesIO(content)).element.body.iter(qn("w:t"))
    before = docx.Document(str(path)).element.body.iter(qn("w:t"))
    assert "".join(t.text or "" for t in kept) == "".join(t.text or "" for t in before)


def test_comments_may_overlap_and_repeat(saved):
    path = saved(paragraph(run(TITLE)), paragraph(run(HEADING)), paragraph(run("收到申请十件。")))
    places = [(0, 4), (2, 6), (2, 4), (0, 7), (2, 6)]
    content, placed = with_comments(path, [at(*place) for place in places])
    assert (around(content), placed) == (["收到申请十件。"[a:b] for a, b in places], 5)


def test_formatting_stays_with_its_words(saved):
    words = run("收到申请十件。", "<w:b/>")
    path = saved(paragraph(run(TITLE)), paragraph(run(HEADING)), paragraph(words))
    content, _ = with_comments(path, [at(2, 4)])
    runs = docx.Document(BytesIO(content)).paragraphs[2].runs
    assert [(one.text, one.bold) for one in runs if one.text] == [
        ("收到", True),
        ("申请", True),
        ("十件。", True),
    ]


def test_a_remark_on_a_chapter_stands_at_its_heading(saved):
    path = saved(paragraph(run(TITLE)), paragraph(run(HEADING)), paragraph(run("收到申请十件。")))
    content, placed = with_comments(path, [at(None, None)])
    assert (around(content), placed) == (["总体情况"], 1)


def test_a_table_of_contents_is_not_taken_for_the_heading(saved):
    sections = load_editions()["2021"].sections
    heads = [f"{'〇一二三四五六'[one.number]}、{one.heading}" for one in sections]
    chapters = [text for head in heads for text in (head, "收到申请十件，均已答复。")]
    path = saved(*(paragraph(run(text)) for text in (TITLE, "目录", *heads, *chapters)))
    content, _ = with_comments(path, [at(None, None)])
    texts = [one.text for one in docx.Document(BytesIO(content)).paragraphs]
    (start,) = docx.Document(BytesIO(content)).element.body.iter(qn("w:commentRangeStart"))
    place = start.getparent().getparent().index(start.getparent())
    assert (place, texts[place]) == (2 + len(heads), HEADING)


@pytest.mark.parametrize("first", [TITLE, "关于信息公开的几点说明"])
def test_what_has_no_place_stands_at_the_title_or_the_first_words(first, saved):
    path = saved(paragraph(run(first)), paragraph(run(HEADING)), paragraph(run("收到申请十件。")))
    remarks = [at(0, 3, section=9), Remark("here", "elsewhere", cells=("requests.x.y",))]
    content, placed = with_comments(path, remarks)
    assert placed == 0
    assert around(content) == [TITLE if first == TITLE else first[0]] * 2
    assert {one.text for one in docx.Document(BytesIO(content)).comments} == {"elsewhere"}


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("word/_rels/document.xml.rels", b"styles.xml", b"NULL"),
        ("word/document.xml", b"schemas.openxmlformats.org/wordprocessingml/2006/main",
         b"purl.oclc.org/ooxml/wordprocessingml/main"),
        ("word/styles.xml", b"<w:styles", b"<w:styles <"),
    ],
    ids=["a link to nothing", "the strict variant", "no XML"],
)  # fmt: skip
def test_a_document_that_cannot_be_written_back_is_refused_in_a_sentence(
    part, old, new, saved, tmp_path
):
    path, changed = saved(paragraph(run(TITLE))), tmp_path / "changed.docx"
    with ZipFile(path) as archive, ZipFile(changed, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name)
            copy.writestr(name, content.replace(old, new) if name == part else content)
    with pytest.raises(InputError):
        with_comments(changed, [at(0, 1)])


def test_what_is_no_word_document_is_refused(tmp_path):
    (tmp_path / "report.docx").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(InputError):
        with_comments(tmp_path / "report.docx", [])

"""Numbers that Word prints before headings and the text does not hold."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gikqa_documents.files.docx.numerals import numeral
from gikqa_documents.files.docx.word_blocks import read_word
from gikqa_documents.readers import read_docx

W = nsdecls("w")


def level(at: int, kind: str, text: str, more: str = "") -> str:
    return (
        f"<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/>{more}"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


CHAPTERS = level(0, "chineseCounting", "%1、")
OUTLINE = CHAPTERS + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")


@pytest.fixture
def write(tmp_path: Path):
    """A document: numbering as XML, and lines with list, level, style (list 0 is none)."""

    def write(numbering: str, lines: list[tuple[str, int | None, int | None, str]], styles=""):
        document = docx.Document()
        root = document.part.numbering_part.element
        for element in list(root):
            root.remove(element)
        root.extend(parse_xml(f"<w:numbering {W}>{numbering}</w:numbering>"))
        document.styles.element.extend(parse_xml(f"<w:styles {W}>{styles}</w:styles>"))
        for text, number, at, style in lines:
            given = f"<w:pStyle w:val='{style}'/>" if style else ""
            given += "<w:numPr>" if number is not None or at is not None else ""
            given += f"<w:ilvl w:val='{at}'/>" if at is not None else ""
            given += f"<w:numId w:val='{number}'/>" if number is not None else ""
            given += "</w:numPr>" if number is not None or at is not None else ""
            xml = f"<w:p {W}><w:pPr>{given}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
        document.save(tmp_path / "a.docx")
        return tmp_path / "a.docx"

    return write


@pytest.fixture
def lines(write):
    """The lines that such a document prints."""
    return lambda *given: [block.text for block in read_word(write(*given)).blocks]


def abstract(inner: str, number: int = 1) -> str:
    return f"<w:abstractNum w:abstractNumId='{number}'>{inner}</w:abstractNum>"


def listed(inner: str = "", number: int = 1, definition: int = 1) -> str:
    return f"<w:num w:numId='{number}'><w:abstractNumId w:val='{definition}'/>{inner}</w:num>"


STYLE = (
    "<w:style w:type='paragraph' w:styleId='{0}'><w:name w:val='{0}'/>{1}"
    "<w:pPr><w:numPr>{2}</w:numPr></w:pPr></w:style>"
)


def test_bullets_lists_that_are_missing_and_list_0_print_no_number(lines):
    bullets = abstract(level(0, "bullet", "\uf0b7") + level(1, "bullet", "%2"))
    given = [
        ("甲", 1, 0, ""),
        ("乙", 1, 1, ""),
        ("丙", 7, 0, ""),
        ("丁", 0, 0, ""),
        ("戊", 1, 8, ""),
    ]
    assert lines(bullets + listed(), given) == ["甲", "乙", "丙", "丁", "戊"]


def test_a_format_that_is_not_known_prints_no_number_rather_than_a_wrong_one(lines):
    numbering = abstract(level(0, "hebrew1", "%1、")) + listed()
    assert lines(numbering, [("总体情况", 1, 0, "")]) == ["总体情况"]


def test_chapters_sections_and_items_are_counted_on_their_levels(lines):
    places = [0, 1, 1, 2, 2, 1, 0, 1, 2]
    given = [(f"x{n}", 1, place, "") for n, place in enumerate(places)]
    labels = ["一、", "（一）", "（二）", "1.", "2.", "（三）", "二、", "（一）", "1."]
    wanted = [f"{label}x{n}" for n, label in enumerate(labels)]
    assert lines(abstract(OUTLINE) + listed(), given) == wanted


def test_lists_of_one_definition_go_on_counting_unless_one_says_where_to_start(lines):
    restart = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>"
    numbering = abstract(OUTLINE) + listed() + listed(number=2) + listed(restart, number=3)
    given = [("a", 1, 0, ""), ("b", 2, 0, ""), ("c", 3, 0, ""), ("d", 3, 0, "")]
    assert lines(numbering, given) == ["一、a", "二、b", "五、c", "六、d"]


def test_a_list_may_replace_a_level_of_its_definition(lines):
    other = f"<w:lvlOverride w:ilvl='0'>{level(0, 'decimal', '%1)')}</w:lvlOverride>"
    assert lines(abstract(OUTLINE) + listed(other), [("a", 1, 0, "")]) == ["1)a"]


def test_empty_paragraphs_are_counted_and_print_nothing(lines):
    given = [("a", 1, 0, ""), (" ", 1, 0, ""), ("b", 1, 0, "")]
    assert lines(abstract(OUTLINE) + listed(), given) == ["一、a", "三、b"]


def test_the_list_may_come_from_the_style_and_the_level_from_either_side(lines):
    inner = level(0, "chineseCounting", "%1、", "<w:pStyle w:val='Chapter'/>")
    inner += level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='Part'/>")
    one = "<w:numId w:val='1'/>"
    styles = STYLE.format("Chapter", "", one) + STYLE.format("Part", "", one)
    styles += STYLE.format("Mine", "<w:basedOn w:val='Chapter'/>", "")
    styles += STYLE.format("Loop", "<w:basedOn w:val='Loop'/>", "")
    given = [("a", None, None, "Chapter"), ("b", None, None, "Part"), ("c", None, None, "Mine")]
    given += [("d", 0, None, "Mine"), ("e", None, 1, "Mine"), ("f", None, None, "Loop")]
    wanted = ["一、a", "（一）b", "二、c", "d", "（一）e", "f"]
    assert lines(abstract(inner) + listed(), given, styles) == wanted


def test_a_definition_may_refer_to_a_list_style(lines):
    link = abstract("<w:numStyleLink w:val='Numbers'/>", 2)
    numbering = abstract(OUTLINE) + link + listed() + listed(number=2, definition=2)
    styles = STYLE.format("Numbers", "", "<w:numId w:val='1'/>")
    assert lines(numbering, [("a", 2, 0, "")], styles) == ["一、a"]


@pytest.mark.parametrize(
    ("text", "more", "wanted"),
    [
        ("%1.%2", "", "一.1 x"),
        ("%1.%2", "<w:isLgl/>", "1.1 x"),
        ("第%2条", "", "第1条 x"),
        ("%2、", "", "1、x"),
        ("", "", "x"),
        ("%9", "", "1 x"),
    ],
)
def test_the_number_is_printed_as_its_text_says(text, more, wanted, lines):
    numbering = abstract(CHAPTERS + level(1, "decimal", text, more)) + listed()
    assert lines(numbering, [("a", 1, 0, ""), ("x", 1, 1, "")])[1] == wanted


def test_chapters_without_numerals_in_the_text_are_found(write):
    headings = ["总体情况", "政务公开保障", "依申请公开办理"]
    given = [("青山县2015年政府信息公开工作年度报告", None, None, "")]
    for heading in headings:
        given += [(heading, 1, 0, ""), (f"{heading}的正文。", None, None, "")]
    record = read_docx(write(abstract(level(0, "japaneseCounting", "%1、")) + listed(), given))
    found = [(section["number"], section["heading"]) for section in record["sections"]]
    assert found == [(1, "总体情况"), (2, "政务公开保障"), (3, "依申请公开办理")]


@pytest.mark.parametrize(
    ("kind", "number", "wanted"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("japaneseCounting", 30, "三十"),
        ("taiwaneseCountingThousand", 105, "一百零五"),
        ("chineseCounting", 111, "一百一十一"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("decimal", 7, "7"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 2, "②"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("decimalEnclosedParen", 3, "(3)"),
        ("decimalEnclosedFullstop", 3, "3."),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("lowerLetter", 3, "c"),
        ("upperLetter", 28, "BB"),
        ("none", 3, ""),
        ("bullet", 1, None),
        ("decimal", 0, None),
        ("decimal", 400, None),
    ],
)
def test_numerals(kind, number, wanted):
    assert numeral(number, kind) == wanted

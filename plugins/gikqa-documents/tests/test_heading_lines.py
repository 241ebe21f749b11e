"""Headings that share a line with text, fall into pieces, are listed beforehand, or are none."""

from __future__ import annotations

import pytest

from gikqa.editions import load_editions

HEADINGS = [
    f"{'〇一二三四五六'[section.number]}、{section.heading}"
    for section in load_editions()["2021"].sections
]
LONG = "2021年，我局落实条例，全年公开信息12条，其中网站8条、新媒体4条，办理申请3件，工作平稳有序。"


@pytest.fixture
def chapters(read):
    """(number, heading, text) of a report whose lines are given, as text and as a page."""

    def chapters(*lines):
        title = "青山县2021年政府信息公开工作年度报告"
        text = read("\n".join([title, *lines]))
        page = read("".join(f"<p>{line}</p>" for line in [title, *lines]), "a.html")
        assert text["sections"] == page["sections"]
        return [(one["number"], one["heading"], one["text"]) for one in text["sections"]]

    return chapters


def whole(**texts):
    """A report of six chapters, the lines of some replaced."""
    lines = []
    for number, heading in enumerate(HEADINGS, 1):
        lines += texts.get(f"chapter_{number}", [heading, f"第{number}章的正文。"])
    return lines


def expected(**texts):
    return [
        (one.number, one.heading, texts.get(f"chapter_{one.number}", f"第{one.number}章的正文。"))
        for one in load_editions()["2021"].sections
    ]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("六、其他需要报告的事项：无。", "无。"),
        ("六、其他需要报告的事项　无", "无"),
        ("六、其他需要报告的事项。本机关无其他需要报告的事项。", "本机关无其他需要报告的事项。"),
        ("六、其他需要报告的事项（一）收费情况。无。", "（一）收费情况。无。"),
    ],
)
def test_text_on_the_line_of_its_heading_is_text(line, rest, chapters):
    assert chapters(*whole(chapter_6=[line])) == expected(chapter_6=rest)


@pytest.mark.parametrize("mark", ["。", "：", "　", " ", ""])
def test_a_heading_before_a_long_text_is_a_heading(mark, chapters):
    lines = whole(chapter_1=[f"一、总体情况{mark}{LONG}"])
    assert chapters(*lines) == expected(chapter_1=LONG)


@pytest.mark.parametrize(
    "pieces",
    [
        ["三、收到和处理政府信息公开申请", "情况"],
        ["三、", "收到和处理政府信息公开申请情况"],
        ["三、收到和处理政府", "信息公开", "申请情况"],
    ],
)
def test_a_heading_in_pieces_is_put_together(pieces, chapters):
    assert chapters(*whole(chapter_3=[*pieces, "第3章的正文。"])) == expected()


@pytest.mark.parametrize("ending", ["", "…………1", "......12", " 3", "；"])
@pytest.mark.parametrize("above", [[], ["目　录"]])
def test_a_list_of_the_chapters_before_the_report_makes_no_chapters(ending, above, chapters):
    listed = [f"{heading}{ending}" for heading in HEADINGS]
    assert chapters(*above, *listed, *whole()) == expected()


def test_chapters_without_text_are_no_list_of_chapters(chapters):
    assert chapters(*HEADINGS) == expected(**{f"chapter_{n}": "" for n in range(1, 7)})


def test_a_list_in_a_chapter_that_is_numbered_like_chapters_makes_none(chapters):
    said = ["一、主动公开", "甲。", "二、依申请公开", "乙。", "三、监督保障", "丙。"]
    lines = whole(chapter_1=["一、总体情况", *said])
    assert chapters(*lines) == expected(chapter_1="\n".join(said))


@pytest.mark.parametrize(
    "line",
    [
        "一、总体情况良好，公开信息12条。",
        "本报告包括：一、总体情况 二、主动公开政府信息情况。",
        "一、总体情况 二、主动公开政府信息情况",
    ],
)
def test_a_line_that_merely_holds_a_heading_is_not_taken_apart(line, read):
    row = read(f"青山县2021年政府信息公开工作年度报告\n{line}\n正文。\n")
    assert "总体情况" not in [section["heading"] for section in row["sections"]]
    assert not any(section["text"].startswith("二、") for section in row["sections"])

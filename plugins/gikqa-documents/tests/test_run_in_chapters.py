"""Chapters inside one paragraph, and reports from before chapters or tables were prescribed."""

from __future__ import annotations

import pytest

from gikqa.editions import load_editions
from gikqa_documents.prose.run_in_chapters import parts_of

TITLE = "青山县水利局2020年政府信息公开工作年度报告"
SECTIONS = load_editions()["2021"].sections


def chapters(record):
    return [(one["number"], one["heading"], one["text"]) for one in record["sections"]]


WHOLE = [(one.number, one.heading, f"第{one.number}章写了正文。") for one in SECTIONS]


@pytest.mark.parametrize("gap", [" ", "\u3000\u3000", "", "："])
@pytest.mark.parametrize("before", ["", " ", "\u3000"])
@pytest.mark.parametrize("layout", ["text", "page"])
def test_chapters_in_one_paragraph_are_chapters(gap, before, layout, read):
    text = before.join(f"{'一二三四五六'[n - 1]}、{head}{gap}{body}" for n, head, body in WHOLE)
    if layout == "text":
        record = read(f"{TITLE}\n{text}")
    else:
        record = read(f"<p>{TITLE}</p><p>{text}</p>", "a.html")
    assert chapters(record) == WHOLE


def test_the_preamble_before_the_first_heading_stays_a_preamble(read):
    text = " ".join(f"{'一二三四五六'[n - 1]}、{head} {body}" for n, head, body in WHOLE)
    record = read(f"{TITLE}\n现将情况报告如下。 {text}")
    assert chapters(record) == [(0, "", "现将情况报告如下。"), *WHOLE]


def test_chapters_without_a_text_follow_each_other(read):
    text = " ".join(f"{'一二三四五六'[n - 1]}、{head}" for n, head, _ in WHOLE)
    assert chapters(read(f"{TITLE}\n{text} 无。")) == [
        (n, head, "无。" if n == 6 else "") for n, head, _ in WHOLE
    ]


def test_headings_of_reports_before_2019_are_found_by_their_numbers(read):
    heads = [
        "政府信息主动公开情况",
        "依申请公开政府信息的情况",
        "收费和减免情况",
        "行政复议和诉讼情况",
    ]
    text = " ".join(f"{'一二三四'[n]}、{head} 第{n}章写了正文。" for n, head in enumerate(heads))
    record = read(f"{TITLE.replace('2020', '2013')}\n{text}")
    assert [(s["number"], s["heading"]) for s in record["sections"]] == list(enumerate(heads, 1))


@pytest.mark.parametrize(
    "text",
    [
        "下一步改进：一、加强组织领导。 二、完善公开制度。 三、加强业务培训。 四、强化监督检查。",
        "本报告由一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况等部分组成。",
        "我局落实一、二、三产业融合发展政策，公开信息12条，其中网站8条，新媒体4条，工作平稳有序。",
        "一、总体情况 2020年，我局公开信息12条，其中网站8条，新媒体4条，办理申请3件，平稳有序。",
    ],
)
def test_a_list_in_a_paragraph_stays_whole(text):
    assert parts_of(text) == [text]


def test_a_title_before_its_text_on_one_line_is_a_title(read):
    rest = "根据条例编制本报告，所列数据的统计期限自2020年1月1日起至2020年12月31日止。"
    record = read(f"青山县水利局\n2020年政府信息公开工作年度报告 {rest}\n一、总体情况\n正文。")
    assert record["title"] == TITLE
    assert chapters(record)[0] == (0, "", rest)


@pytest.mark.parametrize("year", [2008, 2013, 2016, 2018])
def test_before_2019_no_number_of_a_chapter_is_a_slip(year, read):
    lines = ["一、主动公开政府信息情况", "甲。", "二、依申请公开政府信息情况", "乙。"]
    notes = read("\n".join([TITLE.replace("2020", str(year)), *lines]))["extraction"]["notes"]
    assert [note for note in notes if "carries number" in note or "image" in note] == []
    said = {
        False: "no table 政府信息公开情况统计表 found: before 2019 it was an annex, "
        "often published apart",
        True: "there was no statutory form before 2014: no table is missing",
    }[year < 2014]
    assert said in notes


def test_from_2019_on_a_number_that_is_not_the_forms_is_noted(read):
    notes = read(f"{TITLE}\n一、主动公开政府信息情况\n甲。")["extraction"]["notes"]
    assert "chapter 主动公开政府信息情况 carries number 1, not 2" in notes

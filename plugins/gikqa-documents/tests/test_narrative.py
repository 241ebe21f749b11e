"""Chapters, and what a page prints around them."""

from __future__ import annotations

import pytest

from gikqa_documents.form.chapter_headings import Heading, read_heading
from gikqa_documents.prose.narrative import margin_of, unwrap

TITLE = "青山县2020年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("三、本年度办理结果", 2),
        ("四、结转下年度继续办理", 3),
        ("一、本年新收政府信息公开申请数量", 0),
        ("（一）主动公开", 0),
        ("1.主动公开", 0),
        ("一是加强领导。", 0),
        ("二、加强领导，落实责任；完善制度。", 1),
        ("总体情况良好", 0),
        ("一、", 0),
        ("三、", 2),
        ("", 0),
        ("四、五", 0),
        ("（一）总体情况", 2),
        ("（二）依申请公开情况", 1),
        ("1.主动公开政府信息情况", 0),
        ("3.其他", 2),
        ("六、其他", 4),
        ("三、依申请公开情况", 0),
        ("三、不予公开", 2),
    ],
)
def test_a_line_that_is_no_chapter_heading_is_none(line, after):
    assert read_heading(line, after) is None


@pytest.mark.parametrize(
    ("line", "after", "number", "heading"),
    [
        ("一、总体情况", 0, 1, "总体情况"),
        ("一、 总体情况", 0, 1, "总体情况"),
        ("   一、总体情况：", 0, 1, "总体情况"),
        ("• 总体情况", 0, 1, "总体情况"),
        ("总体情况", 0, 1, "总体情况"),
        ("一、概述", 0, 1, "概述"),
        ("一 概 述", 0, 1, "概 述"),
        ("一、2023年政务公开总体情况", 0, 1, "2023年政务公开总体情况"),
        ("## 二、主动公开政府信息情况", 1, 2, "主动公开政府信息情况"),
        ("**二、主动公开政府信息情况**", 1, 2, "主动公开政府信息情况"),
        ("二、主动公开政府政府情况", 1, 2, "主动公开政府政府情况"),
        ("三、政府信息依申请公开办理情况", 2, 3, "政府信息依申请公开办理情况"),
        ("⼆、主动公开政府信息情况".replace("⼆", "二"), 1, 2, "主动公开政府信息情况"),
        ("六、其他需要报告的事项。", 5, 6, "其他需要报告的事项。"),
        ("七、附件", 6, 7, "附件"),
        ("三、总体情况", 0, 3, "总体情况"),
        ("一：总体情况", 0, 1, "总体情况"),
        ("一总体情况", 0, 1, "总体情况"),
        ("（一）总体情况", 0, 1, "总体情况"),
        ("(二)主动公开政府信息情况", 1, 2, "主动公开政府信息情况"),
        ("1.总体情况", 0, 1, "总体情况"),
        ("第二部分 主动公开政府信息情况", 1, 2, "主动公开政府信息情况"),
        ("一、总体概述", 0, 1, "总体概述"),
        ("一、工作基本情况", 0, 1, "工作基本情况"),
        ("一、工作总体推进情况", 0, 1, "工作总体推进情况"),
        ("一、政府信息公开工作的基本情况", 0, 1, "政府信息公开工作的基本情况"),
        ("三、依申请公开政府信息情况", 2, 3, "依申请公开政府信息情况"),
        ("三、依申请公开情况", 2, 3, "依申请公开情况"),
        ("四、行政复议、行政诉讼情况", 3, 4, "行政复议、行政诉讼情况"),
        ("五、存在的主要问题及整改措施", 4, 5, "存在的主要问题及整改措施"),
        ("六、其他", 5, 6, "其他"),
        ("二、主动公开情况", 1, 2, "主动公开情况"),
    ],
)
def test_a_chapter_heading_is_read(line, after, number, heading):
    assert read_heading(line, after) == Heading(number, heading)


def test_furniture_of_a_page_is_no_text(read):
    page = f"""<body><nav>首页</nav><p>首页 &gt; 政务公开</p><p>当前位置：首页 &gt; 年报</p>
    <h1>{TITLE}</h1><p>发布时间：2021-01-20 09:30</p><p>来源：办公室</p><p>字体：[大 中 小]</p>
    <form><input value="请输入关键字"><p>请输入关键字</p></form><p>前言。</p>
    <p>一、总体情况</p><p>正文。</p><p>- 2 -</p><p>第 3 页</p><p>正文二。</p>
    <p>二、主动公开政府信息情况</p><p>六、其他需要报告的事项</p><p>无。</p>
    <p>请与青山县人民政府办公室联系。</p><p>【打印】【关闭】</p><p>上一篇：无</p>
    <p>主办单位：青山县人民政府 青ICP备12345号</p><p>网站地图</p></body>"""
    record = read(page, "a.html")
    assert record["published_on"].isoformat() == "2021-01-20"
    assert [(s["number"], s["text"]) for s in record["sections"]] == [
        (0, "前言。"),
        (1, "正文。\n正文二。"),
        (2, ""),
        (6, "无。\n请与青山县人民政府办公室联系。"),
    ]


def test_text_before_the_title_is_no_preamble(read):
    record = read(f"一些导航\n\n{TITLE}\n前言。\n一、总体情况\n正文。\n")
    assert [s["text"] for s in record["sections"]] == ["前言。", "正文。"]
    assert record["title"] == TITLE


def test_text_around_a_table_stays_in_its_chapter(read, printed, numbers, edition, cells_of, style):
    values = numbers(edition)
    report = printed(edition, values)
    text = report.text(lambda rows: f"本表之前有一句话。\n{style(rows)}\n\n本表之后有一句话。")
    record = read(text)
    assert cells_of(record) == values
    texts = {s["number"]: s["text"] for s in record["sections"]}
    assert texts[2] == texts[3] == texts[4] == "本表之前有一句话。\n本表之后有一句话。"


def test_the_title_of_the_page_distinguishes_its_report_from_others_that_it_lists(read):
    others = "".join(f"<p>青山县{year}年政府信息公开工作年度报告</p>" for year in (2018, 2019))
    page = f"<title>{TITLE}-青山县</title>{others}<h1>{TITLE}</h1><p>前言。</p><p>一、总体情况</p>"
    record = read(page, "a.html")
    assert record["title"] == TITLE
    assert record["year"] == 2020
    assert record["sections"][0]["text"] == "前言。"


@pytest.mark.parametrize(
    "said",
    [
        "完成ICP备案3个。",
        "规范网站标识码、公网安备图标等。",
        "主办单位：3个",
        "联系我们栏目更新2次",
    ],
)
def test_words_of_a_page_s_foot_in_a_chapter_end_no_report(said, read):
    row = read(f"{TITLE}\n一、总体情况\n{said}\n六、其他需要报告的事项\n{said}\n无。\n")
    assert [section["number"] for section in row["sections"]] == [1, 6]
    assert row["sections"][0]["text"] == said


def test_a_table_below_the_foot_of_a_page_is_read(printed, numbers, edition, read, cells_of):
    values = numbers(edition)
    page = printed(edition, values).page()
    table = page[page.index("<table>") : page.index("</table>") + len("</table>")]
    foot = f"<p>主办：青山县人民政府</p>{table}<p>网站地图</p></body>"
    row = read(page.replace(table, "").replace("</body>", foot), "a.html")
    assert cells_of(row) == values
    assert row["sections"][-1]["text"] == "第6章的正文。"


def test_a_number_slip_is_kept_and_noted(read):
    record = read(f"{TITLE}\n三、总体情况\n正文。\n二、主动公开政府信息情况\n")
    assert [s["number"] for s in record["sections"]] == [3, 2]
    assert "chapter 总体情况 carries number 3, not 1" in record["extraction"]["notes"]


def test_chapters_of_a_report_before_2019_are_taken_as_numbered(read):
    text = "青山县2016年政府信息公开年度报告\n一、概述\n甲。\n二、机构建设\n乙。\n三、培训\n丙。\n"
    record = read(text)
    assert [(s["number"], s["heading"]) for s in record["sections"]] == [
        (1, "概述"),
        (2, "机构建设"),
        (3, "培训"),
    ]


def test_a_report_without_any_chapter_is_all_preamble(read):
    record = read("没有任何标题的一段文字。\n又一段。\n")
    assert record["sections"] == [
        {"number": 0, "heading": "", "text": "没有任何标题的一段文字。\n又一段。"}
    ]


def test_lines_of_whole_paragraphs_are_not_joined():
    lines = ["甲" * 40 + "。", "乙" * 35 + "。", "丙" * 50 + "。"]
    assert unwrap(lines, margin_of(lines)) == lines


def test_lines_broken_at_the_margin_are_joined_up_to_the_end_of_the_paragraph():
    lines = ["甲" * 38, "乙" * 38, "丙" * 12 + "。", "（一）" + "丁" * 35, "戊" * 38, "己。"]
    assert unwrap(lines, margin_of(lines)) == [
        "甲" * 38 + "乙" * 38 + "丙" * 12 + "。",
        "（一）" + "丁" * 35 + "戊" * 38 + "己。",
    ]


def test_radicals_of_a_pdf_are_put_right(read):
    record = read(f"{TITLE}\n⼀、总体情况\n⼈⺠政府各部⻔⻅⻓⾏。\n")
    assert record["sections"][0]["text"] == "人民政府各部门见长行。"

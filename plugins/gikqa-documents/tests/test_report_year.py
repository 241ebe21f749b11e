"""The year and the publisher of a report whose title names neither, or that has no title."""

from __future__ import annotations

import pytest

REST = "\n二、主动公开政府信息情况\n无。\n五、存在的主要问题及改进情况\n2024年，我局将改进。\n"


def unread(row):
    return [note for note in row["extraction"]["notes"] if note.startswith("year: ")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("一、总体情况\n我局认真落实条例。", "report.txt"),
        ("一、总体情况\n2019年以来，我局认真落实条例。", "report.txt"),
        ("一、总体情况\n2023年5月，我局印发通知。", "report.txt"),
        ("一、总体情况\n2023年，我局公开9条。2022年公开8条，2022年增加1条。", "report.txt"),
        ("一、总体情况\n2023年，我局公开9条。与2022年持平。", "report.txt"),
        ("一、总体情况\n我局落实《2023年政务公开工作要点》。", "report.txt"),
        ("一、2023年总体情况\n正文。\n二、2024年主动公开政府信息情况\n无。", "report.txt"),
        ("一、总体情况\n正文。", "t20240115_7.txt"),
        ("一、总体情况\n正文。", "2024-01-15.txt"),
        ("一、总体情况\n正文。", "2022-2023.txt"),
        ("一、总体情况\n正文。", "from 2019 to 2023.txt"),
        ("发布日期：2024-01-15\n一、总体情况\n正文。", "report_2024.txt"),
    ],
)
def test_where_no_place_names_one_year_for_certain_there_is_none(text, name, read):
    row = read(text + REST, name)
    assert row["year"] is None
    assert unread(row) == ["year: named nowhere for certain"]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("统计期限为2023年1月1日至12月31日。\n一、总体情况\n正文。", "2020.txt", "period"),
        ("现公布我局2023年政府信息公开工作年度报告。\n一、总体情况\n正文。", "a.txt", "preamble"),
        ("一、2023年政务公开总体情况\n正文。", "2020.txt", "headings"),
        ("一、总体情况\n2023年，我局公开9条。", "2020.txt", "opening"),
        ("一、总体情况\n2023年度我局公开9条，2022年公开8条，2023年更多。", "a.txt", "opening"),
        ("一、总体情况\n（一）主动公开\n正文。", "suqian_city_2023.txt", "file name"),
        ("发布日期：2024-01-15\n一、总体情况\n正文。", "2023.txt", "file name"),
    ],
)
def test_the_year_is_read_where_it_can_be_believed_and_the_note_says_where(text, name, place, read):
    row = read(text + REST, name)
    assert row["year"] == 2023
    assert unread(row) == [f"year: no year in a title; read from the {place}"]


@pytest.mark.parametrize(
    ("period", "lost"),
    [("自202111日起至20211230日止", "202111日"), ("自20221月1日起至2022年12月31日止", "20221月")],
)
def test_a_date_that_lost_characters_is_noted_and_makes_no_year(period, lost, read):
    row = read(f"所列数据的统计期限{period}。\n一、总体情况\n正文。\n")
    assert (row["year"], row["period_start"], row["period_end"]) == (None, None, None)
    notes = row["extraction"]["notes"]
    assert f"period: characters of a date were lost ({lost})" in notes


def test_the_title_of_the_page_makes_up_for_a_title_without_a_year(read):
    page = (
        "<title>青山县民政局2023年政府信息公开工作年度报告-青山县</title>"
        "<h1>青山县民政局政府信息公开工作年度报告</h1><p>一、总体情况</p><p>正文。</p>"
    )
    row = read(page, "a.html")
    assert (row["year"], row["publisher"]) == (2023, "青山县民政局")
    assert unread(row) == ["year: no year in a title; read from the title of the page"]


def test_a_year_in_the_file_name_is_not_believed_against_the_form(
    read, printed, numbers, edition, cells_of
):
    values = numbers(edition)
    text = printed(edition, values).text(
        lambda rows: "\n".join("\t".join(c[0] for c in r) for r in rows)
    )
    body = text[text.index("一、总体情况") :]
    right, wrong = ("2020", "2022") if edition.key == "2019" else ("2022", "2020")
    assert read(body, f"report {right}.txt")["year"] == int(right)
    assert read(body, f"report {wrong}.txt")["year"] is None
    assert read(body, f"report {wrong}.txt")["edition"] == edition.key


@pytest.mark.parametrize(
    "text",
    [
        "一、总体情况\n2023年，我市坚持以公开为常态。",
        "一、总体情况\n2023年，全县认真落实条例。",
        "一、总体情况\n2023年，市政府办公室认真落实条例。",
        "一、总体情况\n2023年，工作人员认真落实条例。",
        "发布机构：管理员\n一、总体情况\n正文。",
        "发布时间：2024-01-18　来源：本站　作者：管理员\n一、总体情况\n正文。",
        "一、总体情况\n请与我局联系。由本单位编制。",
    ],
)
def test_what_names_no_body_with_its_place_is_no_publisher(text, read):
    row = read(text + REST, "suqian_city_2023.txt")
    assert row["publisher"] is None
    assert "publisher: no name found" in row["extraction"]["notes"]


@pytest.mark.parametrize(
    ("text", "publisher", "place"),
    [
        ("一、总体情况\n2023年，青山县教育局认真落实条例。", "青山县教育局", "opening"),
        ("一、总体情况\n2023年，在县委领导下，青山县坚持公开。", "青山县", "opening"),
        ("发布机构：青山县人民政府\n一、总体情况\n正文。", "青山县人民政府", "page"),
        (
            "依据条例要求，由青山县人民政府办公室编制。\n一、总体情况\n正文。",
            "青山县人民政府办公室",
            "preamble",
        ),
        (
            "发布时间：2024-01-18　来源：青山县水利局　浏览次数：21\n一、总体情况\n正文。",
            "青山县水利局",
            "page",
        ),
        (
            "本报告由青山县民政局编制。\n一、总体情况\n2023年，青山县坚持公开。",
            "青山县民政局",
            "preamble",
        ),
    ],
)
def test_a_publisher_that_no_title_names_is_read_from_the_text(text, publisher, place, read):
    row = read(text + REST)
    assert row["publisher"] == publisher
    assert f"publisher: read from the {place}" in row["extraction"]["notes"]


@pytest.mark.parametrize(
    ("lines", "publisher"),
    [
        ("未收取费用。\n青山县水利局\n2024年1月18日", "青山县水利局"),
        ("未收取费用。\n　　青山县水利局　\n　　2024年 1月18日", "青山县水利局"),
        ("未收取费用。\n青山县水利局", None),
        ("未收取费用。\n本局\n2024年1月18日", None),
        ("收取费用的日期为：\n2024年1月18日", None),
    ],
)
def test_the_line_above_the_last_date_names_who_signed(lines, publisher, read):
    row = read(
        f"2023年政府信息公开工作年度报告\n一、总体情况\n正文。{REST}六、其他需要报告的事项\n{lines}\n"
    )
    assert row["publisher"] == publisher


def test_the_table_above_a_page_names_the_publisher(read):
    page = (
        "<table><tr><td>索引号：</td><td>000/2024</td><td>发布机构：</td><td>青山县民政局</td></tr>"
        "<tr><td>主题分类：</td><td>年报</td><td>发布日期：</td><td>2024-01-15</td></tr></table>"
        "<h1>2023年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>正文。</p>"
    )
    row = read(page, "a.html")
    assert (row["publisher"], row["year"]) == ("青山县民政局", 2023)
    assert "publisher: read from the page" in row["extraction"]["notes"]

"""What sites put around, between and into reports: other tables, lists, copies, one big table."""

from __future__ import annotations

import re

import pytest

from gikqa.editions import load_editions

TITLE = "青山县2021年政府信息公开工作年度报告"
OTHERS = "".join(f"<li>{TITLE.replace('2021', year)}</li>" for year in ("2024", "2019"))
CHANNELS = (
    "<table><tr><td>渠道</td><td>政府网站</td><td>新闻发布会</td><td>其他</td><td>总计</td></tr>"
    "<tr><td>数量</td><td>12</td><td>3</td><td>5</td><td>20</td></tr></table>"
)
# Heads as in table 三, but rows of the office's own.
WAYS = (
    "<table><tr><td>申请方式</td><td>自然人</td><td>商业企业</td><td>其他</td><td>总计</td></tr>"
    "<tr><td>网上申请</td><td>12</td><td>3</td><td>5</td><td>20</td></tr></table>"
)
PATH = "<ul><li>首页</li><li>政务公开</li></ul><div>当前位置：首页 &gt; 政务公开 &gt; 年报</div>"
CHAPTERS = [0, 1, 2, 3, 4, 5, 6]


@pytest.fixture
def values(numbers):
    return numbers(load_editions()["2021"])


@pytest.fixture
def page(printed, values):
    return printed(load_editions()["2021"], values).page()


@pytest.fixture
def is_whole(values, cells_of):
    """The report came back, and nothing of the page besides."""

    def check(row):
        assert cells_of(row) == values
        assert [section["number"] for section in row["sections"]] == CHAPTERS
        texts = [section["text"] for section in row["sections"]]
        assert texts[0] == "本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。"
        assert texts[1:] == ["第1章的正文。", "", "", "", "第5章的正文。", "第6章的正文。"]
        assert (row["title"], row["year"], row["publisher"]) == (TITLE, 2021, "青山县")
        assert row["printed_labels"] == row["raw_cells"] == {}

    return check


@pytest.mark.parametrize("table", [CHANNELS, WAYS], ids=["other heads", "the heads of table 三"])
@pytest.mark.parametrize("place", ["<p>二、", "<p>三、", "<p>四、", "<p>五、"])
def test_a_table_of_the_office_s_own_is_no_table_of_the_form(table, place, page, read, is_whole):
    is_whole(read(page.replace(place, table + place, 1), "a.html"))


def test_a_table_of_the_office_s_own_above_table_three_is_passed_over(page, read, is_whole):
    is_whole(read(re.sub(r"(<p>三、[^<]*</p>)", rf"\1{WAYS}", page, count=1), "a.html"))


@pytest.mark.parametrize("above", [PATH, OTHERS, PATH + OTHERS])
def test_what_is_printed_above_a_report_is_no_part_of_it(above, page, read, is_whole):
    is_whole(read(page.replace("<body>", f"<body>{above}"), "a.html"))


@pytest.mark.parametrize(
    "below",
    [
        OTHERS,
        f"<h3>相关信息</h3>{OTHERS}",
        f"<h3>历年年报：</h3>{OTHERS}",
        "<p>打印本页 | 关闭窗口</p><p>主办：青山县人民政府</p><p>联系电话：010-00000000</p>",
        "<p>【打印】 【关闭】</p><p>技术支持：某公司</p>",
        "<p>Copyright 青山县</p>",
    ],
)
def test_what_is_printed_below_a_report_is_no_part_of_it(below, page, read, is_whole):
    is_whole(read(page.replace("</body>", f"{below}</body>"), "a.html"))


def test_a_title_that_only_the_page_names_is_the_title(page, read, is_whole):
    head = f"<title>{TITLE}_年报_青山县人民政府</title>"
    text = page.replace(f"<p>{TITLE}</p>", "").replace("<head>", f"<head>{head}")
    is_whole(read(text, "a.html"))


MENU = "<ul><li>走进青山</li><li>政府信息公开指南</li><li>政府信息公开年报</li><li>甲县</li></ul>"


def test_an_entry_of_the_menu_is_no_title(page, read, is_whole):
    is_whole(read(page.replace("<body>", f"<body>{MENU}"), "a.html"))
    split = page.replace(f"<p>{TITLE}</p>", f"<p>{TITLE[:8]}</p><p>{TITLE[8:]}</p>")
    is_whole(read(split.replace("<body>", f"<body>{MENU}"), "a.html"))


def test_a_menu_above_a_text_without_a_printed_title_is_no_preamble(page, read, is_whole):
    text = page.replace(f"<p>{TITLE}</p>", "").replace("<body>", f"<body>{MENU}")
    is_whole(read(text.replace("<head>", f"<head><title>{TITLE}-青山县</title>"), "a.html"))


def test_a_second_copy_of_the_text_on_the_page_is_read_once(page, read, is_whole):
    body = page[page.index("<body>") + 6 : page.index("</body>")]
    row = read(page.replace("</body>", f"<div style='display:none'>{body}</div></body>"), "a.html")
    is_whole(row)
    assert "the document holds the report twice; the first was read" in row["extraction"]["notes"]


def test_a_report_inside_one_big_table_is_taken_apart(printed, values, read, is_whole, table_of):
    report = printed(load_editions()["2021"], values)
    rows = "".join(
        f"<tr><td colspan='10'>{line}</td></tr>" for line in report.text(str).split("\n")
    )
    for key, table in report.tables().items():
        inner = table_of(table).removeprefix("<table>").removesuffix("</table>")
        printed_rows = f"<tr><td colspan='10'>{report.tables()[key]}</td></tr>"
        rows = rows.replace(printed_rows, inner)
    is_whole(read(f"<table>{rows}</table>", "a.html"))


def test_headings_in_the_first_row_of_their_tables_head_chapters(
    printed, values, read, cells_of, table_of
):
    report = printed(load_editions()["2021"], values)
    page = f"<p>{TITLE}</p><p>一、总体情况</p><p>正文。</p>"
    for section in load_editions()["2021"].sections[1:4]:
        head = f"<tr><td colspan=10>{'〇一二三四'[section.number]}、{section.heading}</td></tr>"
        table = table_of(report.tables()[section.table])
        page += table.replace("<table>", f"<table>{head}")
    row = read(page + "<p>五、存在的主要问题及改进情况</p><p>正文。</p>", "a.html")
    assert cells_of(row) == values
    assert [section["number"] for section in row["sections"]] == [1, 2, 3, 4, 5]


def test_a_table_of_2021_in_a_report_on_the_form_of_2019_is_read_by_its_own(
    printed, numbers, read, cells_of, table_of
):
    new, old = load_editions()["2021"], load_editions()["2019"]
    values, old_values = numbers(new), numbers(old)
    page = printed(old, old_values).page()
    tables = [
        table_of(printed(form, of).requests()) for form, of in ((old, old_values), (new, values))
    ]
    row = read(page.replace(*tables), "a.html")
    found = cells_of(row)
    assert row["edition"] == "2019"
    assert {p: v for p, v in found.items() if p in new.cells and p.startswith("requests.")} == {
        p: v for p, v in values.items() if p.startswith("requests.")
    }
    assert {found[path] for path in old.cells if path.startswith("requests.other.")} == {None}
    note = "表三: printed on the form of 2021, otherwise than the other tables"
    assert note in row["extraction"]["notes"]

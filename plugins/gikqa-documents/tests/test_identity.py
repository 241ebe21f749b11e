"""Title, publisher, year, period and date of publication."""

from __future__ import annotations

from datetime import date

import pytest

from gikqa_documents.form.titles import find_title, title_of_head, year_of
from gikqa_documents.prose.body_names import level_of
from gikqa_documents.prose.dates import period_of, published_on
from gikqa_documents.prose.publisher import publisher_of


@pytest.mark.parametrize(
    "line",
    [
        "本报告依据《中华人民共和国政府信息公开条例》编制。",
        "一、总体情况",
        "政府信息公开工作年度报告格式模板",
        "政府信息公开",
        "青山县人民政府办公室",
        "| 索引号 | 731234511/2026-12345 | 分类 | 信息公开年报 |",
        "索引号：731234511/2026-12345 分类：信息公开年报",
        "主题分类：青山县2025年政务公开年报",
    ],
)
def test_a_line_that_is_no_title_is_none(line):
    assert find_title([line]) is None


@pytest.mark.parametrize(
    ("lines", "title", "publisher", "year"),
    [
        (["青山县2021年政府信息公开工作年度报告"], None, "青山县", 2021),
        (["2021年青山县政府信息公开工作年度报告"], None, "青山县", 2021),
        (["青山县 2021年度政府信息公开工作年度报告"], None, "青山县", 2021),
        (["青山县教育局2020年政府信息公开年度报告"], None, "青山县教育局", 2020),
        (["青山县教育局2020年政府信息公开工作报告"], None, "青山县教育局", 2020),
        (["青山县教育局2020年政府信息公开年度工作报告"], None, "青山县教育局", 2020),
        (["2018年政府信息公开年报"], None, None, 2018),
        (["青山镇2019年政务信息公开年度报告"], None, "青山镇", 2019),
        (["青山县2019年政府政务公开年报"], None, "青山县", 2019),
        (["青山县人民政府信息公开工作年度报告（2022年）"], None, "青山县人民政府", 2022),
        (["青山县 2 0 2 1 年政府信息公开", "工作年度报告"], None, "青山县", 2021),
        (["青山县", "2021年政府信息公开工作", "年度报告"], None, "青山县", 2021),
        (["青山县政府信息公开工作年度报告"], None, "青山县", None),
        (["青山县教育局关于2021年政府信息公开工作的年度报告"], None, "青山县教育局", 2021),
        (["关于青山县2021年政府信息公开工作年度报告的公示"], None, "青山县", 2021),
        (["【年报】青山县2021年政府信息公开工作年度报告"], None, "青山县", 2021),
        (["青山县二〇二一年政府信息公开工作年度报告"], None, "青山县", 2021),
        (["青山县2021年政府信息公开工作年度报告.docx"], None, "青山县", 2021),
    ],
)
def test_a_title_gives_the_body_and_the_year(lines, title, publisher, year):
    found = find_title(lines)
    assert found is not None
    assert found.after == len(lines)
    assert publisher_of(found.text, {})[0] == publisher
    assert year_of(found.text) == year


def test_the_name_of_the_site_is_cut_off_a_page_title():
    title = "青山县2021年政府信息公开工作年度报告"
    assert title_of_head(title) == title
    assert title_of_head(f"{title}-青山县人民政府") == title
    assert title_of_head(f"{title}_年报_青山县人民政府门户网站") == title
    assert title_of_head("青山县人民政府") is None


@pytest.mark.parametrize(
    ("title", "text", "publisher", "where"),
    [
        ("青山县2020年政府信息公开", "请与青山县人民政府办公室联系", "青山县", "title"),
        ("青山县教育局2020年政府信息公开", "请与青山县人民政府办公室联系", "青山县教育局", "title"),
        ("青山县政府办2020年政府信息公开", "请与绿水县人民政府办公室联系", "青山县政府办", "title"),
        ("青山县政府办2020年政府信息公开", "请与我办联系", "青山县政府办", "title"),
        (
            "青山县政府办2020年政府信息公开",
            "请与青山县人民政府办公室联系",
            "青山县人民政府办公室",
            "contact",
        ),
        (
            "青山县政府办2020年政府信息公开",
            "请与青山县人民政府办公室政务公开科联系",
            "青山县人民政府办公室",
            "contact",
        ),
        ("民政局2020年政府信息公开", "请与青山县民政局联系", "青山县民政局", "contact"),
        (None, "如有疑问，请与青山县民政局联系（地址：）", None, ""),
        ("2020年政府信息公开", "本报告由青山县民政局编制。", "青山县民政局", "preamble"),
        (None, "本报告由我局编制。", None, ""),
        (None, "现将我县2024年政府信息公开工作年度报告予以公布。", None, ""),
        (None, "现将县教育局2024年政府信息公开工作年度报告予以公布。", None, ""),
        (None, "现公布青山县教育局政府信息公开年度报告。", "青山县教育局", "preamble"),
        (
            None,
            "现将青山县人民政府2024年政府信息公开工作年度报告予以公布，有疑问请与绿水办公室联系。",
            "青山县人民政府",
            "preamble",
        ),
        (None, "", None, ""),
    ],
)
def test_the_publisher_is_the_fullest_name_of_the_same_body(title, text, publisher, where):
    assert publisher_of(title, {0: text}) == (publisher, where)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("自2019年1月1日起至2019年12月31日止", (2019, 1, 1), (2019, 12, 31)),
        ("从2019年1月1日到12月31日止", (2019, 1, 1), (2019, 12, 31)),
        ("2025年1月1日至12月31日", (2025, 1, 1), (2025, 12, 31)),
        ("2021 年 1 月 1 日—2021 年 12 月 31 日", (2021, 1, 1), (2021, 12, 31)),
        ("2021年1月1日-12月31日", (2021, 1, 1), (2021, 12, 31)),
        ("2020年1月1日至当年12月31日", (2020, 1, 1), (2020, 12, 31)),
        ("自2020年1月1日起，至2020年12月31日止", (2020, 1, 1), (2020, 12, 31)),
        ("2020年1月1日0时至12月31日24时", (2020, 1, 1), (2020, 12, 31)),
        ("2020年3月1日至12月31日", (2020, 3, 1), (2020, 12, 31)),
    ],
)
def test_a_period_is_read(text, start, end):
    assert period_of(f"所列数据的统计期限为{text}。") == (date(*start), date(*end))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2019年",
        "截至2019年12月31日",
        "202111日起至20211230日",
        "2019年2月30日至12月31日",
        "2019年12月31日至2019年1月1日",
        "2019年5月13日至5月17日开展宣传周活动",
    ],
)
def test_what_is_no_period_is_none(text):
    assert period_of(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "更新时间：2024-05-01",
        "当前时间：2024-05-01",
        "今天是2024年5月1日",
        "2020年1月31日前，来函请寄本机关",
        "2020年1月31日",
    ],
)
def test_a_day_of_something_else_is_no_date_of_publication(line):
    assert published_on(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "2020-01-31 09:30 来源：办公室",
        "[ 2020年01月31日 ] 【字体：大 中 小】",
        "发布日期：2020-01-31",
        "发布时间：2020年1月31日 10:20",
        "时间:2020/01/31",
        "日期 2020.1.31",
    ],
)
def test_a_date_of_publication_is_read(line):
    assert published_on(line) == date(2020, 1, 31)


@pytest.mark.parametrize(
    ("publisher", "level"),
    [
        ("测试市", None),
        ("青山新区管理委员会", None),
        ("上海市", "province"),
        ("青山省人民政府", "province"),
        ("青山州", None),
        ("青山自治州人民政府", "prefecture"),
        ("青山县", "county"),
        ("青山区人民政府", "county"),
        ("青山镇人民政府", "township"),
        ("青山街道办事处", "township"),
        ("青山县人民政府办公室", "office"),
        ("上海市人民政府办公厅", "office"),
        ("青山县教育局", "department"),
        ("青山县卫生健康委员会", "department"),
        ("青山省教育厅", "department"),
    ],
)
def test_the_level_is_read_from_the_name_or_not_at_all(publisher, level):
    assert level_of(publisher) == level

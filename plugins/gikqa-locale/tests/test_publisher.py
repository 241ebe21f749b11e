from __future__ import annotations

import pytest

from gikqa_locale import division_code
from gikqa_locale.publisher import home_of


def home(publisher: str, *, code=None, title=None, year=2020, texts=()) -> str | None:
    found = home_of(region_code=code, publisher=publisher, title=title, year=year, texts=texts)
    return None if found is None else found.division.code


@pytest.mark.parametrize(
    "publisher",
    [
        "国家税务总局",
        "应急管理部",
        "县教育局",
        "东港镇人民政府",
        "山东路街道办事处",
        "城区人民政府",
        "南昌海关",
        "上海铁路局",
        "赣州市第一中学集团",
        "江西理工大学",
    ],
)
def test_a_name_without_a_place_of_its_own_has_no_home(publisher):
    assert home(publisher) is None


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("上犹县人民政府办公室", "360724"),
        ("上犹政府办", "360724"),
        ("眉山市东坡区崇礼镇人民政府", "511402"),
        ("吉林市船营区文化和旅游局", "220204"),
        ("吉林省财政厅", "220000"),
        ("内蒙古乌拉特中旗人民政府", "150824"),
        ("安徽省亳州涡阳县人民政府", "341621"),
        ("麻阳县板栗树乡人民政府", "431226"),
        ("河南县教育局", "632324"),
        ("铜陵市郊区某乡人民政府", "340711"),
        ("上海浦东新区人民政府", "310115"),
    ],
)
def test_the_chain_of_names_in_front_gives_the_home(publisher, code):
    assert home(publisher) == code


def test_the_title_helps_where_the_publisher_names_no_place():
    assert home("教育局", title="上犹县教育局2020年政府信息公开工作年度报告") == "360724"


def test_an_address_tells_bearers_of_a_shared_name_apart():
    assert home("鼓楼区人民政府") is None
    assert home("鼓楼区人民政府", texts=["地址：徐州市中山北路1号"]) == "320302"


def test_an_address_alone_counts_only_with_the_name_above():
    assert home("教育局", texts=["地址：赣州市上犹县水南大道"]) == "360724"
    assert home("教育局", texts=["地址：上犹县水南大道"]) is None


def test_a_code_that_contradicts_the_name_gives_no_home():
    assert home("柳林县人民政府", code="360724") is None
    assert home("南通市海门区公共资源交易中心", code="320684", year=2019) == "320684"


def test_a_code_is_read_in_the_year_of_the_report():
    assert home("下城区人民政府", code="330103", year=2020) == "330103"
    assert home("下城区人民政府", code="330103", year=2024) is None


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("柳河縣人民政府", "220524"),
        ("吉林省通化市柳河縣財政局", "220524"),
        ("廣東省人民政府", "440000"),
        ("乾县人民政府", "610424"),
    ],
)
def test_a_publisher_in_traditional_characters_belongs_to_the_same_division(publisher, code):
    assert division_code(publisher, year=2023) == code

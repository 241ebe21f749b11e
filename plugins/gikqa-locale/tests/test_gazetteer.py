from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.names import names_to_search


def name_of(code: str, year: int) -> str | None:
    division = gazetteer().of_code(code, year)
    if division is None or not division.existed_at_end_of(year):
        return None
    return division.name


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("360724", 2019, "上犹县"),
        ("141125", 2019, "柳林县"),
        ("420600", 2009, "襄樊市"),
        ("420600", 2010, "襄阳市"),
        ("360721", 2015, "赣县"),
        ("360721", 2016, None),
        ("360704", 2016, "赣县区"),
        ("371200", 2017, "莱芜市"),
        ("371200", 2018, None),
        ("370116", 2018, "莱芜区"),
        ("341400", 2010, "巢湖市"),
        ("341400", 2011, None),
        ("330103", 2020, "下城区"),
        ("330103", 2021, None),
        ("330113", 2021, "临平区"),
        ("330114", 2021, "钱塘区"),
        ("540600", 2017, "那曲市"),
        ("659005", 2014, "北屯市"),
        ("500105", 2024, "江北区"),
        ("500105", 2025, None),
        ("500157", 2025, "两江新区"),
        ("653132", 2026, "岑岭县"),
        ("659013", 2026, "草湖市"),
        ("810000", 2020, "香港特别行政区"),
    ],
)
def test_the_register_says_what_was_decided(code, year, name):
    assert name_of(code, year) == name


@pytest.mark.parametrize(
    ("code", "year", "path"),
    [
        ("360724", 2019, "江西省赣州市上犹县"),
        ("141125", 2019, "山西省吕梁市柳林县"),
        ("420607", 2009, "湖北省襄樊市襄阳区"),
        ("420607", 2012, "湖北省襄阳市襄州区"),
        ("429004", 2019, "湖北省仙桃市"),
        ("310106", 2019, "上海市静安区"),
    ],
)
def test_the_path_uses_the_parents_name_of_the_year(code, year, path):
    division = gazetteer().of_code(code, year)
    assert division is not None
    assert gazetteer().path(division, year) == path


def test_every_division_has_a_parent_that_existed_with_it():
    places = gazetteer()
    lost = [
        (each.code, each.name)
        for each in places
        if each.level != "province"
        and places.of_code(each.parent_code or "", each.valid_from) is None
    ]
    assert lost == []


def test_no_code_has_two_names_in_one_year():
    for year, alive in gazetteer().alive_at_end_of.items():
        assert len({code for code, _ in alive}) == len(alive), year


def test_descendants_of_a_prefecture_are_its_counties_of_that_year():
    hangzhou = gazetteer().of_code("330100", 2021)
    assert hangzhou is not None
    names = {each.name for each in gazetteer().descendants(hangzhou, 2021)}
    assert {"拱墅区", "临平区", "钱塘区", "桐庐县"} <= names
    assert "下城区" not in names


@pytest.mark.parametrize(
    ("name", "risk"),
    [
        ("柳林县", "low"),
        ("和县", "high"),  # 市和县
        ("会同县", "high"),  # 会同县财政局
        ("通道侗族自治县", "low"),
        ("鼓楼区", "medium"),  # four bearers
        ("西湖区", "medium"),  # inside 东西湖区
        ("海城市", "medium"),  # 沿海城市
    ],
)
def test_full_names_carry_the_risk_of_being_something_else(name, risk):
    assert {each.risk for each in gazetteer() if each.name == name} == {risk}


@pytest.mark.parametrize(
    ("form", "risk"),
    [
        ("上犹", "low"),
        ("桐庐", "low"),
        ("开平", "high"),  # 公开平台
        ("和政", "high"),  # 部门和政府
        ("朝阳", "high"),
        ("资源", "high"),
        ("黄石", "medium"),
    ],
)
def test_short_forms_carry_the_risk_of_being_something_else(form, risk):
    risks = {
        each.risk
        for year in (2010, 2020)
        for each in gazetteer().bearers(form, year)
        if not each.is_full_name
    }
    assert risks == {risk}


def test_short_forms_are_never_single_characters_and_each_has_a_risk():
    for each in gazetteer():
        assert len(each.short_names) == len(each.short_risks)
        assert all(len(name) > 1 for name in each.short_names), each


def test_names_of_high_risk_are_searched_only_behind_their_parent():
    names = set(names_to_search())
    assert "和县" not in names
    assert "开平" not in names
    assert {"马鞍山市和县", "柳林县", "柳林"} <= names


def test_divisions_agree_with_an_independent_register(shared):
    import pyarrow.parquet as pq

    rows = pq.read_table(shared / "data" / "gazetteer" / "divisions.parquet").to_pylist()
    for year, ours in gazetteer().alive_at_end_of.items():
        theirs = {
            (row["code"], row["name"])
            for row in rows
            if row["valid_from"] <= year and (row["valid_to"] is None or year < row["valid_to"])
        }
        assert ours == theirs, year


def test_the_cities_that_make_no_rules_are_those_of_the_register():
    years = range(2019, 2026)
    names = {
        level: {
            each.name
            for each in gazetteer().divisions
            if each.level == level and any(map(each.existed_at_end_of, years))
        }
        for level in ("prefecture", "county")
    }
    cities = {name for name in names["county"] - names["prefecture"] if name.endswith("市")}
    listed = files("gikqa.rules") / "shared" / "county_level_cities.toml"
    assert {f"{name}市" for name in tomllib.loads(listed.read_text("utf-8"))["names"]} == cities

"""The build of the gazetteer, on lists small enough to read; nothing is downloaded."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from division_history import Version, corrected, versions
from name_risk import NameRisk, WordBorders

TOOLS = Path(__file__).parents[1] / "tools"


def version(code: str, name: str, first: int = 2007, end: int | None = None) -> Version:
    return Version(code, first, name, end, None)


@pytest.fixture
def risk() -> NameRisk:
    everyone = [
        version("140000", "山西省"),
        version("141100", "吕梁市"),
        version("141125", "柳林县"),
        version("340523", "和县"),
        version("320106", "鼓楼区"),
        version("320302", "鼓楼区"),
        version("360721", "赣县", end=2016),
        version("431230", "通道侗族自治县"),
        version("522700", "黔南布依族苗族自治州"),
        version("310115", "浦东新区"),
        version("610103", "碑林区"),
        version("469031", "西沙群岛"),
    ]
    return NameRisk(everyone, {}, {"公开": 50, "平台": 50})


def test_a_renamed_division_gives_two_versions_that_meet_in_the_year_of_change():
    lists = {2009: {"420600": "襄樊市"}, 2010: {"420600": "襄阳市"}}
    assert [(each.name, each.valid_from, each.valid_to) for each in versions(lists)] == [
        ("襄樊市", 2009, 2010),
        ("襄阳市", 2010, None),
    ]


def test_a_gap_of_one_list_does_not_end_a_division():
    lists = {2009: {"141125": "柳林县"}, 2010: {}, 2011: {"141125": "柳林县"}}
    (only,) = versions(lists)
    assert (only.valid_from, only.valid_to) == (2009, None)


def test_the_parent_is_the_prefecture_if_there_is_one_else_the_province():
    rows = {"420000": "湖北省", "420600": "襄阳市", "420607": "襄州区", "429004": "仙桃市"}
    parents = {each.code: each.parent_code for each in versions({2020: rows})}
    assert parents == {
        "420000": None,
        "420600": "420000",
        "420607": "420600",
        "429004": "420000",
    }


def test_a_change_that_a_list_got_late_is_moved_to_its_year():
    late = {"371200": "莱芜市", "371202": "莱城区"}
    states = corrected({2017: dict(late), 2018: dict(late), 2019: {"370116": "莱芜区"}})
    assert "371200" not in states[2018]
    assert states[2018]["370116"] == "莱芜区"
    assert states[2019]["370116"] == "莱芜区"


def test_every_correction_has_a_reason():
    rules = tomllib.loads((TOOLS / "corrections.toml").read_text("utf-8"))
    entries = [entry for kind in rules.values() for entry in kind]
    assert entries
    assert all(len(entry["reason"]) > 20 for entry in entries)


def test_short_forms_lose_type_and_peoples(risk):
    forms = {
        name: risk.short_forms(version("000001", name))
        for name in (
            "柳林县",
            "和县",
            "通道侗族自治县",
            "黔南布依族苗族自治州",
            "浦东新区",
            "碑林区",
        )
    }
    assert forms == {
        "柳林县": ["柳林"],
        "和县": [],
        "通道侗族自治县": ["通道", "通道县", "通道自治县"],
        "黔南布依族苗族自治州": ["黔南", "黔南州", "黔南自治州"],
        "浦东新区": ["浦东"],
        "碑林区": ["碑林"],
    }
    assert risk.short_forms(version("469031", "西沙群岛")) == []


def test_a_name_borne_twice_at_one_time_is_not_safe(risk):
    assert risk.of_full_name(version("320106", "鼓楼区")) == "medium"
    assert risk.of_short_form("鼓楼") == "high"


def test_a_name_over_a_word_border_is_expected_as_often_as_its_neighbours_are():
    borders = WordBorders({"公开": 1, "平台": 1}, [], 0)
    # Of four characters in two words, 公开 then 平台 follow in one of two cases: 1·1/2 of a hit.
    assert borders.chance_per_million("开平") == pytest.approx(1_000_000 * 0.5 / 4)
    assert borders.chance_per_million("柳林") == 0


def test_the_characters_that_make_a_word_with_the_beginning_of_a_name_are_listed():
    everyone = [
        version("321084", "高邮市"),
        version("511525", "高县"),
        version("320322", "沛县"),
        version("330106", "西湖区"),
        version("420112", "东西湖区"),
        version("360721", "江城区"),
        version("141125", "柳林县"),
    ]
    words = {"提高": 900, "最高": 10, "高": 50_000, "充沛": 300, "沿江": 80}
    risk = NameRisk(everyone, {}, words)
    joining = {each.name: risk.joining(each) for each in everyone}
    assert joining == {
        "高邮市": "",
        "高县": "提",  # the rare 最高 is left out
        "沛县": "充",
        "西湖区": "东山广江湘陕",  # of the longer name, and of regions: 江西湖区
        "东西湖区": "",
        "江城区": "*",  # a phrase, whatever stands in front
        "柳林县": "",
    }
    assert [risk.of_full_name(each) for each in everyone[:3]] == ["low", "high", "medium"]


def test_traditional_characters_are_those_of_names_that_no_name_has():
    from build_traditional import of_names

    table = "縣\t县\n乾\t干 乾\n齣\t出\n柳\t柳\n"
    assert of_names(table, frozenset("县柳乾")) == "縣\t县\n"

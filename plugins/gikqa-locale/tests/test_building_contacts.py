"""The build of the register of contacts, on tables small enough to read; nothing is downloaded."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from build_contacts import area_codes, divisions_named, postal_codes

TOOLS = Path(__file__).parents[1] / "tools"
BY_HAND = tomllib.loads((TOOLS / "contacts.toml").read_text("utf-8"))
HEAD = "province,city,county,longitude,latitude,zipCode\n"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("赣州市", {"360700"}),
        ("吉林", {"220200"}),
        ("塔城地区乌苏", {"654202"}),
        ("毕节地区", {"522400"}),
        ("神农架林区", {"429021"}),
        ("无此地", set()),
    ],
    ids=[
        "full",
        "of a prefecture and a province",
        "of a county",
        "former",
        "no prefecture",
        "none",
    ],
)
def test_a_name_in_a_source_means_prefectures_before_counties(name, codes):
    assert {each.code for each in divisions_named(name)} == codes


def test_what_is_known_of_one_version_of_a_prefecture_is_known_of_all():
    found = area_codes([("毕节地区", "0857")], [])
    assert found["520500"] == found["522400"] == {"0857"}


def test_codes_by_hand_are_added_to_those_of_the_sources():
    found = area_codes([("株洲市", "0733")], [{"area_codes": {"430200": ["0731"]}}])
    assert found["430200"] == {"0731", "0733"}


def test_a_postal_code_of_another_province_belongs_to_a_place_of_the_same_name(tmp_path):
    rows = [
        "江西省,赣州市,上犹县,114.5,25.8,341200",
        "青海省,西宁市,城中区,109.4,24.3,545000",
        "江西省,赣州市,崇义县,114.3,25.7,3413",
        "江西省,赣州市,无此县,114.3,25.7,341300",
    ]
    file = tmp_path / "region.csv"
    file.write_text(HEAD + "\n".join(rows), "utf-8")
    found = postal_codes(file, BY_HAND["postal"]["provinces"])
    assert found == {"360724": {"341200"}, "360700": {"341300"}}


def test_every_province_has_first_digits_and_every_entry_by_hand_a_reason():
    assert len(BY_HAND["postal"]["provinces"]) == 31
    entries = [*BY_HAND["also"], *BY_HAND["wrong"]]
    assert all(len(entry["reason"]) > 20 for entry in entries)

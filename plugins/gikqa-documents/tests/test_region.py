"""The register of gikqa-locale gives the division of a body, where it is installed."""

from __future__ import annotations

import pytest

from gikqa_documents.prose import region
from gikqa_documents.prose.body_names import level_of
from gikqa_documents.prose.region import region_of

pytest.importorskip("gikqa_locale", reason="the register of divisions is not installed")


@pytest.mark.parametrize(
    "publisher", ["民政局", "测试市人民政府", "朝阳区人民政府", "国家市场监督管理总局"]
)
def test_a_name_that_fits_no_division_or_several_has_no_code(publisher):
    assert region_of(publisher, None, 2021, []) is None


@pytest.mark.parametrize(("publisher", "year"), [(None, 2021), ("上犹县人民政府", None)])
def test_without_a_publisher_or_a_year_there_is_no_code(publisher, year):
    assert region_of(publisher, None, year, []) is None


def test_without_the_register_there_is_no_code(monkeypatch):
    monkeypatch.setattr(region, "find_spec", lambda name: None)
    assert region_of("上犹县人民政府", None, 2021, []) is None


@pytest.mark.parametrize(
    ("publisher", "year", "code"),
    [
        ("上犹县人民政府办公室", 2019, "360724"),
        ("安吉县孝丰镇", 2023, "330523"),
        ("淮安市人民政府", 2024, "320800"),
        ("上海市人民政府办公厅", 2019, "310000"),
        ("海门市人民政府", 2018, "320684"),
        ("南通市海门区人民政府", 2021, "320614"),
    ],
)
def test_the_division_of_the_reports_year_gives_the_code(publisher, year, code):
    assert region_of(publisher, None, year, []) == code


@pytest.mark.parametrize(
    ("publisher", "code", "level"),
    [
        ("淮安市人民政府", None, None),
        ("淮安市人民政府", "320800", "prefecture"),
        ("海门市人民政府", "320684", "county"),
        ("淮安市教育局", "320800", "department"),
        ("北京市人民政府", "110000", "province"),
    ],
)
def test_a_citys_level_follows_from_its_code(publisher, code, level):
    assert level_of(publisher, code) == level

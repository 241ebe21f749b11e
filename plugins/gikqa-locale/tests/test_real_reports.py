"""The rule on real reports and on labelled quotes from reports, where these are at hand."""

from __future__ import annotations

import json
import re

import pytest

from gikqa import Undetermined


def text_of(path) -> str:
    return re.sub("<[^>]*>", "", path.read_text("utf-8"))


@pytest.fixture
def judge(judge):
    """Accusations: where the publisher's home is unknown nobody is accused."""

    def accusations(*args, **kwargs):
        try:
            return judge(*args, **kwargs)
        except Undetermined:
            return []

    return accusations


@pytest.mark.parametrize(
    ("file", "publisher", "code", "title", "year"),
    [
        ("shanghai_office_2019.html", "上海市人民政府办公厅", "310000", None, 2019),
        ("shanghai_office_2019.html", "上海市人民政府办公厅", None, None, 2019),
        ("suqian_city_2023.txt", "宿迁市人民政府", None, None, 2023),
        ("suqian_city_2023.txt", "宿迁市人民政府", "321300", None, 2023),
        ("fixture_city_2025.html", "测试市人民政府", None, "测试市2025年报告", 2025),
    ],
)
def test_a_report_that_names_only_its_own_places_is_silent(
    judge, shared, file, publisher, code, title, year
):
    text = text_of(shared / "data" / "reports" / file)
    assert judge(text, publisher=publisher, region_code=code, title=title, year=year) == []


@pytest.mark.parametrize("code", ["360724", None])
def test_the_one_foreign_county_of_a_real_report_is_found_once(judge, shared, code):
    text = text_of(shared / "data" / "reports" / "shangyou_office_2019.txt")
    (finding,) = judge(text, region_code=code)
    assert finding.start == text.index("柳林县政务清单管理系统")
    assert (finding.observed, finding.expected) == ("柳林县", "上犹县")


def test_no_quote_that_is_right_as_it_stands_is_accused(judge, shared):
    lines = (shared / "data" / "observations.jsonl").read_text("utf-8").splitlines()
    accused, judged = [], 0
    for report in map(json.loads, lines):
        above = report["ancestors"].replace("/", "")
        for label in report["labels"]:
            if not label["kind"].startswith(("trap_", "legit_")):
                continue
            for text in (label["quote"], label.get("recast", "")):
                for publisher in (report["publisher"], above + report["own_place"]):
                    judged += 1
                    found = judge(
                        text, publisher=publisher, region_code=None, year=report["year"] or 2020
                    )
                    accused += [(report["id"], each.quote) for each in found]
    assert judged > 100
    assert accused == []

"""The plugin as gikqa loads it; only where the distribution is installed."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest


@pytest.fixture
def export():
    import pyarrow as pa

    section = pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
    texts = {
        "own": "上犹县各部门共收到申请7件。",
        "foreign": "利用柳林县政务清单系统开展工作。",
        "nation-wide": "利用柳林县政务清单系统开展工作。",
    }
    publishers = ["上犹县人民政府", "上犹县人民政府", "国家税务总局"]
    columns = {
        "report_id": pa.array(list(texts)),
        "publisher": pa.array(publishers),
        "year": pa.array([2019, 2019, 2019], pa.int32()),
        "sections": pa.array(
            [[{"number": 1, "heading": "总体情况", "text": text}] for text in texts.values()],
            pa.list_(section),
        ),
    }
    return pa.table(columns)


@pytest.mark.skipif(
    "locale" not in entry_points(group="gikqa").names,
    reason="gikqa-locale is not installed, so gikqa cannot find it",
)
def test_gikqa_finds_the_rule_and_reports_the_foreign_place(export):
    import gikqa

    result = gikqa.lint(export, select=["LOC101"], lang="en")
    (finding,) = result.findings.to_pylist()
    assert (finding["report_id"], finding["quote"]) == ("foreign", "柳林县")
    assert "山西省吕梁市柳林县" in finding["message"]
    assert "江西省赣州市上犹县" in finding["message"]
    # The scan leaves out reports, but not those whose publisher's home is unknown to the rule.
    statuses = {row["status"]: row["reports"] for row in result.coverage.to_pylist()}
    assert statuses == {"passed": 1, "violated": 1, "undetermined": 1}


def test_a_report_that_a_finder_or_condition_leaves_out_has_nothing_to_find():
    from dataclasses import replace

    import pyarrow as pa

    import gikqa
    from gikqa._plugins import load_plugins

    kind = pa.struct([("number", pa.int8()), ("heading", pa.string()), ("text", pa.string())])
    publishers = (
        "上犹县人民政府",
        "赣州市上犹县财政局",
        "国家税务总局",
        "武山镇人民政府",
        "县教育局",
    )
    titles = (None, "上犹县2019年报告", "赣州市崇义县2019年报告", "柳林县2019年报告", "2019年报告")
    texts = (
        "上犹县公开信息3条。",
        "柳林县公开信息3条。",
        "山西省吕梁市柳林县公开信息3条。",
        "崇义县公开信息3条。",
        "崇义县、桐庐县公开信息3条。",
        "由县水利局编制。县财政局办公室联系了县审计局。",
        "由营前镇人民政府编制。2019年，武山镇认真贯彻《条例》，我镇政府公开信息3条。",
        "没有地名。",
        "联系电话：0351-4046688，邮编341200。",
        "联系电话：（０７９７）85423060。",
        "联系电话：8542306，2020年10月起为400-820-1234。",
    )
    rows = [(body, title, text) for body in publishers for title in titles for text in texts]
    export = pa.table(
        {
            "report_id": [f"r{number:03}" for number in range(len(rows))],
            "publisher": [row[0] for row in rows],
            "title": pa.array([row[1] for row in rows], pa.string()),
            "year": pa.array([2019] * len(rows), pa.int32()),
            "sections": pa.array(
                [[{"number": 1, "heading": "总体情况", "text": row[2]}] for row in rows],
                pa.list_(kind),
            ),
        }
    )
    as_installed = load_plugins()
    without = load_plugins()
    without.rules = without.in_full(without.rules)
    narrowed = ["LOC101", "LOC104", "LOC105", "LOC106", "LOC107", "LOC201", "LOC203"]
    for code in narrowed:
        rule = without.rules[code]
        find = rule.find and Unnarrowed(rule.find)
        without.rules[code] = replace(rule, where=None, find=find)
    first, second = (
        gikqa.lint(export, select=narrowed, lang="en", plugins=plugins)
        for plugins in (as_installed, without)
    )
    assert first.findings.num_rows > 50
    assert first.findings.equals(second.findings)
    assert first.coverage.equals(second.coverage)


class Unnarrowed:
    """A finder that has every report with one of its phrases read."""

    def __init__(self, find):
        self.reads, self.phrases, self.read = find.reads, find.phrases, find.read

    def scan(self, batch):
        import numpy as np

        return np.ones(batch.rows, np.bool_)

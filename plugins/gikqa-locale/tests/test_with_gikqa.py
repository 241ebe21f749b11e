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
        "foreign": "依托柳林县政务清单管理系统开展工作。",
        "nation-wide": "依托柳林县政务清单管理系统开展工作。",
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
    # The screen clears reports, but leaves those whose publisher's home is unknown to the rule.
    statuses = {row["status"]: row["reports"] for row in result.coverage.to_pylist()}
    assert statuses == {"passed": 1, "violated": 1, "undetermined": 1}

"""The rules report what no other rule reports, and nothing in real reports that are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gikqa
from gikqa.testing import export_table, rule_cases
from gikqa_jiangxi import SPECS

SHARED = Path(__file__).parents[3].parent / "shared"
FOUND = [case for case in rule_cases(SPECS) if case.finds]
IS_SOUND = ("trap_", "legit_")


@pytest.fixture(scope="module")
def shared():
    """The folder of real reports beside the project; tests that need it skip without it."""
    if not (SHARED / "data/reports").is_dir():
        pytest.skip("no folder `shared` with real reports beside the project")
    return SHARED / "data"


@pytest.mark.parametrize("case", FOUND, ids=lambda case: f"{case.code} {case.say}")
def test_no_other_rule_reports_the_place_of_a_finding(case):
    rows = gikqa.lint(case.table("r1"), lang="en", jobs=1).findings.to_pylist()
    own = [row for row in rows if row["rule"] == case.code]
    assert len(own) == len(case.finds)
    beside = [
        (row["rule"], row["quote"])
        for row in rows
        for one in own
        if row["rule"] != one["rule"] and row["section"] == one["section"]
        if row["start"] < one["end"] and one["start"] < row["end"]
    ]
    assert beside == []


def test_no_real_report_is_accused(shared, tmp_path):
    files = sorted(
        path for path in (shared / "reports").iterdir() if path.suffix in (".html", ".txt", ".pdf")
    )
    result = gikqa.lint(list(map(str, files)), select=["JX"], jobs=1)
    assert result.reports == len(files) == 6
    assert result.failures == ()
    assert result.findings.num_rows == 0


def test_no_labelled_passage_of_a_real_report_is_accused(shared):
    rows = []
    for file in sorted(shared.glob("observations*.jsonl")):
        for report in map(json.loads, file.read_text("utf-8").splitlines()):
            for label in report["labels"]:
                texts = [label["quote"], label.get("recast", "")]
                rows += [(report["publisher"], report["year"] or 2020, text) for text in texts]
    table = export_table(
        [
            {
                "report_id": f"r{place}",
                "publisher": publisher,
                "year": year,
                "sections": [{"number": place % 2, "heading": "", "text": text}],
            }
            for place, (publisher, year, text) in enumerate(rows)
        ]
    )
    result = gikqa.lint(table, select=["JX"], jobs=1)
    assert len(rows) > 1000
    assert result.findings.num_rows == 0

"""Real reports, from the document to the finding; they are no part of the project."""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa._plugins import load_plugins

pytest.importorskip("gikqa_documents", reason="gikqa-documents is not installed")
pytest.importorskip("gikqa_locale", reason="gikqa-locale is not installed")

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "../shared/data/reports"
SHANGYOU = "shangyou_office_2019.txt"
EXPECTED = [
    ("GIK105", "结果维护", "结果维持"),
    ("GIK107", "其他需要报告的事项。", "其他需要报告的事项"),
    ("GIK302", "10", "7"),
    ("GIK302", "10", "7"),
    ("GIK303", "10", "9"),
    ("GIK303", "10", "9"),
    ("GIK602", "6", "10"),
    ("GIK603", "1", "0"),
    ("GIK810", "截止2019年12月底", "截至2019年12月底"),
    ("GIK852", "报告的电子版", None),
    ("LOC101", "柳林县", "上犹县"),
]

ARITHMETIC = ("GIK302", "GIK303", "GIK304", "GIK401")


@pytest.fixture(scope="module")
def plugins():
    """Everything that is installed, whatever other tests do without."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gikqa._plugins.find_plugins.entry_points", entry_points)
        loaded = load_plugins()
    assert loaded.failures == []
    return loaded


@pytest.fixture(scope="module")
def judge(plugins):
    """The result of one document."""
    if not REPORTS.is_dir():
        pytest.skip("the real reports are not on this machine")

    def judge(name):
        return gikqa.lint(REPORTS / name, lang="en", plugins=plugins)

    return judge


def found(result):
    """Rule, cells, observed, expected of each finding, in order."""
    names = ("rule", "cells", "observed", "expected")
    return [tuple(finding[name] for name in names) for finding in result.findings.to_pylist()]


def without_cells(result):
    return [(rule, observed, expected) for rule, _, observed, expected in found(result)]


@pytest.fixture(scope="module")
def of_shangyou(judge):
    return judge(SHANGYOU)


@pytest.fixture(scope="module")
def of_sample(plugins):
    """The result of the row of the sample export that tells of the same report."""
    sample = pq.read_table(ROOT / "examples/sample.parquet")
    row = sample.filter(pc.equal(sample["report_id"], "shangyou-2019"))
    assert row.num_rows == 1
    return gikqa.lint(row, lang="en", plugins=plugins)


@pytest.mark.parametrize(
    ("name", "sums"),
    [
        ("fixture_city_2025.html", "passed"),
        ("huaian_city_2024.pdf", "passed"),
        ("shanghai_office_2019.html", "undetermined"),  # blanks stand for zeros in it
    ],
)
def test_tables_that_can_be_right_are_not_accused_and_were_judged(judge, name, sums):
    result = judge(name)
    assert [one for one in found(result) if one[0] in ARITHMETIC] == []
    assert (result.failures, result.problems) == ((), ())
    statuses = result.statuses()
    for rule in ARITHMETIC:
        assert (rule, statuses[rule]) == (rule, {sums: 1})
    for rule in ("GIK105", "GIK301", "LOC101"):
        assert (rule, statuses[rule]) == (rule, {"passed": 1})


@pytest.mark.parametrize("name", ["fixture_city_2025.html", "huaian_city_2024.pdf"])
def test_a_report_without_slips_is_silent(judge, name):
    assert found(judge(name)) == []


def test_a_narrative_that_differs_from_its_tables_gives_these_findings_and_no_other(judge):
    told = [
        (row["rule"], row["quote"], row["observed"], row["expected"])
        for row in judge("shanghai_office_2019.html").findings.to_pylist()
    ]
    sums = [one for one in told if one[0] == "GIK501"]
    assert [(observed, expected) for _, _, observed, expected in sums] == [("716", "805")]
    assert [one for one in told if one not in sums] == [
        # A hint at what is to be filled in; as arithmetic these rows can be right.
        ("GIK127", None, "11", "272、3、14、5、4、12、265、47、25、149、9"),
        # 273 would be 33.9 % of the 805 that were answered.
        ("GIK503", "258件，占33.9%", "33.9%", "258 / 805 = 32.05%"),
        # Table four counts two reviews and one lawsuit as not yet decided.
        ("GIK605", "复议7件，诉讼9件，均获维持", "2 + 1", "0"),
        # Both rows of what was granted, and all three of what could not be given.
        ("GIK606", "予以公开及部分公开258件", "258", "≥ 275"),
        ("GIK606", "无法提供265件", "265", "≥ 337"),
    ]


def test_a_report_with_known_slips_gives_these_findings_and_no_other(of_shangyou):
    assert without_cells(of_shangyou) == EXPECTED
    assert (of_shangyou.failures, of_shangyou.problems) == ((), ())


def test_the_findings_stand_at_the_columns_of_persons_and_totals(of_shangyou):
    for rule in ("GIK302", "GIK303"):
        columns = [
            {cell.rpartition(".")[2] for cell in cells}
            for code, cells, *_ in found(of_shangyou)
            if code == rule
        ]
        assert columns == [{"natural_person"}, {"total"}], rule


def test_the_misprinted_label_is_one_finding_over_all_three_blocks(of_shangyou):
    cells = [cells for code, cells, *_ in found(of_shangyou) if code == "GIK105"]
    blocks = ("review", "litigation_direct", "litigation_after_review")
    assert [sorted(one) for one in cells] == [sorted(f"disputes.{b}.upheld" for b in blocks)]


def test_the_foreign_county_is_quoted_from_its_section(of_shangyou):
    (place,) = [row for row in of_shangyou.findings.to_pylist() if row["rule"] == "LOC101"]
    assert place["quote"] == "柳林县"
    assert place["section"] is not None
    assert place["end"] - place["start"] == len("柳林县")


def test_the_sample_export_tells_of_the_same_findings(of_shangyou, of_sample):
    assert found(of_sample) == found(of_shangyou)


def test_the_row_of_the_sample_export_gives_the_known_findings(of_sample):
    assert without_cells(of_sample) == EXPECTED

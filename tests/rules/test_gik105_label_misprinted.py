"""GIK105 label-misprinted."""

from __future__ import annotations

import pyarrow as pa
import pytest

REVIEW = "disputes.review.upheld"
UPHELD = [
    f"disputes.{row}.upheld" for row in ("review", "litigation_direct", "litigation_after_review")
]


@pytest.fixture
def judge(lint, rows_of, export, report):
    def judge(labels, edition="2021", **columns):
        row = report(edition, printed_labels=labels, **columns)
        return rows_of(lint(export(row), select=["GIK105"]))

    return judge


@pytest.mark.parametrize("labels", [None, {}], ids=["no map", "an empty map"])
def test_a_report_without_printed_labels_is_silent(judge, labels):
    assert judge(labels) == []


@pytest.mark.parametrize(
    "path",
    ["disputes.nowhere", "nowhere.upheld", "disputes", "", "disputes.review.upheld"],
)
def test_a_label_of_no_line_of_the_form_is_silent(judge, path):
    assert judge({path: "结果维护"}) == []


def test_a_report_of_the_statistics_table_is_not_judged(lint, export, report):
    row = report("2014", printed_labels={"statistics.requests": "依申请公开"})
    assert lint(export(row), select=["GIK105"]).statuses() == {"GIK105": {"not applicable": 1}}


def test_a_misprint_is_found_once_with_the_cells_of_every_block(judge, finding):
    assert judge({"disputes.upheld": "结果维护"}) == [
        finding(
            "GIK105",
            'the label of `table 4 × upheld` is printed "结果维护", expected "结果维持"',
            report_id="r1",
            publisher="青桐县人民政府办公室",
            year=2021,
            cells=UPHELD,
            observed="结果维护",
            expected="结果维持",
            params={"path": "disputes.upheld"},
            basis="国办公开办函〔2021〕30号，表二至表四；《条例》第五十条第二款",
        )
    ]


def test_a_misprint_in_a_row_is_found_with_its_cells(judge):
    (found,) = judge({"requests.refused_prohibited_by_law": "2.其他法律行政止公开"}, "2019")
    assert found["expected"] == "2.其他法律行政法规禁止公开"
    assert len(found["cells"]) == 7
    assert {path.rpartition(".")[0] for path in found["cells"]} == {
        "requests.refused_prohibited_by_law"
    }


def test_two_misprints_are_two_findings_by_path(judge):
    found = judge({"requests.granted": "予以公示", "disputes.upheld": "结果维护"})
    assert [row["params"]["path"] for row in found] == ["disputes.upheld", "requests.granted"]


@pytest.mark.parametrize(
    "labels",
    [
        pa.array(
            [[("disputes.upheld", "结果维护")]],
            pa.map_(pa.dictionary(pa.int8(), pa.string()), pa.large_string()),
        ),
        pa.array([[{"key": "disputes.upheld", "value": "结果维护"}]]),
        pa.array([[["disputes.upheld", "结果维护"]]]),
    ],
    ids=["map", "structs", "pairs"],
)
def test_a_map_is_read_in_every_spelling(lint, rows_of, typed, labels):
    (found,) = rows_of(lint(typed(printed_labels=labels), select=["GIK105"]))
    assert (found["cells"], found["observed"]) == (UPHELD, "结果维护")


@pytest.mark.parametrize("entry", [("disputes.upheld", None)], ids=["no text"])
def test_an_entry_without_text_is_silent(lint, rows_of, typed, entry):
    labels = pa.array([[entry]], pa.map_(pa.string(), pa.string()))
    assert rows_of(lint(typed(printed_labels=labels), select=["GIK105"])) == []


@pytest.mark.parametrize(
    ("path", "printed", "cells"),
    [
        (
            "disclosure.第二十条第（五）项",
            "第二十条第（五项",
            ["administrative_licences.decisions"],
        ),
        ("disclosure.amount_wan", "本年收费金额（单位：元）", ["administrative_fees.amount_wan"]),
    ],
)
def test_a_misprint_in_a_head_is_found_with_the_cells_below_it(judge, path, printed, cells):
    (found,) = judge({path: printed})
    assert found["observed"] == printed
    assert found["cells"] == [f"disclosure.{cell}" for cell in cells]


def test_a_misprint_in_a_group_of_rows_or_columns_is_found_with_all_its_cells(judge):
    (rows,) = judge({"requests.（四）无法提供": "（四）无法供提"})
    assert (rows["expected"], len(rows["cells"])) == ("（四）无法提供", 3 * 7)
    (columns,) = judge({"requests.法人或其他组织": "法人及其他组织"})
    assert len(columns["cells"]) == 25 * 5


def test_a_group_of_another_form_is_silent(judge):
    assert judge({"disclosure.第二十条第（九）项": "第二十条第（九项"}) == []

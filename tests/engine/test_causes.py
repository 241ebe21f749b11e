"""Findings with one cause: the repair that it names removes these findings and no others."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gikqa
from gikqa._repairs.cause_text import cause_of, explanation_of
from gikqa._repairs.components import components
from gikqa._repairs.locate import locate
from gikqa.editions import load_editions
from gikqa.testing.report_strategies import cells as valid_cells

EDITION = load_editions()["2021"]
COUNTS = [path for path in EDITION.cells if path.startswith(("requests.", "disputes."))]
RULES = ("GIK302", "GIK303", "GIK304", "GIK401")


def findings(cells: Mapping[str, Any], **more: Any) -> list[dict[str, Any]]:
    report = {"report_id": "r", "publisher": "上犹县人民政府", "year": 2023}
    result = gikqa.lint([report | cells | more], select=RULES)
    return result.findings.to_pylist()


def test_findings_of_one_wrong_cell_share_its_repair_as_cause_and_proposal():
    cells = dict.fromkeys(EDITION.cells, 0)
    found = findings(cells | {"requests.granted.total": 12})
    assert [
        (one["rule"], one["cause"], one["proposal"], one["severity"], one["confidence"])
        for one in found
    ] == [
        (
            rule,
            "repair:requests.granted.total=12>0",
            [{"cell": "requests.granted.total", "value": "0"}],
            "error",
            "proved",
        )
        for rule in ("GIK303", "GIK304")
    ]


def test_a_total_of_table_four_has_several_repairs_and_no_proposal():
    cells = dict.fromkeys(EDITION.cells, 0)
    found = findings(cells | {"disputes.review.upheld": 3, "disputes.review.total": 5})
    assert [(one["rule"], one["cause"], one["proposal"]) for one in found] == [
        (
            "GIK401",
            "repair:disputes.review.upheld=3>5|disputes.review.total=5>3"
            "|disputes.review.corrected=0>2|disputes.review.other=0>2|disputes.review.pending=0>2",
            [],
        )
    ]


def test_the_reading_of_a_table_stays_the_cause():
    cells = dict.fromkeys(EDITION.cells, 0) | {"requests.granted.total": 12}
    note = gikqa.reading_note("requests", "a cell was lost")
    found = findings(cells, extraction={"notes": [note]})
    assert [(one["cause"], one["proposal"]) for one in found] == [("reading", [])] * 2


@pytest.mark.parametrize("blank", [None, "requests.carried_in.total"])
def test_a_cause_is_no_part_of_the_fingerprint(blank):
    cells = dict.fromkeys(EDITION.cells, 0) | {"requests.granted.total": 12}
    alone = findings(cells)
    other = findings(cells | {"requests.other_misc.total": 4, **({blank: None} if blank else {})})
    assert {one["cause"] for one in alone}.isdisjoint({one["cause"] for one in other})
    of_row = [one["fingerprint"] for one in alone if one["rule"] == "GIK304"]
    assert of_row[0] in {one["fingerprint"] for one in other}


@st.composite
def wrong_reports(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Reports with one to three wrong cells each."""
    sound = draw(valid_cells(EDITION))
    found = []
    for _ in range(8):
        wrong = draw(st.lists(st.sampled_from(COUNTS), min_size=1, max_size=3, unique=True))
        found.append(sound | {path: sound[path] + draw(st.integers(1, 30)) for path in wrong})
    return found


@settings(max_examples=4)
@given(wrong_reports())
def test_the_repairs_of_a_cause_remove_its_findings_and_no_others(reports):
    broken = by_report(reports)
    mended, expected = [], []
    for cells, found in zip(reports, broken, strict=True):
        for cause in sorted({one["cause"] for one in found} - {None}):
            for changes in explanation_of(cause).repairs[:2]:
                right = {one.cell: int(one.right) for one in changes if one.right}
                mended.append(cells | right)
                expected.append(operands(one for one in found if one["cause"] != cause))
    assert mended
    assert [operands(found) for found in by_report(mended)] == expected


@settings(max_examples=4)
@given(wrong_reports())
def test_whole_columns_have_the_causes_that_each_report_alone_has(reports):
    kinds = {path: cell.kind for path, cell in EDITION.cells.items()}
    for cells, found in zip(reports, by_report(reports), strict=True):
        for component in components(EDITION.identities, kinds):
            alone = locate(component, [cells[path] for path in component.paths])
            if alone is not None and alone.repairs:
                cause = cause_of([one.changes for one in alone.repairs])
                assert cause in {one["cause"] for one in found}


def by_report(reports: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """The findings of each report."""
    named = {"publisher": "上犹县人民政府", "year": 2023}
    numbered = [named | {"report_id": str(at)} | cells for at, cells in enumerate(reports)]
    found: list[list[dict[str, Any]]] = [[] for _ in reports]
    for one in gikqa.lint(numbered, select=RULES).findings.to_pylist():
        found[int(one["report_id"])].append(one)
    return found


def operands(found: Iterable[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["rule"], one["cells"], one["observed"], one["expected"]) for one in found]


@pytest.mark.parametrize("selected", ["GIK303", "GIK304"])
def test_a_cause_does_not_depend_on_the_rules_that_were_chosen(selected):
    cells = dict.fromkeys(EDITION.cells, 0) | {"requests.granted.total": 12}
    report = {"report_id": "r", "publisher": "上犹县人民政府", "year": 2023} | cells
    found = gikqa.lint([report], select=[selected]).findings.to_pylist()
    assert [(one["rule"], one["cause"]) for one in found] == [
        (selected, "repair:requests.granted.total=12>0")
    ]

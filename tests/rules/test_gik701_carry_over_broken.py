"""GIK701: what one year carries out, the next carries in; which report is at fault."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gikqa
from gikqa import Status
from gikqa.testing import export_table

KINDS = ("natural_person", "commercial_enterprise", "total")
OTHERS = (
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
)


def year_of(year, carried_in, carried_out, *, new=5, done=None, **fields):
    """A report of which each number is that of a natural person, and so of the total."""
    numbers = {
        "carried_in": carried_in,
        "carried_out": carried_out,
        "new_received": new,
        "total_concluded": (carried_in or 0) + new - (carried_out or 0) if done is None else done,
    }
    row = {"report_id": f"r{year}", "publisher": "甲县人民政府", "region_code": "360000"}
    row |= {"year": year} | fields
    for name, number in numbers.items():
        row |= {f"requests.{name}.{kind}": 0 for kind in (*KINDS, *OTHERS)}
        row |= {f"requests.{name}.{kind}": number for kind in ("natural_person", "total")}
    return row


@pytest.fixture
def judged(lint):
    """What is found, as (report, cells, observed, expected, confidence), and the statuses."""

    def judged(*rows, **options):
        result = lint(export_table(rows), select=["GIK701"], **options)
        shown = ("report_id", "cells", "observed", "expected", "confidence")
        found = [tuple(row[name] for name in shown) for row in result.findings.to_pylist()]
        counted = {str(s): n for s, n in result.statuses()["GIK701"].items() if n}
        assert sum(counted.values()) == len(rows)
        return found, counted

    return judged


ALONE = ([], {"not applicable": 2})


def test_years_that_agree_are_passed(judged):
    assert judged(year_of(2022, 0, 2), year_of(2023, 2, 1)) == ([], {"passed": 2})


def test_years_of_two_forms_are_compared(judged):
    assert judged(year_of(2020, 0, 2), year_of(2021, 2, 1)) == ([], {"passed": 2})


def test_a_blank_leaves_both_years_undetermined(judged):
    assert judged(year_of(2022, 0, None), year_of(2023, 2, 1)) == ([], {"undetermined": 2})


def test_a_missing_year_leaves_nothing_to_compare(judged):
    assert judged(year_of(2021, 0, 2), year_of(2023, 5, 1)) == ALONE


def test_two_bodies_are_not_compared(judged):
    assert judged(year_of(2022, 0, 2), year_of(2023, 5, 1, publisher="乙县人民政府")) == ALONE


def test_one_name_in_two_regions_is_not_compared(judged):
    assert judged(year_of(2022, 0, 2), year_of(2023, 5, 1, region_code="410000")) == ALONE


def test_reports_without_a_publisher_are_not_compared(judged):
    nameless = (year_of(y, n, 2, publisher=" ") for y, n in ((2022, 0), (2023, 5)))
    assert judged(*nameless) == ALONE


def test_a_year_twice_is_not_compared(judged):
    rows = year_of(2022, 0, 2), year_of(2023, 5, 1), year_of(2023, 2, 1, report_id="again")
    assert judged(*rows) == ([], {"not applicable": 3})


def test_a_form_without_these_rows_is_not_applicable(judged):
    assert judged(year_of(2018, 0, 2), year_of(2019, 5, 1)) == ALONE


def test_an_export_of_a_form_without_these_rows_is_not_applicable(lint, report):
    table = export_table([{"report_id": "r", "publisher": "甲县人民政府", "year": 2018}])
    assert "requests.carried_in.total" not in table.column_names
    assert lint(table, select=["GIK701"]).statuses() == {"GIK701": {"not applicable": 1}}


def test_a_missing_column_skips_the_rule(lint):
    table = export_table([year_of(2022, 0, 2), year_of(2023, 5, 1)])
    result = lint(table.drop_columns(["requests.carried_in.total"]), select=["GIK701", "GIK304"])
    (line,) = (one for one in result.coverage.to_pylist() if one["rule"] == "GIK701")
    assert (line["status"], line["reports"]) == (str(Status.SKIPPED), 2)
    assert "requests.carried_in.total" in line["reason"]


def cells(row):
    return [f"requests.{row}.natural_person", f"requests.{row}.total"]


def test_one_difference_is_a_hint_on_the_later_year(judged):
    found, counted = judged(year_of(2022, 0, 2), year_of(2023, 3, 1))
    assert found == [("r2023", cells("carried_in"), "3", "2", "hint")]
    assert counted == {"violated": 1, "undetermined": 1}


def test_the_report_that_does_not_add_up_is_at_fault(judged):
    found, counted = judged(year_of(2022, 0, 7, done=3), year_of(2023, 2, 1))
    assert found == [("r2022", cells("carried_out"), "7", "2", "likely")]
    assert counted == {"violated": 1, "passed": 1}


def test_the_year_that_differs_from_both_neighbours_is_at_fault(judged):
    found, counted = judged(year_of(2021, 0, 2), year_of(2022, 4, 6), year_of(2023, 1, 0))
    assert found == [
        ("r2022", cells("carried_in"), "4", "2", "likely"),
        ("r2022", cells("carried_out"), "6", "1", "likely"),
    ]
    assert counted == {"violated": 1, "passed": 2}


def test_the_message_names_both_places_and_the_other_report(lint):
    table = export_table([year_of(2022, 0, 2), year_of(2023, 3, 1)])
    (message,) = lint(table, select=["GIK701"]).findings["message"].to_pylist()
    assert message == (
        "`table 3 · carried in × total` is 3, but `table 3 · carried out × total` in the body's "
        "report for 2022 (r2022) is 2; the two should be equal"
    )


def chains(seed, bodies, years):
    """Sound chains: each year carries in what the one before carried out."""
    rng = np.random.default_rng(seed)
    rows = []
    for body in range(bodies):
        left = int(rng.integers(0, 9))
        for year in range(2021, 2021 + years):
            out = int(rng.integers(0, 9))
            name = {"publisher": f"第{body}县人民政府", "report_id": f"{body}-{year}"}
            rows.append(year_of(year, left, out, new=20, **name))
            left = out
    return rows, rng


@given(seed=st.integers(0, 2**32 - 1), bodies=st.integers(1, 4), years=st.integers(2, 5))
def test_sound_chains_are_silent_in_any_order(built_in, seed, bodies, years):
    rows, rng = chains(seed, bodies, years)
    rng.shuffle(rows)
    result = gikqa.lint(export_table(rows), select=["GIK701"], plugins=built_in, lang="en", jobs=1)
    assert result.findings.num_rows == 0
    assert result.statuses()["GIK701"][Status.PASSED] == len(rows)


@given(
    seed=st.integers(0, 2**32 - 1),
    bodies=st.integers(1, 4),
    years=st.integers(3, 5),
    inner=st.booleans(),
)
def test_one_odd_year_is_named_in_any_order(built_in, seed, bodies, years, inner):
    """An inner year by its two neighbours, any other by its column, which does not add up."""
    rows, rng = chains(seed, bodies, years)
    place = int(rng.integers(1, years - 1)) if inner else int(rng.choice([0, years - 1]))
    odd = rows[int(rng.integers(bodies)) * years + place]
    for row in ("carried_in", "carried_out") if inner else ("carried_in", "carried_out")[:1]:
        for kind in ("natural_person", "total"):
            odd[f"requests.{row}.{kind}"] += 3
    if not inner and place == 0:  # the first year carries nothing in from a report of ours
        for kind in ("natural_person", "total"):
            odd[f"requests.carried_in.{kind}"] -= 3
            odd[f"requests.carried_out.{kind}"] += 3
    rng.shuffle(rows)
    result = gikqa.lint(export_table(rows), select=["GIK701"], plugins=built_in, lang="en", jobs=1)
    assert set(result.findings["report_id"].to_pylist()) == {odd["report_id"]}
    assert set(result.findings["confidence"].to_pylist()) == {"likely"}

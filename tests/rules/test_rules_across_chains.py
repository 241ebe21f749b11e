"""GIK703 to GIK706 on generated chains: silence where all is sound, else the planted fault."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gikqa
from gikqa.editions import edition_for
from gikqa.testing import export_table, valid_columns

CODES = ["GIK703", "GIK704", "GIK705", "GIK706"]
FIRST = 2017  # of three forms


def chains(seed, bodies, years, most=400):
    """Valid reports of each body for successive years, with figures up to `most`."""
    rng = np.random.default_rng(seed)
    rows = []
    for year in range(FIRST, FIRST + years):
        columns = valid_columns(edition_for(year), bodies, rng)
        for body in range(bodies):
            name = {"publisher": f"第{body}县人民政府", "report_id": f"{body}-{year}"}
            cells = {path: int(values[body]) % most for path, values in columns.items()}
            rows.append(name | {"year": year} | cells)
    return rows, rng


def judge(rows, built_in, rng=None):
    if rng is not None:
        rng.shuffle(rows)
    result = gikqa.lint(export_table(rows), select=CODES, plugins=built_in, lang="en", jobs=1)
    assert result.failures == ()
    for statuses in result.statuses().values():
        assert sum(statuses.values()) == len(rows)
    shown = ("rule", "report_id", "severity", "confidence", "observed")
    return [tuple(row[name] for name in shown) for row in result.findings.to_pylist()]


SEEDS = st.integers(0, 2**32 - 1)
few = settings(max_examples=40)


def table_of(row, table):
    return {path: value for path, value in row.items() if path.startswith(f"{table}.")}


def copy_requests(source, row, rng):
    """A busy body's requests, in two reports."""
    for path in table_of(source, "requests"):
        if path in row:
            source[path] = int(rng.integers(5, 500))
    row |= table_of(source, "requests")


@few
@given(
    seed=SEEDS, bodies=st.integers(1, 4), years=st.integers(1, 6), most=st.sampled_from([1, 3, 400])
)
def test_sound_chains_are_silent_in_any_order(built_in, seed, bodies, years, most):
    rows, rng = chains(seed, bodies, years, most)
    assert judge(rows, built_in, rng) == []


@few
@given(seed=SEEDS, bodies=st.integers(2, 4), gap=st.integers(1, 2), start=st.integers(2019, 2021))
def test_years_between_two_reports_are_missing_if_others_have_them(
    built_in, seed, bodies, gap, start
):
    rows, rng = chains(seed, bodies, 8, most=3)
    missing = list(range(start + 1, start + 1 + gap))
    rows = [
        row for row in rows if row["publisher"] != "第0县人民政府" or row["year"] not in missing
    ]
    assert judge(rows, built_in, rng) == [
        ("GIK704", f"0-{start + gap + 1}", "info", "likely", ", ".join(map(str, missing)))
    ]


@pytest.mark.parametrize(
    ("years", "others", "status"),
    [
        ((2021, 2022), (2021, 2022), "passed"),
        ((2021, 2023), (2021, 2023), "passed"),  # nobody's report for 2022 is in the export
        ((2021, 2023), (2022,), "violated"),
        ((2017, 2020), (2018, 2019), "undetermined"),  # bodies were set up anew
        ((2017, 2019), (2018,), "undetermined"),
        ((2020, 2024), (2021, 2022), "undetermined"),  # more than two years
    ],
)
def test_a_gap_with_another_reason_is_no_pass(built_in, years, others, status):
    rows = [
        row
        for body, of_body in (("甲", years), ("乙", others))
        for row in (
            {"report_id": f"{body}{year}", "publisher": body, "year": year} for year in of_body
        )
    ]
    result = gikqa.lint(rows, plugins=built_in, select=["GIK704"], jobs=1)
    first, last = (f"甲{year}" for year in years)
    counts = {
        row["report_id"]: [name for name in ("passed", "violated", "undetermined") if row[name]]
        for row in result.verdicts.to_pylist()
    }
    assert (counts[first], counts[last]) == (["passed"], [status])


@few
@given(seed=SEEDS, bodies=st.integers(1, 3), year=st.integers(2020, 2022))
def test_a_year_twice_is_found_on_the_greater_id(built_in, seed, bodies, year):
    rows, rng = chains(seed, bodies, 6, most=3)
    (row,) = (row for row in rows if row["report_id"] == f"0-{year}")
    rows.append(row | {"report_id": "0-z", "disputes.review.total": 9})
    assert judge(rows, built_in, rng) == [("GIK703", "0-z", "info", "likely", "disputes")]


def test_rows_of_one_id_are_no_second_report(built_in):
    rows, _ = chains(1, 1, 1)
    assert judge([rows[0], dict(rows[0])], built_in) == []


def test_of_two_reports_without_an_id_the_second_is_found(built_in):
    rows, _ = chains(1, 1, 1)
    rows = [row | {"report_id": ""} for row in (rows[0], rows[0])]
    assert judge(rows, built_in) == [("GIK703", "", "info", "likely", "—")]


@few
@given(seed=SEEDS, bodies=st.integers(1, 3), year=st.integers(2022, 2024))
def test_a_table_of_last_year_is_found_on_the_later_year(built_in, seed, bodies, year):
    rows, rng = chains(seed, bodies, 8)
    before, row = (r for r in rows if r["report_id"] in (f"0-{year - 1}", f"0-{year}"))
    copy_requests(before, row, rng)
    ((rule, report_id, severity, confidence, _),) = judge(rows, built_in, rng)
    assert (rule, report_id) == ("GIK705", f"0-{year}")
    assert (severity, confidence) == ("warning", "likely")


@few
@given(seed=SEEDS, year=st.integers(2021, 2024), later=st.integers(0, 2))
def test_a_table_of_another_body_is_found_on_the_later_report(built_in, seed, year, later):
    rows, rng = chains(seed, 3, 10)
    copied = [row for row in rows if row["report_id"] in (f"0-{year}", f"1-{year + later}")]
    source, row = sorted(copied, key=lambda row: row["report_id"])
    copy_requests(source, row, rng)
    ((rule, report_id, severity, confidence, _),) = judge(rows, built_in, rng)
    assert (rule, report_id, severity) == ("GIK706", f"1-{year + later}", "warning")
    assert confidence == ("likely" if later else "hint")


@pytest.mark.parametrize("blank", [None, 0])
def test_a_blank_in_a_copied_table_counts_as_zero(built_in, blank):
    rows, rng = chains(1, 1, 8)
    before, row = rows[-2:]
    copy_requests(before, row, rng)
    for each, value in ((before, 0), (row, blank)):
        each["requests.granted.total"] = value
    assert [found[:2] for found in judge(rows, built_in)] == [("GIK705", row["report_id"])]


def test_a_copied_amount_has_to_agree_to_the_last_digit(built_in):
    rows, _ = chains(1, 1, 8)
    before, row = rows[-2:]
    row |= table_of(before, "disclosure")
    large = {"administrative_licences": 90_001, "administrative_penalties": 80_001}
    for each in (before, row):
        each |= {f"disclosure.{kind}.decisions": number for kind, number in large.items()}
    assert [found[:2] for found in judge(rows, built_in)] == [("GIK705", row["report_id"])]
    row["disclosure.administrative_fees.amount_wan"] += 1
    assert judge(rows, built_in) == []

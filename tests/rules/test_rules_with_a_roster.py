"""GIK707 to GIK709 with a roster, and what all rules across reports make of bodies set up anew."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gikqa
from gikqa.editions import edition_for
from gikqa.testing import export_table, valid_columns

ROSTER_RULES = ["GIK707", "GIK708", "GIK709"]
ACROSS = ["GIK701", "GIK702", "GIK703", "GIK704", "GIK705", "GIK706"]
IN, OUT = "requests.carried_in.total", "requests.carried_out.total"
NEW, DONE = "requests.new_received.total", "requests.total_concluded.total"
few = settings(max_examples=30)
SEEDS = st.integers(0, 2**32 - 1)


def judge(rows, built_in, roster=None, select=ROSTER_RULES, **options):
    options = {"jobs": 1, "lang": "en"} | options
    table = export_table(rows) if isinstance(rows[0], dict) else rows
    result = gikqa.lint(table, select=select, roster=roster, plugins=built_in, **options)
    assert result.failures == ()
    for statuses in result.statuses().values():
        assert sum(statuses.values()) == result.reports
    return result


def told(result):
    shown = ("rule", "report_id", "publisher", "year", "confidence", "observed", "expected")
    return [tuple(row[name] for name in shown) for row in result.findings.to_pylist()]


def county(seed, children, years=(2022, 2023)):
    """Valid reports of bodies, and of one more that adds them up; with the roster of them."""
    rng = np.random.default_rng(seed)
    rows, roster = [], [{"publisher": "甲县人民政府", "aggregates": "sum"}]
    names = [f"甲县第{number}局" for number in range(children)]
    roster += [{"publisher": name, "parent": "甲县人民政府"} for name in names]
    for year in years:
        columns = valid_columns(edition_for(year), children, rng)
        named = {"publisher": "甲县人民政府", "year": year, "report_id": f"sum-{year}"}
        rows.append(named | {path: int(values.sum()) for path, values in columns.items()})
        for number, name in enumerate(names):
            named = {"publisher": name, "year": year, "report_id": f"{number}-{year}"}
            rows.append(named | {path: int(values[number]) for path, values in columns.items()})
    return rows, roster, rng


@few
@given(seed=SEEDS, children=st.integers(1, 5))
def test_a_complete_county_whose_sums_are_right_is_silent_in_any_order(built_in, seed, children):
    rows, roster, rng = county(seed, children)
    rng.shuffle(rows)
    rng.shuffle(roster)
    result = judge(rows, built_in, roster)
    assert told(result) == []
    assert result.statuses()["GIK709"] == {"passed": 2, "not applicable": len(rows) - 2}
    assert result.statuses()["GIK707"] == {"passed": len(rows)}


@few
@given(seed=SEEDS, children=st.integers(2, 5), blank=st.sampled_from([NEW, DONE]))
def test_a_blank_or_an_absent_child_leaves_open_what_the_others_do_not_prove(
    built_in, seed, children, blank
):
    rows, roster, _ = county(seed, children, years=(2022,))
    rows[1] |= {path: None for path in rows[1] if path == blank}
    found = told(judge(rows, built_in, roster, select=["GIK709"]))
    statuses = judge(rows[:1] + rows[2:], built_in, roster, select=["GIK709"]).statuses()
    assert found == []
    assert statuses["GIK709"] == {"undetermined": 1, "not applicable": len(rows) - 2}


@few
@given(seed=SEEDS, children=st.integers(1, 5), more=st.integers(1, 9), kind=st.sampled_from("+-"))
def test_a_child_with_another_number_than_was_added_up_is_found(
    built_in, seed, children, more, kind
):
    rows, roster, _ = county(seed, children, years=(2022,))
    whole = rows[0][NEW]
    rows[0][NEW] = whole - more if kind == "+" else whole + more
    if rows[0][NEW] < 0:
        rows[0][NEW], more = 0, whole
    found = told(judge(rows, built_in, roster, select=["GIK709"]))
    confidence = "proved" if kind == "+" else "likely"
    wanted = ("GIK709", "sum-2022", "甲县人民政府", 2022, confidence, str(rows[0][NEW]), str(whole))
    assert found == ([wanted] if more else [])


@few
@given(seed=SEEDS, children=st.integers(2, 5))
def test_a_parent_that_includes_its_children_is_only_found_below_them(built_in, seed, children):
    rows, roster, rng = county(seed, children, years=(2022,))
    roster[0]["aggregates"] = "includes"
    rows[0][NEW] += int(rng.integers(0, 100))
    there = rows[: int(rng.integers(2, len(rows) + 1))]
    assert told(judge(there, built_in, roster, select=["GIK709"])) == []
    least = sum(row[NEW] for row in there[1:])
    rows[0][NEW] = max(least - 1, 0)
    found = told(judge(there, built_in, roster, select=["GIK709"]))
    assert [(one[4], one[6]) for one in found] == ([("proved", f"≥ {least}")] if least else [])


def test_of_two_reports_for_one_year_neither_is_added_up(built_in):
    rows, roster, _ = county(1, 2, years=(2022,))
    rows.append(rows[1] | {"report_id": "again", NEW: 10_000})
    assert told(judge(rows, built_in, roster, select=["GIK709"])) == []


@few
@given(seed=SEEDS, bodies=st.integers(2, 8), lost=st.integers(0, 5))
def test_the_reports_that_are_not_there_are_found_and_no_others(built_in, seed, bodies, lost):
    rows, roster, rng = county(seed, bodies)
    for row in roster:
        row["first_year"] = 2019
    rng.shuffle(rows)
    there, gone = rows[lost:], rows[:lost]
    covered = {row["year"] for row in there}
    result = judge(there, built_in, roster, select=["GIK707"])
    wanted = sorted(
        ("GIK707", "", row["publisher"], row["year"], "likely", None, said)
        for row in gone
        if row["year"] in covered
        for said in [f"{row['publisher']} {row['year']}"]
    )
    assert told(result) == wanted
    assert result.statuses()["GIK707"] == {"passed": len(there)}
    assert len({*result.findings["fingerprint"].to_pylist()}) == len(wanted)


def test_a_year_with_few_reports_of_the_roster_is_left_open(built_in):
    roster = [{"publisher": f"甲县第{number}局", "first_year": 2010} for number in range(30)]
    few, enough = (
        [{"report_id": f"{n}-{year}", "publisher": f"甲县第{n}局", "year": year} for n in range(m)]
        for year, m in ((2021, 2), (2022, 3))
    )
    result = judge(few + enough, built_in, roster, select=["GIK707"])
    assert {row["year"] for row in result.findings.to_pylist()} == {2022}
    assert result.findings.num_rows == 27
    assert result.statuses()["GIK707"] == {"passed": 3, "undetermined": 2}


def test_a_missing_report_makes_the_run_fail_at_its_severity(built_in):
    roster = [{"publisher": "甲县第一局"}, {"publisher": "甲县第二局", "first_year": 2019}]
    rows = [{"report_id": "r1", "publisher": "甲县第一局", "year": 2022}]
    result = judge(rows, built_in, roster, select=["GIK707"])
    assert [result.exit_code_at(bar) for bar in ("error", "warning")] == [0, 1]
    (row,) = result.findings.to_pylist()
    assert row["message"] == "a body of the roster has no report in the export: 甲县第二局 2022"
    assert result.verdicts["report_id"].to_pylist() == ["r1"]


def test_jobs_and_batches_change_no_byte(built_in):
    rows, roster, _ = county(7, 40)
    rows = [row for number, row in enumerate(rows) if number % 7]
    rows[0][NEW] = 0
    table = export_table(rows)
    pieces = [table.slice(start, 3) for start in range(0, table.num_rows, 3)]
    seen = set()
    for data, jobs in (([table], 1), ([table], 2), (pieces, 1), (pieces, 3)):
        stream = io.BytesIO()
        judge(data, built_in, roster, select=["GIK7"], jobs=jobs).write(stream, "json")
        seen.add(stream.getvalue())
    assert len(seen) == 1
    assert b"GIK707" in seen.pop()


def test_without_a_roster_the_rules_do_not_run(built_in):
    rows, _, _ = county(1, 2)
    assert not {*judge(rows, built_in, select=["GIK7"]).statuses()} & {*ROSTER_RULES}


@pytest.mark.parametrize("named", ["GIK707", "report-missing", "GIK3,GIK709"])
def test_a_rule_that_is_asked_for_by_name_needs_a_roster(built_in, named):
    rows, _, _ = county(1, 2)
    with pytest.raises(gikqa.UsageError, match="with --roster") as error:
        judge(rows, built_in, select=[named])
    assert "名册" in error.value.in_language("zh")


# Bodies that were set up anew.


def of_body(name, year, **cells):
    form = edition_for(year)
    zeros = dict.fromkeys(form.cells, 0)
    named = {path.replace("__", "."): value for path, value in cells.items()}
    return {"report_id": f"{name}-{year}", "publisher": name, "year": year} | zeros | named


def pending(name, year, carried_in, carried_out):
    """A report whose column adds up, with what was carried in and out."""
    cells = {IN: carried_in, OUT: carried_out, NEW: carried_out, DONE: carried_in}
    return of_body(name, year) | cells | {"requests.granted.total": carried_in}


def test_a_renamed_body_is_another_one(built_in):
    rows = [pending("甲县安监局", 2021, 0, 9), pending("甲县应急管理局", 2022, 0, 0)]
    rows[0]["disclosure.normative_documents.in_force"] = 7
    assert told(judge(rows, built_in, select=ACROSS)) == []


def test_the_change_of_form_after_2018_breaks_no_chain(built_in):
    rows = [of_body("甲县民政局", year) for year in (2017, 2018, 2019)]
    rows[1]["statistics.requests.received"] = 40
    rows[2] |= {IN: 9, DONE: 9, "requests.granted.total": 9}
    assert told(judge(rows, built_in, select=ACROSS)) == []


def test_the_change_of_form_after_2020_breaks_no_stock_of_documents(built_in):
    rows = [of_body("甲县民政局", year) for year in (2020, 2021)]
    rows[0]["disclosure.normative_documents.disclosed_total"] = 31
    rows[1]["disclosure.normative_documents.in_force"] = 12
    assert told(judge(rows, built_in, select=ACROSS)) == []


def test_a_body_that_was_set_up_anew_in_the_reform_misses_no_year(built_in):
    rows = [of_body("甲县商务局", year) for year in (2017, 2019)]
    rows += [of_body("甲县民政局", year) for year in (2017, 2018, 2019)]
    assert told(judge(rows, built_in, select=ACROSS)) == []


MERGED = [
    pending("甲县林业局", 2021, 0, 4),
    pending("甲县自然资源局", 2021, 0, 5),
    pending("甲县自然资源局", 2022, 9, 0),
]
BROKEN = ("GIK701", "甲县自然资源局-2022", "甲县自然资源局", 2022, "hint", "9", "5")
"""Of two years alone, nobody can say which is at fault."""


@pytest.mark.parametrize(
    "line",
    [
        {"publisher": "甲县林业局", "last_year": 2021, "successor": "甲县自然资源局"},
        {"publisher": "甲县自然资源局", "first_year": 2022},
        {"publisher": "甲县自然资源局", "last_year": 2021},
    ],
    ids=["took over another body", "set up anew", "ended"],
)
def test_where_a_body_was_set_up_anew_by_the_roster_no_chain_is_broken(built_in, line):
    others = [{"publisher": row["publisher"]} for row in MERGED[:2]]
    roster = [line, *(other for other in others if other["publisher"] != line["publisher"])]
    assert told(judge(MERGED, built_in, roster, select=["GIK701"])) == []


@pytest.mark.parametrize(
    "line",
    [
        {"publisher": "甲县林业局", "last_year": 2020, "successor": "甲县自然资源局"},
        {"publisher": "甲县林业局", "last_year": 2021},
        {"publisher": "甲县林业局"},
        None,
    ],
    ids=["took it over a year before", "dissolved without a successor", "listed", "no roster"],
)
def test_without_such_a_line_the_chain_is_broken(built_in, line):
    roster = line and [line, {"publisher": "甲县自然资源局"}]
    found = judge(MERGED, built_in, roster, select=["GIK701"])
    assert told(found) == [BROKEN]


def test_a_body_and_the_one_that_adds_it_up_may_have_one_table(built_in):
    rows, roster, _ = county(3, 1, years=(2023,))
    for path in [path for path in rows[0] if path.startswith("requests.") and path in rows[1]]:
        rows[0][path] = rows[1][path] = 900
    assert [one[0] for one in told(judge(rows, built_in, select=["GIK706"]))] == ["GIK706"]
    assert told(judge(rows, built_in, roster, select=["GIK706"])) == []


def test_a_year_between_is_left_to_the_roster(built_in):
    rows = [of_body("甲县民政局", year) for year in (2021, 2023)]
    rows += [of_body("甲县财政局", year) for year in (2021, 2022, 2023)]
    roster = [{"publisher": "甲县民政局"}, {"publisher": "甲县财政局"}]
    rules = ["GIK704", "GIK707"]
    assert [one[0] for one in told(judge(rows, built_in, select=["GIK704"]))] == ["GIK704"]
    assert [one[:4] for one in told(judge(rows, built_in, roster, select=rules))] == [
        ("GIK707", "", "甲县民政局", 2022)
    ]


def test_numbers_that_are_no_counts_are_not_added_up(built_in):
    rows, roster, _ = county(1, 3, years=(2022,))
    for row in rows[1:]:
        row[NEW] = 2**62
    rows[1][DONE] = -5
    result = judge(rows, built_in, roster, select=["GIK709"])
    assert told(result) == []
    assert result.statuses()["GIK709"] == {"undetermined": 1, "not applicable": 3}

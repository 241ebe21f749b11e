"""A baseline takes findings out, and with them statuses and verdicts; nothing else changes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverage_lines import check_sums, reason_of
from gikqa import Status
from gikqa._engine import feed
from gikqa.testing import export_table, write_tables

DAY = date(2027, 1, 31)
LISTED = "listed in the baseline"
LABELS = [("disputes.upheld", "结果维护")]
# Each breaks its own row, its total, or both, in tables 三 and 四.
CELLS = [
    "requests.granted.natural_person",
    "requests.total_concluded.total",
    "requests.new_received.natural_person",
    "disputes.review.upheld",
    "disputes.litigation_direct.total",
]


def rows_of(findings, **columns):
    """Rows of a baseline for some findings."""
    names = ("fingerprint", "rule", "report_id")
    return [
        {name: row[name] for name in names} | {"state": "accepted"} | columns
        for row in findings.to_pylist()
    ]


@pytest.fixture(scope="module")
def mixed(report):
    """Reports most of which break something; one breaks nothing."""
    rows = []
    for number in range(8):
        changes = dict.fromkeys(CELLS[: number % (len(CELLS) + 1)], 1 + number)
        labels = LABELS if number % 3 == 1 else []
        rows.append(report(report_id=f"r{number}", changes=changes, printed_labels=labels))
    return rows


@pytest.fixture(scope="module")
def judge(lint):
    def judge(rows, baseline=None, **options):
        data = export_table(rows) if isinstance(rows, list) else rows
        return check_sums(lint(data, baseline=baseline, as_of=DAY, **options))

    return judge


@pytest.fixture(scope="module")
def plain(judge, mixed):
    result = judge(mixed)
    assert result.findings.num_rows > 30
    return result


def pairs(table):
    return set(zip(table["rule"].to_pylist(), table["report_id"].to_pylist(), strict=True))


def check_statuses(result, before, left):
    """Statuses and verdicts follow from the findings that are left."""
    broken, open_ = pairs(before.findings), pairs(left)
    for code, statuses in result.statuses().items():
        was = before.statuses()[code]
        moved = sum(rule == code for rule, _ in broken - open_)
        assert statuses.get("suppressed", 0) == moved, code
        assert statuses.get("violated", 0) == was.get("violated", 0) - moved, code
        assert {k: v for k, v in statuses.items() if k not in ("suppressed", "violated")} == {
            k: v for k, v in was.items() if k != "violated"
        }
    order = ["error", "warning", "info", None]
    worst = {}
    for row in left.to_pylist():
        known = worst.get(row["report_id"])
        worst[row["report_id"]] = min(known, row["severity"], key=order.index)
    for line in result.verdicts.to_pylist():
        assert line["severity"] == worst.get(line["report_id"])
        assert (line["verdict"] == "defective") == (line["report_id"] in worst)
        assert line["suppressed"] == sum(one == line["report_id"] for _, one in broken - open_)
    every = np.sum([result.verdicts[str(s).replace(" ", "_")].to_numpy() for s in Status], axis=0)
    assert set(every.tolist()) == {len(result.rules)}


def test_without_a_baseline_and_with_an_empty_one_nothing_changes(judge, mixed, plain):
    for baseline in ([], [[]]):
        result = judge(mixed, baseline)
        assert result.findings == plain.findings
        assert result.coverage == plain.coverage
        assert result.verdicts == plain.verdicts
        assert (result.hints, result.unused) == ((), ())


def test_its_own_findings_as_baseline_leave_nothing(judge, mixed, plain):
    result = judge(mixed, rows_of(plain.findings))
    assert result.findings.num_rows == 0
    check_statuses(result, plain, result.findings)
    assert (result.exit_code, plain.exit_code) == (0, 1)
    assert (result.hints, result.unused) == ((), ())
    assert reason_of(result, "GIK304", "suppressed") == LISTED


@settings(max_examples=30)
@given(data=st.data())
def test_exactly_what_is_listed_is_taken_out_and_more_rows_never_add_findings(
    judge, mixed, plain, data
):
    every = plain.findings
    some = data.draw(st.lists(st.booleans(), min_size=every.num_rows, max_size=every.num_rows))
    more = data.draw(st.lists(st.booleans(), min_size=every.num_rows, max_size=every.num_rows))
    small, large = pa.array(some), pc.or_(pa.array(some), pa.array(more))
    for mask in (small, large):
        result = judge(mixed, rows_of(every.filter(mask)))
        left = every.filter(pc.invert(mask))
        assert result.findings == left
        check_statuses(result, plain, left)
        assert (result.hints, result.unused) == ((), ())


@settings(max_examples=30)
@given(
    number=st.integers(0, 7),
    cell=st.sampled_from(CELLS),
    by=st.integers(min_value=50, max_value=60),
)
def test_another_operand_reopens_its_findings_and_no_others(judge, mixed, plain, number, cell, by):
    rows = [dict(row) for row in mixed]
    rows[number][cell] += by
    result, fresh = judge(rows, rows_of(plain.findings)), judge(rows)
    known = set(plain.findings["fingerprint"].to_pylist())
    new = [row for row in fresh.findings.to_pylist() if row["fingerprint"] not in known]
    assert result.findings.to_pylist() == new
    assert new
    assert {row["report_id"] for row in new} == {f"r{number}"}
    assert all(cell in row["cells"] for row in new)


def test_order_batches_files_and_threads_do_not_matter(judge, mixed, plain, tmp_path, monkeypatch):
    rows = rows_of(plain.findings.filter(pa.array([n % 3 > 0 for n in range(len(plain.findings))])))
    expected = judge(mixed, rows)
    table = export_table(mixed)
    for size, name in ((1, "a"), (3, "b")):
        monkeypatch.setattr(feed, "_ROWS", size)
        order = np.random.default_rng(size).permutation(len(mixed))
        (tmp_path / name).mkdir()
        for part in range(3):
            file = tmp_path / name / f"{name}{part}.parquet"
            pq.write_table(table.take(pa.array(order[part::3])), file)
        shuffled = [rows[place] for place in np.random.default_rng(size).permutation(len(rows))]
        result = judge(tmp_path / name, shuffled, jobs=2)
        assert result.findings == expected.findings
        assert result.coverage == expected.coverage
        assert result.verdicts == expected.verdicts


def test_findings_are_taken_out_before_they_are_capped(lint, mixed, plain):
    of_rule = plain.findings.filter(pc.equal(plain.findings["rule"], "GIK304"))
    listed = rows_of(of_rule[:-2])
    options = {"select": ["GIK304"], "max_findings_per_rule": 1}
    result = lint(export_table(mixed), baseline=listed, as_of=DAY, **options)
    # A cause explains the findings of all rules that were chosen.
    of_choice = ["cause", "proposal"]
    assert result.findings.drop(of_choice) == of_rule[-2:-1].drop(of_choice)
    assert result.hidden == {"GIK304": 1}
    assert result.hidden_severities == {"error": 1}


# States and days


@pytest.mark.parametrize(
    "state", ["accepted", "Dismissed", "不属实", "非本单位", "not ours", "接受"]
)
def test_these_states_suppress(judge, mixed, plain, state):
    assert judge(mixed, rows_of(plain.findings, state=state)).findings.num_rows == 0


@pytest.mark.parametrize("state", ["confirmed", "属实", "to-verify", "待核实", "", None])
def test_these_states_do_not(judge, mixed, plain, state):
    result = judge(mixed, rows_of(plain.findings, state=state))
    assert result.findings == plain.findings
    assert result.hints == ()


@pytest.mark.parametrize(
    "until", ["", "2027-01-31", "2027/2/1", "2027年1月31日", date(2027, 1, 31)]
)
def test_a_row_suppresses_up_to_its_last_day(judge, mixed, plain, until):
    assert judge(mixed, rows_of(plain.findings, until=until)).findings.num_rows == 0


def test_a_row_past_its_last_day_suppresses_no_more_and_that_is_said(judge, mixed, plain):
    rows = rows_of(plain.findings)
    for row in rows[:2]:
        row["until"] = "2027-01-30"
    result = judge(mixed, rows)
    assert result.findings == plain.findings[:2]
    assert result.hints == (
        "<list>: 2 of its rows ended before 2027-01-31 (column until), and their findings are "
        "reported again: mend the reports, or give the rows another day",
    )


def test_a_row_in_one_of_several_baselines_is_enough(judge, mixed, plain):
    confirmed = pa.Table.from_pylist(rows_of(plain.findings, state="属实"))
    accepted = pa.Table.from_pylist(rows_of(plain.findings))
    assert judge(mixed, [confirmed, accepted]).findings.num_rows == 0


# Rows that match nothing


def test_a_row_that_matches_nothing_is_counted(judge, mixed, plain):
    mended = [dict(row) for row in mixed]
    mended[5] |= dict.fromkeys(CELLS, 0)
    gone = plain.findings.filter(pc.equal(plain.findings["report_id"], "r5"))
    result = judge(mended, rows_of(plain.findings))
    assert result.findings.num_rows == 0
    assert set(result.unused) == set(gone["fingerprint"].to_pylist())
    assert result.hints == (
        f"<list>: {len(gone)} of its rows match no finding any more: `gikqa baseline … --prune` "
        "takes them out",
    )


@pytest.mark.parametrize("why", ["rule not chosen", "report not there", "rule skipped", "no rule"])
def test_a_row_of_which_nothing_was_judged_is_not_unused(judge, report, why):
    table = export_table([report(printed_labels=LABELS), report(report_id="r2", printed_labels=[])])
    found = judge(table, select=["GIK105"]).findings
    (row,) = rows_of(found)
    options = {"select": ["GIK105"]}
    if why == "rule not chosen":
        options, table = {"select": ["GIK304"]}, table.slice(0, 1)
    elif why == "report not there":
        table = table.slice(1)
    elif why == "rule skipped":
        options, table = {"select": ["GIK105", "GIK304"]}, table.drop_columns(["printed_labels"])
    else:
        del row["rule"]
        row["fingerprint"] = "0" * 32
    result = judge(table, [row], **options)
    assert (result.unused, result.hints) == ((), ())


# Findings that are on no report


def test_a_wrong_column_is_suppressed_on_all_reports(judge, typed):
    days = pa.array([True, False])
    data = typed(rows=2, published_on=days)
    before = judge(data, select=["GIK005", "GIK304"])
    assert before.statuses()["GIK005"] == {"violated": 2}
    result = judge(data, rows_of(before.findings), select=["GIK005", "GIK304"])
    assert result.statuses()["GIK005"] == {"suppressed": 2}
    assert result.verdicts["verdict"].to_pylist() == ["clean", "clean"]
    assert result.verdicts["severity"].to_pylist() == [None, None]


def test_one_of_two_wrong_columns_leaves_all_reports_defective(judge, typed):
    data = typed(rows=2, published_on=pa.array([True, False]), period_end=pa.array([1.5, 2.5]))
    before = judge(data, select=["GIK005"])
    assert before.findings.num_rows == 2
    result = judge(data, rows_of(before.findings[:1]), select=["GIK005"])
    assert result.findings == before.findings[1:]
    assert result.coverage == before.coverage
    assert result.verdicts == before.verdicts


def test_a_value_and_a_column_that_are_both_wrong_are_suppressed_apart(judge, typed):
    days = pa.array([19_000, 2_932_897], pa.int32()).cast(pa.date32())  # the second is of 10000
    data = typed(rows=2, published_on=days, period_end=pa.array([True, False]))
    before = judge(data, select=["GIK005"])
    assert before.findings["report_id"].to_pylist() == ["", "r2"]
    value = judge(data, rows_of(before.findings[1:]), select=["GIK005"])
    assert value.statuses() == {"GIK005": {"violated": 2}}
    column = judge(data, rows_of(before.findings[:1]), select=["GIK005"])
    assert column.statuses() == {"GIK005": {"suppressed": 1, "violated": 1}}
    assert column.verdicts["verdict"].to_pylist() == ["clean", "defective"]
    assert column.verdicts["severity"].to_pylist() == [None, "error"]


def test_rows_without_a_report_are_suppressed_on_all_reports(judge, report, tmp_path):
    write_tables(export_table([report(), report(report_id="r2")]), tmp_path)
    file = tmp_path / "requests.parquet"
    lines = pq.read_table(file)
    ids = pa.array([f"nobody{n % 2}" for n in range(2)])
    lost = lines.slice(0, 2).set_column(lines.column_names.index("report_id"), "report_id", ids)
    pq.write_table(pa.concat_tables([lines, lost]), file)
    before = judge(tmp_path, select=["GIK008"])
    assert before.findings["report_id"].to_pylist() == ["nobody0", "nobody1"]
    assert before.statuses() == {"GIK008": {"violated": 2}}
    half = judge(tmp_path, rows_of(before.findings[:1]), select=["GIK008"])
    assert (half.statuses(), half.verdicts) == (before.statuses(), before.verdicts)
    result = judge(tmp_path, rows_of(before.findings), select=["GIK008"])
    assert result.statuses() == {"GIK008": {"suppressed": 2}}
    assert result.verdicts["severity"].to_pylist() == [None, None]


def test_of_reports_that_share_an_id_only_those_that_break_a_rule_become_suppressed(judge, report):
    rows = [
        report(report_id="x", printed_labels=LABELS),
        report(report_id="x", printed_labels=[]),
        report(report_id="y", printed_labels=[]),
    ]
    data = export_table(rows)
    before = judge(rows, select=["GIK105", "GIK002"])
    doubled = before.findings.filter(pc.equal(before.findings["rule"], "GIK002"))
    labels = before.findings.filter(pc.equal(before.findings["rule"], "GIK105"))
    one = judge(data, rows_of(labels), select=["GIK105", "GIK002"])
    assert one.statuses() == {
        "GIK002": {"passed": 1, "violated": 2},
        "GIK105": {"passed": 2, "suppressed": 1},
    }
    other = judge(data, rows_of(doubled), select=["GIK105", "GIK002"])
    assert other.statuses() == {
        "GIK002": {"passed": 1, "suppressed": 2},
        "GIK105": {"passed": 2, "violated": 1},
    }
    told = Counter(
        zip(*(other.verdicts[k].to_pylist() for k in ("verdict", "severity")), strict=True)
    )
    assert told == {("defective", "warning"): 1, ("clean", None): 2}


def test_a_missing_report_can_be_suppressed(lint_with_all, report):
    names = [f"第{number}县人民政府" for number in range(30)]
    rows = [
        report(report_id=name, publisher=name, year=2023, printed_labels=[]) for name in names[2:]
    ]
    data = export_table(rows)
    before = lint_with_all(data, select=["GIK707"])
    assert before.findings.num_rows == 2
    result = lint_with_all(data, select=["GIK707"], baseline=rows_of(before.findings[:1]))
    assert result.findings == before.findings[1:]
    assert (result.coverage, result.unused) == (before.coverage, ())
    everybody = [
        *rows,
        *(report(report_id=n, publisher=n, year=2023, printed_labels=[]) for n in names[:2]),
    ]
    there = lint_with_all(
        export_table(everybody), select=["GIK707"], baseline=rows_of(before.findings)
    )
    assert set(there.unused) == set(before.findings["fingerprint"].to_pylist())


def test_parts_that_are_sound_by_the_baseline_go_to_the_sound_ones(judge, mixed, plain):
    data = export_table(mixed)
    parts = judge(data, rows_of(plain.findings)).split(data)
    assert parts.defective.read_all().num_rows == 0
    assert parts.sound.read_all().num_rows == len(mixed)


def test_a_report_is_not_graded_by_another_one_that_has_its_id(lint, report):
    wrong = {"requests.granted.natural_person": 1}
    rows = [
        report(report_id="x", printed_labels=LABELS, changes=wrong),
        report(report_id="x", printed_labels=LABELS),
        report(report_id="y", printed_labels=LABELS),
    ]
    rows = export_table(rows)
    options = {"select": ["GIK105", "GIK304"]}
    before = lint(rows, **options)
    of_y = before.findings.filter(pc.equal(before.findings["report_id"], "y"))
    after = lint(rows, baseline=rows_of(of_y), **options)
    assert before.verdicts["severity"].to_pylist() == ["error", "warning", "warning"]
    assert after.verdicts["severity"].to_pylist() == ["error", "warning", None]

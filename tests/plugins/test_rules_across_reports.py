"""Rules that compare reports with each other: what they see, what they answer, what goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

import gikqa
from gikqa import Absent, Across, Compared, Confidence, Failure, Finding, Severity
from gikqa.testing import export_table

PAGE = Path(__file__).resolve().parents[2] / "specs/plugins.md"
RECEIVED = "requests.new_received.total"


def of_year(year, received, **fields):
    row = {"report_id": f"r{year}", "publisher": "甲县人民政府", "year": year}
    return row | {RECEIVED: received} | fields


@pytest.fixture
def judged(load, plugin, made_rule):
    """The result of a rule across reports, given its function, on some reports."""

    def judged(judge, *rows, keep=None, sources=None, select=("XA",), bodies=None, **fields):
        fields = {"editions": ("2019", "2021"), "needs": (RECEIVED,)} | fields
        across = made_rule("XA101", check=None, across=Across(judge, keep), **fields)
        plugins = load(plugin(rules=[across, made_rule("XA102")]), version="5.5")
        given = sources or [export_table([row]) for row in rows]
        options = {"select": select, "plugins": plugins, "lang": "en", "jobs": 1}
        result = gikqa.lint(given, roster=bodies, **options)
        for statuses in result.statuses().values():
            assert sum(statuses.values()) == result.reports
        return result

    return judged


def nothing(ledger):
    return Compared(np.ones(ledger.reports.num_rows, bool))


ROWS = (of_year(2022, 4), of_year(2023, None), of_year(2018, 6), of_year(None, 7))


def test_a_rule_sees_the_reports_that_it_can_judge_of_all_batches_once(judged):
    seen = []

    def judge(ledger):
        seen.append(ledger.reports.to_pylist())
        return nothing(ledger)

    result = judged(judge, *ROWS)
    plain = {"publisher": "甲县人民政府", "region_code": None}
    assert seen == [
        [
            {RECEIVED: 4, "report_id": "r2022", **plain, "year": 2022},
            {RECEIVED: None, "report_id": "r2023", **plain, "year": 2023},
        ]
    ]
    assert result.statuses()["XA101"] == {"passed": 2, "not applicable": 1, "skipped": 1}


def test_a_rule_for_every_form_sees_each_report_with_a_year(judged):
    def judge(ledger):
        assert ledger.reports["year"].to_pylist() == [2022, 2023, 2018]
        return nothing(ledger)

    result = judged(judge, *ROWS, editions=(), needs=(), reads=(RECEIVED,))
    assert (result.failures, result.statuses()["XA101"]) == ((), {"passed": 3, "skipped": 1})


def test_a_rule_without_columns_sees_only_the_reports_that_it_can_judge(judged):
    def judge(ledger):
        assert ledger.reports["report_id"].to_pylist() == ["r2022", "r2023"]
        return nothing(ledger)

    result = judged(judge, sources=export_table(ROWS), needs=())
    assert result.failures == ()
    assert result.statuses()["XA101"] == {"passed": 2, "not applicable": 1, "skipped": 1}


def test_a_source_without_a_needed_column_is_skipped_by_name(judged):
    tables = [export_table([row]) for row in ROWS[:2]]
    tables[1] = tables[1].drop_columns([RECEIVED])
    result = judged(nothing, sources=tables)
    lines = [one for one in result.coverage.to_pylist() if one["rule"] == "XA101"]
    assert [(one["status"], one["reason"], one["reports"]) for one in lines] == [
        ("passed", None, 1),
        ("skipped", f"column missing: {RECEIVED}", 1),
    ]


def test_a_column_that_may_be_missing_is_blank(judged):
    def judge(ledger):
        assert ledger.numbers(RECEIVED).tolist() == [4, None]
        return nothing(ledger)

    tables = [export_table([row]) for row in ROWS[:2]]
    tables[1] = tables[1].drop_columns([RECEIVED])
    result = judged(judge, sources=tables, needs=(), reads=(RECEIVED,))
    assert (result.failures, result.statuses()["XA101"]) == ((), {"passed": 2})


def test_what_a_rule_makes_of_its_columns_is_all_that_it_gets(judged):
    def keep(columns):
        assert columns.column_names == [RECEIVED]
        return pa.RecordBatch.from_pydict({"doubled": [2 * n for n in columns[0].to_pylist()]})

    def judge(ledger):
        assert ledger.reports["doubled"].to_pylist() == [8, 6]
        assert RECEIVED not in ledger.reports.column_names
        return nothing(ledger)

    result = judged(judge, ROWS[0], of_year(2023, 3), keep=keep)
    assert (result.failures, result.statuses()["XA101"]) == ((), {"passed": 2})


def test_statuses_are_those_that_the_rule_answers(judged):
    def judge(ledger):
        first = np.arange(ledger.reports.num_rows) == 0
        found = [(3, Finding(cells=(RECEIVED,), observed="9", severity=Severity.ERROR))]
        return Compared(np.array([True, True, False, False]), found, first)

    result = judged(judge, *(of_year(year, 1) for year in range(2021, 2025)))
    assert result.statuses()["XA101"] == dict.fromkeys(
        ("passed", "violated", "undetermined", "not applicable"), 1
    )
    (row,) = (row for row in result.findings.to_pylist() if row["rule"] == "XA101")
    told = ("report_id", "year", "cells", "observed", "severity", "message", "plugin_version")
    assert [row[name] for name in told] == [
        "r2024", 2024, [RECEIVED], "9", "error", "publisher 9", "5.5",
    ]  # fmt: skip
    verdicts = {row["report_id"]: row["severity"] for row in result.verdicts.to_pylist()}
    assert verdicts["r2024"] == "error"


def test_neighbours_are_one_body_in_two_years_each_reported_once(judged):
    def judge(ledger):
        ids = ledger.reports["report_id"].to_numpy()
        earlier, later = ledger.neighbours()
        assert list(zip(ids[earlier], ids[later], strict=True)) == [("r2020", "r2021")]
        assert ids[ledger.same_year()].tolist() == ["r2022", "again"]
        assert ledger.bodies.tolist() == [0, 0, 0, 0, 1, -1]
        return nothing(ledger)

    rows = [of_year(2022, 1), of_year(2021, 1), of_year(2020, 1)]
    rows += [of_year(2022, 2, report_id="again")]
    rows += [of_year(2023, 1, region_code="360000"), of_year(2024, 1, publisher=" ")]
    result = judged(judge, *rows)
    assert result.failures == ()


def fail(given):
    raise ValueError("not these")


def fail_half_way(ledger):
    def found():
        yield 0, Finding(observed="fine")
        raise ValueError("half way")

    return Compared(np.ones(ledger.reports.num_rows, bool), found())


BAD_ANSWERS = {
    "ValueError: not these": fail,
    "ValueError: half way": fail_half_way,
    "SystemExit: 0": lambda ledger: exit(0),
    "TypeError: `judge` has to return Compared, not NoneType": lambda ledger: None,
    "TypeError: `judged` has to be boolean, one entry a report (2), not 1 of bool": (
        lambda ledger: Compared(np.ones(1, bool))
    ),
    "TypeError: a rule has to yield Finding, not str": (
        lambda ledger: Compared(np.ones(2, bool), [(0, "a text")])
    ),
    "IndexError: range object index out of range": (
        lambda ledger: Compared(np.ones(2, bool), [(2, Finding())])
    ),
}


@pytest.mark.parametrize("problem", BAD_ANSWERS)
def test_a_rule_that_goes_wrong_fails_on_its_reports_and_stops_nothing(judged, problem):
    result = judged(BAD_ANSWERS[problem], *ROWS)
    assert result.failures == (Failure("gikqa-x", "5.5", "rule XA101", f"{problem} (2×)"),)
    assert result.statuses()["XA101"] == {"failed": 2, "not applicable": 1, "skipped": 1}
    assert result.statuses()["XA102"] == {"violated": 4}
    assert result.findings["rule"].to_pylist() == ["XA102"] * 4


@pytest.mark.parametrize(
    ("keep", "problem"),
    [
        (fail, "ValueError: not these"),
        (
            lambda columns: columns.slice(1),
            "TypeError: `keep` has to return a RecordBatch with a row for each row that it gets",
        ),
    ],
)
def test_a_rule_that_cannot_keep_a_batch_fails_on_it(judged, keep, problem):
    result = judged(nothing, *ROWS[:2], keep=keep)
    assert result.failures == (Failure("gikqa-x", "5.5", "rule XA101", f"{problem} (2×)"),)
    assert result.statuses()["XA101"] == {"failed": 2}


BODIES = [{"publisher": "乙县人民政府"}, {"publisher": "甲县人民政府"}]


def with_absent(*absent):
    def judge(ledger):
        return Compared(np.ones(ledger.reports.num_rows, bool), absent=absent)

    return judge


def test_a_rule_over_a_roster_sees_it_and_finds_reports_that_are_not_there(judged):
    def judge(ledger):
        assert ledger.roster.bodies["publisher"].to_pylist() == ["乙县人民政府", "甲县人民政府"]
        assert ledger.listed.tolist() == [1, 1]
        return with_absent(Absent(0, 2022, Finding(observed="乙")))(ledger)

    result = judged(judge, *ROWS[:2], roster=True, bodies=BODIES, select=["XA101"])
    (row,) = result.findings.to_pylist()
    shown = [row[name] for name in ("report_id", "publisher", "region_code", "year", "observed")]
    assert shown == ["", "乙县人民政府", None, 2022, "乙"]
    assert (result.failures, result.statuses()) == ((), {"XA101": {"passed": 2}})


def test_a_rule_over_a_roster_does_not_run_without_one(judged):
    result = judged(fail, *ROWS[:2], roster=True)
    assert (result.failures, result.statuses()) == ((), {"XA102": {"violated": 2}})


@pytest.mark.parametrize(
    ("absent", "bodies", "problem"),
    [
        (Absent(0, 2022, Finding()), None, "ValueError: `absent` needs a rule with `roster=True`"),
        (Absent(2, 2022, Finding()), BODIES, "ValueError: Absent.body is 2, and the roster has "),
        (Absent(0, 10**12, Finding()), BODIES, "ArrowInvalid: Value 1000000000000 too large"),
        (Absent(0, 2022, Finding(observed=7)), BODIES, "TypeError: Finding.observed"),
    ],
)
def test_a_finding_on_no_body_of_the_roster_is_a_failure(judged, absent, bodies, problem):
    result = judged(with_absent(absent), *ROWS[:2], bodies=bodies)
    (failure,) = result.failures
    assert failure.problem.startswith(problem)
    assert result.statuses()["XA101"] == {"failed": 2}


@pytest.fixture
def documented(load, plugin):
    """The rule that the documentation shows, as a plugin of its own."""
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    (text,) = (block for block in blocks if "Across(" in block)
    names = {}
    exec(compile(text, str(PAGE), "exec"), names)
    return load(plugin(("EX",), rules=[names["FEW_RECEIVED"]]))


def test_the_documented_rule_finds_the_year_with_few_requests(documented):
    rows = [of_year(2021, 90), of_year(2022, 8), of_year(2023, None), of_year(2024, 3)]
    result = gikqa.lint(export_table(rows), select=["EX"], plugins=documented, lang="en")
    (row,) = result.findings.to_pylist()
    shown = [row[name] for name in ("report_id", "cells", "observed", "expected", "confidence")]
    assert shown == ["r2022", [RECEIVED], "8", "≥ 90 / 10", Confidence.LIKELY]
    assert result.statuses()["EX103"] == {"passed": 1, "violated": 1, "undetermined": 2}


IN_A_FILE = """
import types
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)


def judge(ledger):
    there = ledger.reports["year"].is_valid().to_numpy()
    bare = gikqa.Finding(observed="one")
    given = gikqa.Finding(observed="two", params=types.MappingProxyType({"more": "3"}))
    return gikqa.Compared(there, [(0, bare), (0, given)])


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "{observed}", "en": "{observed}"}
    severity = gikqa.Severity.INFO
    return [
        gikqa.Rule(
            code="XA101", name="together", severity=severity, source="none", title=words,
            message=words, across=gikqa.Across(judge),
        )
    ]
"""


def test_what_a_rule_in_another_process_finds_across_reports_arrives(tmp_path):
    file = tmp_path / "team.py"
    file.write_text(IN_A_FILE, "utf-8")
    table = export_table([of_year(2022, 4)])
    result = gikqa.lint(table, select=["XA101"], plugins=[file], jobs=1)
    assert result.failures == ()
    found = [(row["observed"], row["params"]) for row in result.findings.to_pylist()]
    assert sorted(found) == [("one", []), ("two", [("more", "3")])]

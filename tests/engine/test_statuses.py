"""Every rule has one status on every report; nothing that went wrong looks like clean data."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa import Confidence, Failure, Finding, Severity, Status, Undetermined, rule
from gikqa.editions import load_editions
from gikqa.testing import as_nested, export_table, write_tables

EDITIONS = load_editions()
OF_THE_SOURCE = ("GIK001", "GIK002", "GIK005", "GIK006", "GIK007", "GIK008")
GRANTED = "requests.granted.total"


def check_sums(result, whole_reports=True):
    """The laws that hold for every result."""
    by_rule, reasons = Counter(), defaultdict(set)
    for line in result.coverage.to_pylist():
        assert line["reports"] > 0
        by_rule[line["rule"]] += line["reports"]
        reasons[line["status"]].add(line["reason"])
        assert line["name"] == {one.code: one.name for one in result.rules}[line["rule"]]
    codes = [one.code for one in result.rules]
    assert by_rule == {code: result.reports for code in codes if result.reports}
    for status, told in reasons.items():
        silent = status in (Status.PASSED, Status.VIOLATED)
        assert (None in told) is silent, (status, told)
    found = defaultdict(set)
    for line in result.findings.select(["rule", "report_id"]).to_pylist():
        found[line["rule"]].add(line["report_id"])
    for code in codes:
        violated = result.statuses().get(code, {}).get("violated", 0)
        if code in OF_THE_SOURCE:
            assert bool(violated) == bool(found[code]), code
        elif whole_reports:
            assert violated == len(found[code]), code
    return result


@pytest.fixture
def sums(lint):
    return lambda data, **options: check_sums(lint(data, **options))


@pytest.fixture
def mixed(report):
    """Reports of all editions and of years that have none, some of them wrong, some with blanks."""
    rng = np.random.default_rng(3)
    rows = []
    for n in range(60):
        edition = EDITIONS[list(EDITIONS)[n % 3]]
        paths = list(edition.cells)
        changes = {str(path): int(n) for path in rng.choice(paths, n % 4)}
        changes |= dict.fromkeys(map(str, rng.choice(paths, 30 * (n % 5 == 0))))
        row = report(edition.key, changes, report_id=f"r{n}", printed_labels={})
        if n % 7 == 0:
            row["year"] = (2010, 1999, 2101, 0)[n // 7 % 4]
        if n % 6 == 0:
            row["printed_labels"] = {"disputes.upheld": "结果维护"}
        rows.append(row)
    return export_table(rows, EDITIONS.values())


def test_the_statuses_of_a_plain_report_add_up(sums, export):
    result = sums(export())
    assert {status for of_rule in result.statuses().values() for status in of_rule} == {
        "passed",
        "not applicable",
    }


def test_the_statuses_of_reports_of_every_kind_add_up(sums, mixed, tmp_path):
    result = sums(mixed)
    seen = {status for of_rule in result.statuses().values() for status in of_rule}
    assert seen == {"passed", "violated", "undetermined", "not applicable", "skipped"}
    sums(as_nested(mixed))
    write_tables(mixed, tmp_path)
    sums(tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_the_statuses_add_up_when_columns_are_missing(sums, mixed, seed):
    rng = np.random.default_rng(seed)
    optional = [n for n in mixed.column_names if n not in ("report_id", "publisher", "year")]
    sums(mixed.drop_columns(rng.choice(optional, 1 + 40 * seed, replace=False).tolist()))


@pytest.mark.parametrize("seed", range(4))
def test_the_statuses_add_up_when_columns_have_wrong_types(sums, mixed, replace_columns, seed):
    rng = np.random.default_rng(seed)
    optional = [n for n in mixed.column_names if n not in ("report_id", "publisher", "year")]
    kinds = [pa.array([True] * 60), pa.array([["x"]] * 60), pa.array([b"x"] * 60)]
    wrong = {name: kinds[rng.integers(3)] for name in rng.choice(optional, 1 + 20 * seed)}
    result = sums(replace_columns(mixed, wrong))
    assert result.statuses()["GIK005"] == {"violated": 60}


def test_the_statuses_of_all_built_in_rules_add_up(lint_with_all, mixed, tmp_path):
    check_sums(lint_with_all(mixed))
    check_sums(lint_with_all(mixed.drop_columns(["sections", "title"])))


def test_the_statuses_add_up_without_any_report(sums, export):
    result = sums(export().slice(0, 0))
    assert (result.reports, result.findings.num_rows, result.coverage.num_rows) == (0, 0, 0)


def test_only_required_columns_leave_every_statement_skipped(sums, export):
    table = export().select(["report_id", "publisher", "year"])
    statuses = sums(table, select=["GIK2", "GIK3", "GIK4"]).statuses()
    assert statuses["GIK302"] == {"skipped": 1}
    assert statuses["GIK202"] == {"not applicable": 1}


# Reasons


def reason_of(result, code, status):
    lines = result.coverage.to_pylist()
    (line,) = [one for one in lines if (one["rule"], one["status"]) == (code, status)]
    return line["reason"]


@pytest.mark.parametrize(
    ("dropped", "named"),
    [
        ([GRANTED], f"column missing: {GRANTED}"),
        (
            ["requests.granted.natural_person", GRANTED],
            f"column missing: requests.granted.natural_person, {GRANTED}",
        ),
    ],
    ids=["one", "two"],
)
def test_a_missing_column_skips_its_rules_by_name(sums, export, dropped, named):
    result = sums(export().drop_columns(dropped), select=["GIK301", "GIK303", "GIK304", "GIK302"])
    assert {code: set(s) for code, s in result.statuses().items()} == {
        "GIK301": {"skipped"},
        "GIK302": {"passed"},
        "GIK303": {"skipped"},
        "GIK304": {"skipped"},
    }
    assert reason_of(result, "GIK304", "skipped") == named


def test_of_many_missing_columns_the_first_are_named(lint, export, built_in):
    paths = [path for path in EDITIONS["2021"].cells if path.startswith("requests.")]
    table = export().drop_columns(paths)
    en = lint(table, select=["GIK304"])
    zh = gikqa.lint(table, select=["GIK304"], plugins=built_in, lang="zh")
    first = (
        "requests.carried_in.commercial_enterprise, requests.carried_in.legal_service_institution"
    )
    assert reason_of(en, "GIK304", "skipped").startswith(f"column missing: {first}, ")
    assert reason_of(en, "GIK304", "skipped").endswith(f" and {len(paths) - 3} more")
    assert reason_of(zh, "GIK304", "skipped").startswith(f"缺少列：{first}, ")
    assert reason_of(zh, "GIK304", "skipped").endswith(f" 等 {len(paths)} 列")


def test_a_column_of_a_wrong_type_skips_its_rules_by_name(sums, typed):
    result = sums(typed(**{GRANTED: pa.array(["7"])}), select=["GIK303", "GIK304", "GIK302"])
    assert reason_of(result, "GIK303", "skipped") == f"column of a wrong type: {GRANTED}"
    assert result.statuses()["GIK302"] == {"passed": 1}


def test_a_violated_statement_counts_though_another_column_is_missing(sums, export, report):
    table = export(report(changes={"requests.granted.total": 4}))
    result = sums(table.drop_columns(["requests.new_received.natural_person"]), select=["GIK304"])
    assert result.statuses() == {"GIK304": {"violated": 1}}


def test_columns_of_another_edition_are_not_missed(sums, export, report):
    result = sums(export(report("2021")), select=["GIK2", "GIK9"])
    assert {status for s in result.statuses().values() for status in s} == {
        "passed",
        "not applicable",
    }


@pytest.mark.parametrize("year", [None, 0, 1999, 2101])
def test_an_unusable_year_skips_every_rule_of_a_form(sums, typed, year):
    result = sums(typed(year=pa.array([year], pa.int32())))
    for one in result.rules:
        expected = {"skipped": 1} if one.editions else {"passed": 1}
        if one.code == "GIK003":
            expected = {"violated": 1}
        assert result.statuses()[one.code] == expected, one.code
    assert reason_of(result, "GIK302", "skipped") == ("the report's year is missing or impossible")


@pytest.mark.parametrize("year", [2000, 2010, 2013])
def test_a_year_without_a_form_is_not_judged_by_any(sums, typed, year):
    result = sums(typed(year=pa.array([year], pa.int32())))
    for one in result.rules:
        expected = "not applicable" if one.editions else "passed"
        assert result.statuses()[one.code] == {expected: 1}, one.code


# Rules of plugins


def made(check, **more):
    texts = {"zh": "试 {observed}", "en": "test {observed}"}
    given = {
        "code": "TST001",
        "name": "test-rule",
        "severity": Severity.WARNING,
        "source": "test",
        "title": texts,
        "message": texts,
    }
    return rule(**given | more)(check)


@pytest.fixture
def run(only_forms, lint):
    """Judge reports with one more rule besides the built-in ones."""

    def judge(table, check, **more):
        return check_sums(lint(table, plugins=only_forms(made(check, **more))))

    return judge


@pytest.fixture
def three(export, report):
    return export(*(report(report_id=f"r{n}") for n in range(3)))


def of_plugin(result):
    lines = result.findings.to_pylist()
    return [line["report_id"] for line in lines if line["rule"] == "TST001"]


def raising(error, when="r1", after=()):
    def check(report):
        if report.report_id == when:
            yield from after
            raise error
        yield from ()

    return check


@pytest.mark.parametrize(
    "error", [ValueError("no"), SystemExit(3), KeyError("x"), MemoryError(), RecursionError("deep")]
)
@pytest.mark.parametrize("after", [(), (Finding(observed="1"),)], ids=["at once", "half way"])
def test_a_rule_that_raises_fails_on_that_report_and_stops_nothing_else(run, three, error, after):
    result = run(three, raising(error, after=after))
    assert result.statuses()["TST001"] == {"passed": 2, "failed": 1}
    assert result.statuses()["GIK302"] == {"passed": 3}
    assert of_plugin(result) == []
    problem = f"{type(error).__name__}: {error} (1×)"
    assert result.failures == (Failure("gikqa-test", "9.9", "rule TST001", problem),)


def test_a_rule_that_fails_often_is_told_once(run, three):
    def check(report):
        raise ValueError(report.report_id)

    result = run(three, check)
    assert result.statuses()["TST001"] == {"failed": 3}
    assert [failure.problem for failure in result.failures] == ["ValueError: r0 (3×)"]


def test_a_rule_that_gives_up_leaves_the_report_undetermined(run, three):
    result = run(three, raising(Undetermined(), after=(Finding(),)))
    assert result.statuses()["TST001"] == {"passed": 2, "undetermined": 1}
    assert (of_plugin(result), result.failures) == ([], ())


def test_what_a_screen_leaves_undetermined_or_clears_is_not_asked(run, three):
    def screen(screening):
        screening.undetermined[1] = True
        return np.array([False, True, True])

    result = run(three, always, screen=screen)
    statuses = {"passed": 1, "undetermined": 1, "violated": 1}
    assert result.statuses()["TST001"] == statuses
    assert of_plugin(result) == ["r2"]


def test_where_a_screen_fails_every_report_is_asked(run, three):
    def screen(screening):
        screening.undetermined[1] = True
        raise ValueError("no")

    result = run(three, always, screen=screen)
    assert result.statuses()["TST001"] == {"violated": 3}
    what = "screen of rule TST001"
    assert result.failures == (Failure("gikqa-test", "9.9", what, "ValueError: no (1×)"),)


def test_an_interrupt_passes_through(only_forms, lint, three):
    with pytest.raises(KeyboardInterrupt):
        lint(three, plugins=only_forms(made(raising(KeyboardInterrupt()))))


NONSENSE = {
    "a severity of its own": Finding(severity="grave"),
    "a confidence of its own": Finding(confidence="sure"),
    "a section that is true": Finding(section=True),
    "a proposal of three": Finding(proposal=(("a", "b", "c"),)),
    "a text": "finding",
    "nothing": None,
    "a dict": {"cells": ()},
    "cells that are one text": Finding(cells="requests.granted.total"),
    "cells that are no texts": Finding(cells=(1,)),
    "cells that are nothing": Finding(cells=None),
    "a number as what was observed": Finding(observed=7),
    "a number as what was expected": Finding(expected=7),
    "a section that is a text": Finding(section="一"),
    "a section beyond its type": Finding(section=300),
    "a place beyond its type": Finding(section=1, start=2**31, end=2**31 + 1),
    "a place that is a text": Finding(section=1, start="0", end="1"),
    "half a surrogate pair": Finding(quote="\ud800"),
    "params that are no texts": Finding(params={"n": 1}),
    "params that are a list": Finding(params=[("n", "1")]),
    "a proposal without values": Finding(proposal=("x",)),
    "a proposal that is a number": Finding(proposal=7),
    "a cause that is a number": Finding(cause=1),
    "a basis that is a number": Finding(basis=1),
    "a quote in bytes": Finding(quote=b"x"),
}


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
def test_a_rule_that_yields_nonsense_fails_on_that_report(run, three, nonsense):
    def check(report):
        if report.report_id == "r1":
            yield Finding(observed="before")
            yield nonsense
        if report.report_id == "r2":
            yield Finding(observed="fine")

    result = run(three, check)
    assert result.statuses()["TST001"] == {"passed": 1, "violated": 1, "failed": 1}
    assert of_plugin(result) == ["r2"]
    assert [failure.what for failure in result.failures] == ["rule TST001"]


@pytest.mark.parametrize("answer", [None, 7, "text", [Finding()]], ids=repr)
def test_a_rule_that_is_no_generator_may_return_a_list_and_nothing_else(run, three, answer):
    result = run(three, lambda report: answer)
    expected = {"violated": 3} if isinstance(answer, list) else {"failed": 3}
    assert result.statuses()["TST001"] == expected


def test_a_finding_with_everything_in_it_is_kept_as_it_is(run, three):
    full = Finding(
        cells=(GRANTED,),
        section=2,
        start=0,
        end=2,
        quote="截止",
        observed="截止",
        expected="截至",
        params={"word": "截止"},
        cause="c1",
        proposal=((GRANTED, "3"),),
        basis="第一条",
        severity=Severity.ERROR,
        confidence=Confidence.PROVED,
    )
    result = run(three.slice(0, 1), lambda report: iter([full]))
    (line,) = result.findings.to_pylist()
    assert len(line.pop("fingerprint")) == 32
    assert line == {
        "rule": "TST001",
        "name": "test-rule",
        "severity": "error",
        "confidence": "proved",
        "report_id": "r0",
        "publisher": "青桐县人民政府办公室",
        "region_code": None,
        "year": 2021,
        "cells": [GRANTED],
        "section": 2,
        "start": 0,
        "end": 2,
        "quote": "截止",
        "observed": "截止",
        "expected": "截至",
        "message": "test 截止",
        "params": [("word", "截止")],
        "cause": "c1",
        "proposal": [{"cell": GRANTED, "value": "3"}],
        "basis": "第一条",
        "plugin": "gikqa-test",
        "plugin_version": "9.9",
    }


def test_a_rule_on_trial_reports_as_info_whatever_it_says(run, three):
    finding = Finding(severity=Severity.ERROR)
    result = run(three, lambda report: iter([finding]), trial=True)
    severities = [line["severity"] for line in result.findings.to_pylist()]
    assert severities == ["info"] * 3


def test_two_equal_findings_of_a_report_have_two_fingerprints(run, three):
    result = run(three, lambda report: iter([Finding(quote="x"), Finding(quote="x")]))
    assert len(set(result.findings["fingerprint"].to_pylist())) == 6


# What a rule asks for


def always(report):
    yield Finding()


def test_a_rule_is_only_asked_about_its_editions(run, export, report):
    rows = [report("2014"), report("2019", report_id="r2"), report("2019", report_id="r3")]
    table = export(*rows, report("2019", report_id="r4", year=2010))
    result = run(table, always, editions=["2019"])
    assert result.statuses()["TST001"] == {"violated": 2, "not applicable": 2}


def test_a_blank_that_a_rule_needs_leaves_the_report_undetermined(run, export, report):
    table = export(report(), report(changes={GRANTED: None}, report_id="r2"))
    result = run(table, always, needs=[GRANTED])
    assert result.statuses()["TST001"] == {"violated": 1, "undetermined": 1}


def test_a_blank_that_a_rule_reads_is_none(run, export, report):
    def check(report):
        if report.cell(GRANTED) is None:
            yield Finding()

    table = export(report(), report(changes={GRANTED: None}, report_id="r2"))
    assert of_plugin(run(table, check, reads=[GRANTED])) == ["r2"]
    assert of_plugin(run(table.drop_columns([GRANTED]), check, reads=[GRANTED])) == ["r1", "r2"]


@pytest.mark.parametrize("columns", [["sections"], ["title", GRANTED], ["requests.other.total"]])
def test_a_column_that_a_rule_needs_and_that_is_missing_is_named(run, export, columns):
    table = export()
    table = table.drop_columns([name for name in columns if name in table.column_names])
    result = run(table, always, needs=columns)
    assert result.statuses()["TST001"] == {"skipped": 1}
    reason = reason_of(result, "TST001", "skipped")
    assert reason == f"column missing: {', '.join(sorted(columns))}"


def test_a_column_that_was_not_declared_cannot_be_read(run, export):
    def check(report):
        yield Finding(observed=str(report.cell(GRANTED)))

    result = run(export(), check)
    assert result.statuses()["TST001"] == {"failed": 1}
    assert GRANTED in result.failures[0].problem


def test_only_where_keeps_to_the_reports_that_have_something_there(run, export, report):
    asked = []

    def check(report):
        asked.append(report.report_id)
        yield Finding()

    rows = [report(report_id="r1"), report(report_id="r2", title="年度报告")]
    result = run(export(*rows), check, only_where="title")
    assert (asked, result.statuses()["TST001"]) == (["r2"], {"passed": 1, "violated": 1})
    result = run(export(*rows).drop_columns(["title"]), check, only_where="title")
    assert result.statuses()["TST001"] == {"skipped": 1 + 1}
    assert reason_of(result, "TST001", "skipped") == "column missing: title"


def section(text, number=1):
    return [{"number": number, "heading": "总体情况", "text": text}]


def test_a_rule_over_phrases_sees_its_hits_and_passes_reports_without(run, export, report):
    def check(report):
        for hit in report.hits:
            text = report.sections[hit.index].text
            yield Finding(
                section=hit.section, start=hit.start, end=hit.end, quote=text[hit.start : hit.end]
            )

    rows = [
        report(report_id="r1", sections=section("𠀀截止年底，截止日期", 2)),
        report(report_id="r2", sections=section("截至年底")),
        report(report_id="r3", sections=None),
        report(report_id="r4", sections=[]),
        report(report_id="r5", sections=section(None)),
    ]
    phrases = ["截止", "截止日期", ""]
    result = run(export(*rows), check, phrases=lambda: phrases, reads=["sections"])
    assert result.statuses()["TST001"] == {"passed": 4, "violated": 1}
    found = [
        (line["section"], line["start"], line["end"], line["quote"])
        for line in result.findings.to_pylist()
        if line["rule"] == "TST001"
    ]
    assert found == [(2, 1, 3, "截止"), (2, 6, 10, "截止日期")]


def test_a_rule_over_phrases_is_skipped_without_sections(run, export):
    result = run(export().drop_columns(["sections"]), always, phrases=lambda: ["截止"])
    assert result.statuses()["TST001"] == {"skipped": 1}
    assert reason_of(result, "TST001", "skipped") == "column missing: sections"


# Several sources, several batches, limits


def test_the_statuses_add_up_over_files_of_different_columns(sums, mixed, tmp_path):
    pq.write_table(mixed.slice(0, 20), tmp_path / "a.parquet")
    pq.write_table(mixed.slice(20, 20).drop_columns([GRANTED]), tmp_path / "b.parquet")
    rest = mixed.slice(40)
    paths = [name for name in rest.column_names if name.startswith("disputes.")]
    pq.write_table(rest.drop_columns(paths), tmp_path / "c.parquet")
    result = sums(tmp_path)
    assert result.reports == 60
    reasons = {line["reason"] for line in result.coverage.to_pylist() if line["rule"] == "GIK304"}
    assert f"column missing: {GRANTED}" in reasons


def test_a_limit_hides_findings_and_changes_no_status(lint, mixed):
    whole = lint(mixed)
    capped = lint(mixed, max_findings_per_rule=2)
    assert capped.statuses() == whole.statuses()
    by_rule = Counter(whole.findings["rule"].to_pylist())
    assert Counter(capped.findings["rule"].to_pylist()) == {
        code: min(times, 2) for code, times in by_rule.items()
    }
    assert capped.hidden == {code: times - 2 for code, times in by_rule.items() if times > 2}
    first = {}
    for line in whole.findings.to_pylist():
        first.setdefault(line["rule"], []).append(line["fingerprint"])
    kept = {}
    for line in capped.findings.to_pylist():
        kept.setdefault(line["rule"], []).append(line["fingerprint"])
    assert kept == {code: prints[:2] for code, prints in first.items()}


def test_progress_counts_every_report(lint, mixed, monkeypatch):
    from gikqa._engine import feed

    monkeypatch.setattr(feed, "_ROWS_WITH_TEXT", 25)
    monkeypatch.setattr(feed, "_ROWS", 25)
    seen = []
    lint(mixed, progress=lambda done, whole: seen.append((done, whole)))
    assert seen == [(25, 60), (50, 60), (60, 60)]
    seen.clear()
    lint([mixed, iter_only(mixed)], progress=lambda done, whole: seen.append((done, whole)))
    assert seen[-1] == (120, None)


def iter_only(table):
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches())

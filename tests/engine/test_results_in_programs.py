"""A result in a program: exit codes, errors to raise, pickles, short texts, rows to split."""

from __future__ import annotations

import copy
import io
import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa import FindingsError, InputError, Result, UsageError
from gikqa.testing import as_nested, export_table

UNEQUAL = {"requests.granted.total": 1}
MISPRINTED = [("disputes.upheld", "结果维护")]


@pytest.fixture
def three(report):
    """A sound report, one with an error, and one with a warning."""
    rows = [
        report(report_id="a", printed_labels=[]),
        report(report_id="b", printed_labels=[], changes=UNEQUAL),
        report(report_id="c", printed_labels=MISPRINTED),
    ]
    return export_table(rows)


@pytest.fixture
def judged(lint, three):
    """Judge with a sum, a label, and a rule that no report concerns."""

    def judged(data=three, select=("GIK105", "GIK304"), **options):
        return lint(data, select=select, **options)

    return judged


# Exit codes


def test_nothing_found_is_ok(judged, three):
    result = judged(three.slice(0, 1))
    assert (result.ok, result.exit_code) == (True, 0)
    result.raise_for_findings("info", skipped=True)


@pytest.mark.parametrize(
    ("first", "rows", "codes"),
    [
        (0, 3, {"error": 1, "warning": 1, "info": 1, "never": 0}),
        (2, 1, {"error": 0, "warning": 1, "info": 1, "never": 0}),
        (0, 1, {"error": 0, "warning": 0, "info": 0, "never": 0}),
    ],
)
def test_the_exit_code_is_that_of_the_command_line(judged, three, first, rows, codes):
    result = judged(three.slice(first, rows))
    assert {at: result.exit_code_at(at) for at in codes} == codes
    assert result.ok is (codes["error"] == 0)


def test_findings_are_raised_with_what_was_found(judged):
    with pytest.raises(FindingsError) as raised:
        judged().raise_for_findings()
    assert raised.value.exit_code == 1
    assert str(raised.value) == (
        "3 reports, 2 rules, findings: 1 errors, 1 warnings, 0 infos (exit code 1)"
    )
    judged().raise_for_findings("never")
    again = pickle.loads(pickle.dumps(raised.value))
    assert (str(again), again.exit_code) == (str(raised.value), 1)


def test_an_input_that_could_not_be_read_is_raised_before_findings(judged, three):
    result = judged([three, "nowhere.parquet"])
    assert (result.ok, result.exit_code, result.exit_code_at("never")) == (False, 4, 4)
    with pytest.raises(FindingsError, match=r"1 inputs unreadable \(exit code 4\)"):
        result.raise_for_findings("never")


def test_rules_that_no_report_concerns_judge_nothing(judged):
    result = judged(select=["GIK203"])
    assert (result.reports, result.exit_code) == (3, 4)


def test_skipped_rules_fail_where_that_is_wanted(judged, three):
    result = judged(three.slice(0, 1).drop_columns(["printed_labels"]))
    assert (result.exit_code, result.exit_code_at("error", fail_on_skipped=True)) == (0, 4)
    result.raise_for_findings()
    with pytest.raises(FindingsError, match=r"1 checks skipped \(exit code 4\)"):
        result.raise_for_findings(skipped=True)


def test_a_finding_that_is_hidden_fails_by_its_own_severity(lint, report):
    # GIK003 is a warning for a document that was read, and an error otherwise.
    rows = [report(report_id=name, year=None) for name in "ab"]
    rows[0]["extraction"] = {"tool": "t", "version": "1", "notes": []}
    result = lint(export_table(rows), select=["GIK003", "GIK001"], max_findings_per_rule=1)
    assert (result.counts(), result.hidden) == ({"warning": 1}, {"GIK003": 1})
    assert (result.hidden_severities, result.exit_code) == ({"error": 1}, 1)


# Arguments


@pytest.mark.parametrize(
    "chosen",
    [
        lambda: ("GIK105", "GIK304"),
        lambda: iter(["GIK105", "GIK304"]),
        lambda: {"GIK105": 1, "GIK304": 2},
        lambda: (code for code in ["GIK304", "GIK105"]),
    ],
    ids=["tuple", "iterator", "dict", "generator"],
)
def test_rules_are_chosen_by_any_iterable(judged, chosen):
    result = judged(select=chosen())
    assert [rule.code for rule in result.rules] == ["GIK105", "GIK304"]
    assert [rule.code for rule in judged(select=["GIK"], ignore=chosen()).rules][:1] == ["GIK001"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"jobs": "2"}, "jobs is '2', expected a whole number of 1 or more"),
        ({"jobs": 2.5}, "jobs is 2.5, expected a whole number of 1 or more"),
        ({"jobs": 0}, "jobs is 0, expected at least 1"),
        (
            {"max_findings_per_rule": True},
            "max_findings_per_rule is True, expected a whole number of 1 or more",
        ),
        ({"select": None}, "select is None, expected a list of codes, prefixes or names of rules"),
        (
            {"ignore": [302]},
            "ignore is [302], expected a list of codes, prefixes or names of rules",
        ),
        ({"select": "GIK302"}, "select is a text, expected a list: ['GIK302']"),
        ({"progress": 3}, "progress is 3, expected a function"),
        ({"lang": "fr"}, "lang is 'fr', expected one of: zh, en"),
    ],
)
def test_a_wrong_argument_is_wrong_usage(three, options, said):
    with pytest.raises(UsageError) as raised:
        gikqa.lint(three, **options)
    assert str(raised.value) == said
    assert raised.value.in_language("zh") != said


def test_without_a_rule_there_is_nothing_to_judge(judged):
    with pytest.raises(InputError, match="no rule is left to judge: see select and ignore"):
        judged(ignore=["GIK"])


# Short texts


def test_the_text_of_a_result_is_one_short_line(judged):
    text = repr(judged())
    assert text == "<gikqa.Result: 3 reports, 2 rules, findings: 1 errors, 1 warnings, 0 infos>"


def test_a_notebook_shows_twenty_findings_with_nothing_unescaped(lint, report):
    rows = [report(report_id=f"<b>{n:02}</b>", changes=UNEQUAL) for n in range(30)]
    html = lint(export_table(rows), select=["GIK304"])._repr_html_()
    assert html.count("<tr>") == 21
    assert "&lt;b&gt;19&lt;/b&gt;" in html
    assert "<b>" not in html


# Processes


def found_in_a_process(path):
    return gikqa.lint(path, select=["GIK302", "GIK105"], lang="en")


def test_a_result_comes_back_from_a_process(three, tmp_path):
    pq.write_table(three, tmp_path / "a.parquet")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        result = pool.submit(gikqa.lint, str(tmp_path / "a.parquet"), lang="en").result()
    here = gikqa.lint(three, lang="en")
    assert (result.findings, result.coverage) == (here.findings, here.coverage)
    assert result.verdicts == here.verdicts
    assert [rule.title for rule in result.rules] == [rule.title for rule in here.rules]


def test_a_result_is_copied_and_pickled_whole_but_for_the_functions(judged):
    result = judged()
    for again in (copy.deepcopy(result), pickle.loads(pickle.dumps(result))):
        assert (again.findings, again.verdicts) == (result.findings, result.verdicts)
        assert again.exit_code == 1
        assert [rule.check for rule in again.rules] == [None, None]
        for name in ("jsonl", "sarif", "text", "junit"):
            assert in_format(again, name) == in_format(result, name)


def in_format(result, name, **options):
    stream = io.BytesIO()
    result.write(stream, name, **options)
    return stream.getvalue()


# Writing


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.jsonl", b'{"rule": "GIK304"'),
        ("a.ndjson", b'{"rule": "GIK304"'),
        ("a.CSV", b"\xef\xbb\xbfrule,"),
        ("a.parquet", b"PAR1"),
        ("a.pq", b"PAR1"),
        ("a.json", b'{\n"gikqa"'),
        ("a.sarif", b'{"$schema"'),
        ("a.xml", b"<?xml"),
        ("a.txt", b"gikqa "),
    ],
)
def test_the_format_follows_the_suffix(judged, tmp_path, name, begin):
    judged().write(tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_the_rows_are_findings_and_nothing_else_unless_totals_are_wanted(judged, tmp_path):
    result = judged()
    for name, read in (("a.jsonl", pl.read_ndjson), ("a.csv", pl.read_csv)):
        result.write(tmp_path / name)
        assert read(tmp_path / name)["rule"].to_list() == ["GIK304", "GIK105"]
    lines = in_format(result, "jsonl", totals=True).splitlines()
    assert [*map(json.loads, lines)][-1].keys() == {"summary"}


@pytest.mark.parametrize(("name", "format"), [("a.doc", None), ("a", None), ("a.csv", "jsnl")])
def test_an_unknown_format_is_wrong_usage_and_writes_nothing(judged, tmp_path, name, format):
    with pytest.raises(UsageError, match="unknown format"):
        judged().write(tmp_path / name, format)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_file_to_write(judged, tmp_path):
    with pytest.raises(UsageError, match="it is a folder"):
        judged().write(tmp_path, "jsonl")


# Splitting


def parts(split):
    return split.sound.read_all(), split.defective.read_all()


def test_rows_are_split_by_what_was_found_and_say_why(judged, three):
    sound, defective = parts(judged().split(three))
    assert sound == three.slice(0, 1)
    assert defective.select(three.column_names) == three.slice(1)
    assert defective.select(defective.column_names[-4:]).to_pylist() == [
        {
            "gikqa_verdict": "defective",
            "gikqa_severity": "error",
            "gikqa_rules": ["GIK304"],
            "gikqa_messages": [
                "`granted`: the total is 1, expected 0, the sum of the six kinds of applicants (0)"
            ],
        },
        {
            "gikqa_verdict": "defective",
            "gikqa_severity": "warning",
            "gikqa_rules": ["GIK105"],
            "gikqa_messages": [
                'the label of `table 4 × upheld` is printed "结果维护", expected "结果维持"'
            ],
        },
    ]


def test_rows_are_split_from_a_severity_on(judged, three):
    sound, defective = parts(judged().split(three, at="error"))
    assert (sound["report_id"].to_pylist(), defective["report_id"].to_pylist()) == (
        ["a", "c"],
        ["b"],
    )
    with pytest.raises(UsageError, match="at is 'never'"):
        judged().split(three, at="never")


@pytest.mark.parametrize("spelt", [as_nested, lambda table: table], ids=["nested", "flat"])
def test_files_are_split_a_batch_at_a_time_with_the_columns_that_gikqa_ignores(
    judged, three, tmp_path, spelt
):
    for number in range(3):
        table = spelt(three.slice(number, 1))
        if number:
            table = table.append_column("note", pa.array(["x"]))
        (tmp_path / "year=2021").mkdir(exist_ok=True)
        pq.write_table(table.drop_columns(["year"]), tmp_path / "year=2021" / f"{number}.parquet")
    sound, defective = parts(judged(tmp_path).split(tmp_path))
    assert sound.select(["report_id", "note", "year"]).to_pylist() == [
        {"report_id": "a", "note": None, "year": 2021}
    ]
    assert defective["note"].to_pylist() == ["x", "x"]


def test_a_defect_of_the_whole_export_makes_every_row_defective(lint, three):
    wrong = three.set_column(
        three.schema.get_field_index("published_on"), "published_on", pa.array(["x"] * 3)
    )
    _, defective = parts(lint(wrong, select=["GIK005", "GIK304"]).split(wrong))
    assert defective["gikqa_rules"].to_pylist() == [["GIK005"], ["GIK304"], ["GIK005"]]


@pytest.mark.parametrize("data", [lambda t: t.to_reader(), lambda t: iter(t.to_pylist())])
def test_what_can_be_read_once_cannot_be_split(judged, three, data):
    with pytest.raises(UsageError, match="can be read once"):
        judged().split(data(three))


def test_an_input_that_cannot_be_read_cannot_be_split(judged):
    with pytest.raises(InputError, match="there is no such file"):
        judged().split("nowhere.parquet")


def test_the_result_is_public():
    assert {"Split", "split", "write", "FindingsError"} <= set(gikqa.__all__)
    assert isinstance(Result.verdicts.__doc__, str)

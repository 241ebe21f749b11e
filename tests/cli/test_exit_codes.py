"""Each exit code, reached by what it stands for."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest


def found(outcome):
    """The rules of the findings; other lines tell about the run."""
    lines = [json.loads(line) for line in outcome.stdout.splitlines()]
    return [line["rule"] for line in lines if "fingerprint" in line]


# 0


def test_a_clean_export_ends_with_0_and_says_what_was_judged(gikqa, clean):
    outcome = gikqa("lint", clean, "--lang", "en")
    assert outcome.code == 0
    assert "1 report read" in outcome.stdout
    assert outcome.stderr == ""


@pytest.mark.parametrize(
    ("severity", "fail_on"),
    [("error", "never"), ("warning", "error"), ("warning", "never"), ("info", "warning")],
)
def test_findings_below_fail_on_end_with_0(gikqa, export, report, unbalanced, severity, fail_on):
    changes = {
        "error": unbalanced,
        "warning": {"printed_labels": [("disputes.upheld", "结果维护")]},
        # 2019: three newly disclosed, two newly made
        "info": {
            "year": 2019,
            "disclosure.normative_documents.newly_made": 2,
            "disclosure.normative_documents.newly_disclosed": 3,
            "disclosure.normative_documents.disclosed_total": 3,
        },
    }
    path = export(report(**changes[severity]))
    select = {"error": "GIK302", "warning": "GIK105", "info": "GIK203"}[severity]
    options = ("--select", select, "--format", "jsonl", "--fail-on")
    passed = gikqa("lint", path, *options, fail_on)
    assert set(found(passed)) == {select}
    assert passed.code == 0
    if fail_on != "never":
        assert gikqa("lint", path, *options, severity).code == 1


# 1


def test_an_error_ends_with_1_by_default(gikqa, faulty):
    outcome = gikqa("lint", faulty, "--format", "jsonl")
    assert (outcome.code, found(outcome)) == (1, ["GIK105", "GIK302", "GIK302"])
    assert outcome.stderr == ""


def test_a_warning_ends_with_1_where_warnings_fail(gikqa, faulty):
    assert gikqa("lint", faulty, "--select", "GIK105", "--fail-on", "warning").code == 1
    assert gikqa("lint", faulty, "--select", "GIK105", "--fail-on", "info").code == 1


def test_an_error_fails_at_every_level_but_never(gikqa, faulty):
    ends = {
        level: gikqa("lint", faulty, "--select", "GIK302", "--fail-on", level).code
        for level in ("error", "warning", "info", "never")
    }
    assert ends == {"error": 1, "warning": 1, "info": 1, "never": 0}


def test_findings_that_are_not_shown_still_fail(gikqa, faulty):
    options = ("--select", "GIK302", "--max-findings-per-rule", "1")
    assert gikqa("lint", faulty, *options).code == 1


# 2


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "error: no rule has the code, prefix or name 'GIK3O2'; did you mean 'GIK302'?"),
        ("zh", "错误：没有代码、前缀或名称为 'GIK3O2' 的规则；是否要写 'GIK302'？"),
    ],
)
def test_an_unknown_rule_ends_with_2_and_names_the_nearest(gikqa, clean, lang, said):
    outcome = gikqa("lint", clean, "--select", "GIK3O2", "--lang", lang)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (2, "", said + "\n")


@pytest.mark.parametrize(
    ("lang", "guess"),
    [("en", "did you mean 'unbalanced-requests'?"), ("zh", "是否要写 'unbalanced-requests'？")],
)
def test_an_unknown_rule_name_is_guessed_too(gikqa, lang, guess):
    outcome = gikqa("explain", "unbalanced-request", "--lang", lang)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert guess in outcome.stderr


def test_an_unknown_option_ends_with_2(gikqa, clean):
    outcome = gikqa("lint", clean, "--fail-onn", "error")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "--fail-on" in outcome.stderr


def test_an_unknown_command_ends_with_2_and_names_the_nearest(gikqa):
    outcome = gikqa("lnt", "x.parquet")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "there is no command 'lnt'; did you mean 'lint'?" in outcome.stderr


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "error: unknown format `jsnl`: known are text,"),
        ("zh", "错误：没有 `jsnl` 格式：已有 text、"),
    ],
)
def test_an_unknown_format_ends_with_2_before_anything_is_read(gikqa, lang, said):
    outcome = gikqa("lint", "nowhere.parquet", "--format", "jsnl", "--lang", lang)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(said)
    assert "'jsonl'" in outcome.stderr


@pytest.mark.parametrize("option", ["--jobs", "--max-findings-per-rule"])
@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_number_that_makes_no_sense_ends_with_2(gikqa, clean, option, number):
    outcome = gikqa("lint", clean, option, number)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert number in outcome.stderr


@pytest.mark.parametrize("value", ["--lang=fr", "--fail-on=fatal"])
def test_a_value_that_an_option_does_not_take_ends_with_2(gikqa, clean, value):
    assert gikqa("lint", clean, value).code == 2


@pytest.mark.parametrize("command", ["lint", "extract", "explain"])
def test_a_command_without_its_argument_ends_with_2(gikqa, command):
    outcome = gikqa(command)
    assert (outcome.code, outcome.stdout) == (2, "")


def test_an_unknown_edition_ends_with_2(gikqa):
    outcome = gikqa("schema", "--edition", "2022")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "there is no edition '2022'; did you mean" in outcome.stderr


# 3


def test_a_rule_that_raises_ends_with_3_and_what_was_found_is_written(
    gikqa, faulty, install, raising_plugin
):
    install("gikqa-raises", raising_plugin, version="2.5")
    outcome = gikqa("lint", faulty, "--select", "GIK302,XA", "--format", "jsonl", "--lang", "en")
    assert (outcome.code, found(outcome)) == (3, ["GIK302", "GIK302"])
    assert outcome.stderr == (
        "error: gikqa-raises 2.5: rule XA101: ZeroDivisionError: the rule divides by zero (1×)"
        " (gikqa_raises.py:9)\n"
    )


def test_a_plugin_that_cannot_load_ends_every_listing_with_3(gikqa, clean, install):
    install("gikqa-broken", "raise RuntimeError('no such luck')", version="0.9")
    said = "error: gikqa-broken 0.9: load: RuntimeError: no such luck (gikqa_broken.py:1)\n"
    for command in (("lint", clean), ("plugins",), ("rules",), ("schema",)):
        outcome = gikqa(*command)
        assert (command, outcome.code, outcome.stderr) == (command, 3, said)
        assert outcome.stdout, "the rest is still shown"


def test_a_plugin_that_cannot_load_is_named_beside_an_explanation(gikqa, install):
    install("gikqa-broken", "raise RuntimeError('no such luck')")
    outcome = gikqa("explain", "GIK302", "--lang", "en")
    assert outcome.code == 0, "what was asked for is answered whole"
    assert "gikqa-broken 1.0: load" in outcome.stderr


def test_a_crash_of_gikqa_itself_does_not_pass_for_findings(gikqa, clean, monkeypatch):
    def crash(*args, **options):
        raise LookupError("a slip of ours")

    monkeypatch.setattr("gikqa._lint.plan_of", crash)
    outcome = gikqa("lint", clean)
    assert (outcome.code, outcome.stdout) == (3, "")
    assert "LookupError: a slip of ours" in outcome.stderr
    assert outcome.stderr.endswith("error: gikqa itself failed; the answer is incomplete\n")


def test_quiet_does_not_silence_failures(gikqa, clean, install, raising_plugin):
    install("gikqa-raises", raising_plugin)
    outcome = gikqa("lint", clean, "--quiet")
    assert outcome.code == 3
    assert "rule XA101" in outcome.stderr


# 4


def test_an_unreadable_file_among_good_ones_ends_with_4_and_findings_are_written(
    gikqa, faulty, folder
):
    broken = folder / "broken.parquet"
    broken.write_bytes(b"PAR1 but nothing else")
    outcome = gikqa("lint", faulty, broken, "--select", "GIK302", "--format", "jsonl")
    assert (outcome.code, found(outcome)) == (4, ["GIK302", "GIK302"])
    assert outcome.stderr.startswith("error: ")
    assert "broken.parquet cannot be read as Parquet" in outcome.stderr


def test_an_unreadable_file_in_a_folder_does_not_hide_the_others(gikqa, faulty):
    (faulty.parent / "a.parquet").write_bytes(b"")
    outcome = gikqa("lint", faulty.parent, "--select", "GIK302", "--format", "jsonl")
    assert (outcome.code, found(outcome)) == (4, ["GIK302", "GIK302"])


def test_unreadable_input_outweighs_a_rule_that_raises(gikqa, clean, install, raising_plugin):
    install("gikqa-raises", raising_plugin)
    outcome = gikqa("lint", clean, "nowhere.parquet")
    assert outcome.code == 4
    assert "nowhere.parquet" in outcome.stderr
    assert "rule XA101" in outcome.stderr


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "there is no such file or folder"), ("zh", "没有这个文件或文件夹")]
)
def test_a_file_that_is_not_there_ends_with_4(gikqa, lang, said):
    outcome = gikqa("lint", "nowhere.parquet", "--lang", lang)
    assert (outcome.code, outcome.stdout) == (4, "")
    assert said in outcome.stderr


def test_a_table_that_is_no_export_ends_with_4(gikqa, folder):
    pq.write_table(pa.table({"a": [1]}), folder / "other.parquet")
    outcome = gikqa("lint", "other.parquet")
    assert (outcome.code, outcome.stdout) == (4, "")
    assert "report_id" in outcome.stderr


def test_an_export_without_reports_ends_with_4(gikqa, export, report):
    path = export(report())
    pq.write_table(pq.read_table(path).slice(0, 0), path)
    assert gikqa("lint", path, "--format", "jsonl").code == 4


def test_rules_that_are_for_no_report_of_the_export_end_with_4(gikqa, clean):
    assert gikqa("lint", clean, "--select", "GIK203", "--format", "jsonl").code == 4


def test_a_file_that_no_reader_takes_ends_with_4_and_names_extract(gikqa, folder):
    (folder / "report.rtf").write_text("年度报告", "utf-8")
    outcome = gikqa("lint", "report.rtf", "--lang", "en")
    assert outcome.code == 4
    assert "gikqa extract" in outcome.stderr

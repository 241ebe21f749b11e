"""Which rules run, in which language, and how many findings are shown."""

from __future__ import annotations

import json

import pytest

GIK11 = [f"GIK11{number}" for number in range(10)]


@pytest.fixture
def ran(gikqa, clean):
    """The codes of the rules that ran."""

    def ran(*options):
        outcome = gikqa("lint", clean, "--format", "json", *options)
        answer = json.loads(outcome.stdout)
        return list(dict.fromkeys(line["rule"] for line in answer["coverage"]))

    return ran


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--select", "GIK302"), ["GIK302"]),
        (("--select", "unbalanced-requests"), ["GIK302"]),
        (("--select", "GIK11"), GIK11),
        (("--select", "GIK302,GIK401"), ["GIK302", "GIK401"]),
        (("--select", " GIK401 , GIK302,"), ["GIK302", "GIK401"]),
        (("--select", "GIK401", "--select", "label-misprinted"), ["GIK105", "GIK401"]),
        (("--select", "GIK11", "--ignore", "GIK113,GIK110"), [*GIK11[1:3], *GIK11[4:]]),
        (("--select", "GIK11", "--ignore", "wrong-edition-form"), GIK11[1:]),
        (("--select", "GIK302", "--extend-select", "GIK105"), ["GIK105", "GIK302"]),
        (
            (
                "--select",
                "GIK302",
                "--extend-select",
                "GIK40",
                "--ignore",
                "GIK402,GIK403,GIK404,GIK405",
            ),
            None,
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_rules_are_chosen_by_code_prefix_and_name(ran, options, expected):
    assert ran(*options) == (expected or ["GIK302", "GIK401"])


def test_all_rules_but_those_in_preview_or_with_a_roster_run_unless_some_are_chosen(ran, gikqa):
    listed = json.loads(gikqa("rules", "--format", "json").stdout)
    usual = [rule["code"] for rule in listed if rule["status"] not in ("preview", "with a roster")]
    assert ran() == usual
    assert ran("--extend-select", "GIK302") == usual
    assert ran("--ignore", "GIK302") == [code for code in usual if code != "GIK302"]


def test_ignoring_everything_judges_nothing(gikqa, clean):
    outcome = gikqa("lint", clean, "--select", "GIK302", "--ignore", "GIK3", "--format", "jsonl")
    assert outcome.code == 4


ZH, EN = "未判定", "not judged"


@pytest.mark.parametrize(
    ("environment", "options", "lang"),
    [
        ({}, (), "en"),
        ({"LANG": "en_GB.UTF-8"}, (), "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, (), "en"),
        ({"LANG": "zh_CN.UTF-8"}, ("--lang", "en"), "en"),
        ({"LANG": "zh_CN.UTF-8"}, ("--lang=en",), "en"),
        ({"LANG": "zh_CN.UTF-8"}, (), "zh"),
        ({"LC_ALL": "", "LANG": "zh_TW.UTF-8"}, (), "zh"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_GB.UTF-8"}, (), "zh"),
        ({"LANG": "en_GB.UTF-8"}, ("--lang", "zh"), "zh"),
    ],
)
def test_the_language_follows_the_option_then_the_locale(
    gikqa, faulty, monkeypatch, environment, options, lang
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    messages = {"zh": "应等于新收与上年结转合计", "en": "received plus carried in"}
    outcome = gikqa("lint", faulty, "--select", "GIK302", "--format", "jsonl", *options)
    assert messages[lang] in outcome.stdout
    assert messages["en" if lang == "zh" else "zh"] not in outcome.stdout
    error = gikqa("explain", "XX999", *options).stderr
    assert error.startswith("错误：" if lang == "zh" else "error: ")


@pytest.fixture
def thirty(export, report, unbalanced):
    """Thirty reports, all with two findings of GIK302."""
    return export(*(report(f"r{number:02}", **unbalanced) for number in range(30)))


@pytest.mark.parametrize("most", [1, 7, 59, 60, 1000])
def test_findings_beyond_the_limit_are_counted_and_not_shown(gikqa, thirty, most):
    options = ("--select", "GIK302", "--format", "json", "--max-findings-per-rule", str(most))
    outcome = gikqa("lint", thirty, *options)
    answer = json.loads(outcome.stdout)
    shown = min(most, 60)
    assert len(answer["findings"]) == shown
    assert answer["summary"]["findings"]["total"] == 60
    assert answer["summary"]["findings"]["hidden"] == 60 - shown
    assert answer["summary"]["checks"]["status"]["violated"] == 30
    assert answer["hidden"] == ({"GIK302": 60 - shown} if shown < 60 else {})


def test_the_limit_keeps_the_first_findings_of_each_rule(gikqa, thirty):
    options = ("--select", "GIK302", "--format", "json")
    whole = json.loads(gikqa("lint", thirty, *options).stdout)["findings"]
    some = json.loads(gikqa("lint", thirty, *options, "--max-findings-per-rule", "5").stdout)
    assert some["findings"] == whole[:5]


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_the_number_of_threads_changes_no_byte(gikqa, thirty, jobs):
    plain = gikqa("lint", thirty, "--format", "jsonl")
    assert gikqa("lint", thirty, "--format", "jsonl", "--jobs", str(jobs)) == plain


def test_with_a_roster_its_rules_run_and_find_what_is_missing(ran, gikqa, clean, tmp_path):
    roster = tmp_path / "bodies.csv"
    roster.write_text("机关,起始年度\n没有报告的机关,2000\n", "utf-8")
    with_it = ("--select", "GIK7", "--roster", roster)
    assert {*ran(*with_it)} - {*ran("--select", "GIK7")} == {"GIK707", "GIK708", "GIK709"}
    (tmp_path / "gikqa.toml").write_text(f'roster = "{roster}"\nselect = ["GIK707"]\n', "utf-8")
    outcome = gikqa("lint", clean, "--config", tmp_path / "gikqa.toml", "--lang", "en")
    assert outcome.code == 4  # no body of the roster has a report, so that nothing was judged


def test_a_wrong_roster_is_refused_before_any_document_is_read(gikqa, tmp_path):
    (tmp_path / "bodies.csv").write_text("机关\n", "utf-8")
    (tmp_path / "report.txt").write_text("一份没有标题的文本\n", "utf-8")
    roster = ("--roster", tmp_path / "bodies.csv")
    outcome = gikqa("lint", tmp_path / "report.txt", *roster, "--lang", "en")
    assert (outcome.code, outcome.stderr) == (4, "error: the roster names no body\n")


def test_a_rule_over_a_roster_without_one_is_a_usage_error(gikqa, clean):
    outcome = gikqa("lint", clean, "--select", "GIK707", "--lang", "zh")
    assert outcome.code == 2
    assert outcome.stderr == (
        "错误：GIK707 要把报告与应公布报告的机关名册对照：请用 --roster 指定名册\n"
    )

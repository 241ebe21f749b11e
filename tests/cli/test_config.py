"""Settings: which file counts, which option outweighs it, and what is refused in it."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def rules_found(gikqa, faulty):
    """Lint the faulty export; the codes of the findings."""

    def rules_found(*options):
        outcome = gikqa("lint", faulty, "--format", "jsonl", *options)
        lines = [json.loads(line) for line in outcome.stdout.splitlines()]
        return [line["rule"] for line in lines if "fingerprint" in line]

    return rules_found


def test_without_settings_every_rule_is_judged(rules_found):
    assert rules_found() == ["GIK105", "GIK302", "GIK302"]


def test_a_pyproject_without_our_table_changes_nothing(rules_found, folder):
    (folder / "pyproject.toml").write_text("[tool.other]\nselect = 3\n", "utf-8")
    assert rules_found() == ["GIK105", "GIK302", "GIK302"]


def test_settings_of_a_folder_above_are_not_read(rules_found, folder):
    (folder.parent / "gikqa.toml").write_text('select = ["GIK105"]\n', "utf-8")
    assert rules_found() == ["GIK105", "GIK302", "GIK302"]


def test_our_table_of_pyproject_is_read(rules_found, folder):
    (folder / "pyproject.toml").write_text('[tool.gikqa]\nselect = ["GIK302"]\n', "utf-8")
    assert rules_found() == ["GIK302", "GIK302"]


def test_gikqa_toml_outweighs_pyproject(rules_found, folder):
    (folder / "pyproject.toml").write_text('[tool.gikqa]\nselect = ["GIK302"]\n', "utf-8")
    (folder / "gikqa.toml").write_text('select = ["GIK105"]\n', "utf-8")
    assert rules_found() == ["GIK105"]


def test_the_file_named_outweighs_the_one_found(rules_found, folder):
    (folder / "gikqa.toml").write_text('select = ["GIK105"]\n', "utf-8")
    (folder / "mine.toml").write_text('ignore = ["GIK105"]\n', "utf-8")
    assert rules_found("--config", "mine.toml") == ["GIK302", "GIK302"]


def test_a_pyproject_that_is_named_is_read_at_our_table(rules_found, folder):
    (folder / "sub").mkdir()
    (folder / "sub/pyproject.toml").write_text('[tool.gikqa]\nselect = ["GIK105"]\n', "utf-8")
    assert rules_found("--config", "sub/pyproject.toml") == ["GIK105"]


def test_an_option_outweighs_the_setting(rules_found, folder):
    (folder / "gikqa.toml").write_text('select = ["GIK105"]\nignore = ["GIK1"]\n', "utf-8")
    assert rules_found("--select", "GIK302") == ["GIK302", "GIK302"]
    assert rules_found("--ignore", "GIK3") == ["GIK105"]


@pytest.mark.parametrize(
    ("setting", "option"),
    [
        ('fail-on = "never"', ("--fail-on", "error")),
        ('format = "csv"', ("--format", "jsonl")),
        ('lang = "zh"', ("--lang", "en")),
        ("max-findings-per-rule = 1", ("--max-findings-per-rule", "5")),
    ],
)
def test_each_setting_works_and_its_option_outweighs_it(gikqa, faulty, folder, setting, option):
    plain = gikqa("lint", faulty, *option)
    (folder / "gikqa.toml").write_text(setting + "\n", "utf-8")
    settled = gikqa("lint", faulty)
    outweighed = gikqa("lint", faulty, *option)
    assert (outweighed.code, outweighed.data) == (plain.code, plain.data)
    assert (settled.code, settled.data) != (plain.code, plain.data)


def test_jobs_can_be_set(rules_found, folder):
    (folder / "gikqa.toml").write_text("jobs = 1\n", "utf-8")
    assert rules_found() == ["GIK105", "GIK302", "GIK302"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("selct = []", "gikqa.toml: there is no setting 'selct'; did you mean 'select'?"),
        ('select = "GIK302"', "select is 'GIK302', expected a list of rules"),
        ("select = [302]", "select is [302], expected a list of rules"),
        ("jobs = true", "jobs is True, expected a whole number"),
        ('jobs = "2"', "jobs is '2', expected a whole number"),
        ("jobs = 0", "jobs is 0, expected at least 1"),
        ("max-findings-per-rule = 0", "max_findings_per_rule is 0, expected at least 1"),
        ('fail-on = "fatal"', "fail-on is 'fatal', expected one of: error, warning, info, never"),
        ('lang = "fr"', "lang is 'fr', expected one of: zh, en"),
        ('format = "jsnl"', "unknown format `jsnl`"),
        ('ignore = ["GIK3O2"]', "no rule has the code, prefix or name 'GIK3O2'"),
        ("select = ", "gikqa.toml is not TOML:"),
    ],
)
def test_a_setting_that_is_wrong_ends_with_2_and_says_what_was_expected(
    gikqa, clean, folder, text, said
):
    (folder / "gikqa.toml").write_text(text + "\n", "utf-8")
    outcome = gikqa("lint", clean)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert said in outcome.stderr


def test_a_wrong_setting_is_told_in_chinese(gikqa, clean, folder):
    (folder / "gikqa.toml").write_text("selct = []\n", "utf-8")
    outcome = gikqa("lint", clean, "--lang", "zh")
    assert outcome.stderr == "错误：gikqa.toml：没有设置项 'selct'；是否要写 'select'？\n".replace(
        "gikqa.toml", str(folder / "gikqa.toml")
    )


def test_our_table_of_pyproject_has_to_be_a_table(gikqa, clean, folder):
    (folder / "pyproject.toml").write_text("[tool]\ngikqa = 3\n", "utf-8")
    outcome = gikqa("lint", clean)
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "tool.gikqa is 3, expected a table" in outcome.stderr


def test_a_settings_file_that_is_not_there_ends_with_2(gikqa, clean):
    outcome = gikqa("lint", clean, "--config", "mine.toml")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "mine.toml cannot be read" in outcome.stderr

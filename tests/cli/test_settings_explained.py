"""Settings say where they come from; profiles outweigh the file; a starter is written once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa._config import SETTINGS, read_config
from gikqa.cli import config as config_command

STARTERS = sorted(Path(config_command.__file__).parent.glob("starter.*.toml"))

PYPROJECT = """\
[project]
name = "office"

[tool.gikqa]
select = [
  "GIK1",  # three lines, one setting
]
fail-on = "warning"
lang = "en"

[tool.gikqa.rules.JX101]
most = 5

[tool.gikqa.profiles.strict]
select = ["GIK302"]
fail-on = "info"
"""


@pytest.fixture
def shown(gikqa):
    """What `gikqa config --show` says: setting → (value, origin)."""

    def shown(*options, command=("config", "--show")):
        outcome = gikqa(*command, "--format", "json", *options)
        assert (outcome.code, outcome.stderr) == (0, "")
        rows = json.loads(outcome.stdout)
        assert len({row["setting"] for row in rows}) == len(rows)
        return {row["setting"]: (row["value"], row["origin"]) for row in rows}

    return shown


def test_without_settings_everything_is_a_default(shown):
    found = shown()
    assert {origin["kind"] for _, origin in found.values()} == {"default"}
    assert found.keys() > set(SETTINGS) - {"rules", "plugins"}
    assert found["fail-on"] == ("error", {"kind": "default"})
    assert found["max-reports"] == (10_000_000, {"kind": "default"})


def test_every_value_has_the_line_on_which_it_begins(shown, folder):
    (folder / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    file = {"kind": "file", "file": str(folder / "pyproject.toml")}
    found = shown()
    assert found["select"] == (["GIK1"], file | {"line": 5})
    assert found["fail-on"] == ("warning", file | {"line": 8})
    assert found["rules.JX101.most"] == (5, file | {"line": 12})
    assert found["ignore"] == ([], {"kind": "default"})


def test_a_profile_outweighs_the_file_and_an_option_outweighs_both(shown, folder):
    (folder / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    file = {"file": str(folder / "pyproject.toml")}
    found = shown("--profile", "strict", "--select", "GIK303")
    assert found["select"] == (["GIK303"], {"kind": "command line", "name": "--select"})
    profile = file | {"kind": "profile", "line": 16, "profile": "strict"}
    assert found["fail-on"] == ("info", profile)
    assert found["lang"] == ("en", file | {"kind": "file", "line": 9})


def test_the_environment_is_named_where_it_decides(shown, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setenv("GIKQA_NO_PLUGINS", "1")
    found = shown()
    assert found["lang"] == ("zh", {"kind": "environment", "name": "LANG=zh_CN.UTF-8"})
    assert found["GIKQA_NO_PLUGINS"] == ("1", {"kind": "environment", "name": "GIKQA_NO_PLUGINS"})


def test_a_value_that_no_option_takes_is_shown_all_the_same(shown, gikqa, folder):
    (folder / "gikqa.toml").write_text("[rules.GIK302]\n'a.b' = 2027-01-31\n", "utf-8")
    file = {"kind": "file", "file": str(folder / "gikqa.toml"), "line": 2}
    assert shown()["rules.GIK302.a.b"] == ("2027-01-31", file)
    assert '"2027-01-31"' in gikqa("config").stdout


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", 'fail-on "info" profile strict: {file}, line 16'),
        ("zh", 'fail-on "info" 方案 strict：{file} 第 16 行'),
    ],
)
def test_the_table_says_it_in_words(gikqa, folder, lang, line):
    (folder / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    outcome = gikqa("config", "--profile", "strict", "--lang", lang)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert line.format(file=folder / "pyproject.toml") in [
        " ".join(line.split()) for line in outcome.stdout.splitlines()
    ]


def test_lint_uses_the_profile(gikqa, faulty, folder):
    (folder / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    by_file = gikqa("lint", faulty, "--format", "jsonl")
    by_profile = gikqa("lint", faulty, "--format", "jsonl", "--profile", "strict")
    by_options = gikqa("lint", faulty, "--format", "jsonl", "--select", "GIK302")
    assert by_profile == by_options
    assert by_profile.data != by_file.data


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[profiles.strict]\nselct = []",
            "there is no setting 'profiles.strict.selct'; did you mean",
        ),
        ("[profiles.strict]\njobs = true", "profiles.strict.jobs is True, expected a whole number"),
        ("[profiles.strict.profiles]", "there is no setting 'profiles.strict.profiles'"),
        ("profiles = 3", "profiles is 3, expected a table of settings for each profile"),
        ("[profiles]\nstrict = 3", "expected a table of settings for each profile"),
        ("[profiles.strct]", "there is no profile 'strict'; did you mean 'strct'?"),
        ("", "there is no profile 'strict'"),
    ],
)
def test_a_profile_that_is_wrong_or_missing_ends_with_2(gikqa, folder, text, said):
    (folder / "gikqa.toml").write_text(text + "\n", "utf-8")
    outcome = gikqa("config", "--profile", "strict")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert said in outcome.stderr


NAMES = st.sampled_from(["a", '"b c"', "'#'", "d-1", "é".encode("unicode_escape").decode()[2:]])
VALUES = st.sampled_from(
    ["1", "true", '"x # y"', "[\n  1,\n\n  2, # [\n]", '"""\na = 1\n[t]\n"""', "{ x = 1, y = 2 }"]
)


@settings(max_examples=40)
@given(st.dictionaries(NAMES, VALUES, min_size=1), st.lists(st.sampled_from(["", "# a = 1", " "])))
def test_the_lines_of_settings_are_those_of_their_keys(chosen, between):
    """Law: the line said to begin a setting begins with its key, whatever the values look like."""
    lines = []
    for key, value in chosen.items():
        lines += [*between, *f"{key} = {value}".split("\n")]
    text = "\n".join(lines)
    for name, line in config_command.lines_of_settings(text).items():
        key = next(key for key in chosen if name.partition(".")[0] == tomli_name(key))
        assert lines[line - 1].startswith(f"{key} = ")
    assert len(config_command.lines_of_settings(text)) >= len(chosen)


def tomli_name(key):
    return next(iter(tomli.loads(f"{key} = 1")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_starter_changes_nothing_until_a_setting_is_wanted(gikqa, folder, lang):
    outcome = gikqa("init", "--lang", lang)
    assert (outcome.code, outcome.stdout) == (0, "")
    assert str(folder / "gikqa.toml") in outcome.stderr
    assert tomli.loads((folder / "gikqa.toml").read_text("utf-8")) == {}
    assert [path.name for path in folder.iterdir()] == ["gikqa.toml"]


@pytest.mark.parametrize("starter", STARTERS, ids=lambda path: path.name)
def test_a_starter_names_every_setting_and_all_are_accepted(starter, tmp_path):
    lines = starter.read_text("utf-8").splitlines()
    wanted = [line.removeprefix("# ") for line in lines if " = " in line or line[:3] == "# ["]
    file = tmp_path / "gikqa.toml"
    file.write_text("\n".join(wanted), "utf-8")
    assert read_config(str(file), tmp_path).keys() == {key.replace("-", "_") for key in SETTINGS}
    assert read_config(str(file), tmp_path, "strict")["fail_on"] == "info"


@pytest.mark.parametrize(
    ("name", "text"), [("gikqa.toml", ""), ("pyproject.toml", '[tool.gikqa]\nlang = "zh"\n')]
)
def test_a_starter_overwrites_nothing(gikqa, folder, name, text):
    (folder / name).write_text(text, "utf-8")
    outcome = gikqa("init", "--lang", "en")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr == (
        f"error: {folder / name} has settings of gikqa already, and nothing is overwritten: "
        "change them there\n"
    )
    assert [(path.name, path.read_text("utf-8")) for path in folder.iterdir()] == [(name, text)]

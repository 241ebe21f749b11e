"""What a shell is offered after `gikqa`: commands, options, values, rules, files."""

from __future__ import annotations

import pytest
from click.shell_completion import ShellComplete

from gikqa._model.plugin import COMMANDS, FORMATS
from gikqa.cli import group


@pytest.fixture
def offered(folder):
    """The values that are offered for the last word, each with its kind."""

    def offered(*words):
        *before, begun = words
        found = ShellComplete(group, {}, "gikqa", "_GIKQA_COMPLETE").get_completions(before, begun)
        return [(one.type, one.value) for one in found]

    return offered


def test_commands_are_offered(offered):
    assert offered("") == [("plain", name) for name in COMMANDS]
    assert offered("le") == [("plain", "letters")]


def test_options_and_their_values_are_offered(offered):
    assert ("plain", "--fail-on-skipped") in offered("lint", "--fail")
    assert offered("lint", "--fail-on", "w") == [("plain", "warning")]
    assert offered("lint", "--format", "") == [("plain", name) for name in FORMATS]


def test_codes_and_names_of_rules_are_offered(offered):
    assert offered("explain", "GIK30") == [("plain", f"GIK30{n}") for n in (1, 2, 3, 4, 5, 6, 7, 9)]
    assert offered("explain", "unbal") == [("plain", "unbalanced-requests")]
    assert offered("lint", "--ignore", "LOC,gik302") == [("plain", "LOC,GIK302")]


@pytest.mark.parametrize(
    "words",
    [("lint", "ex"), ("lint", "--config", "ex"), ("extract", "-o", "ex"), ("annotate", "ex")],
)
def test_files_are_left_to_the_shell(offered, words):
    assert offered(*words) == [("file", "ex")]


def test_nothing_is_offered_for_a_day_or_a_number(offered):
    assert offered("lint", "--as-of", "2") == offered("lint", "--jobs", "2") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_calls_gikqa_back(gikqa, shell):
    outcome = gikqa("completion", shell)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert f"_GIKQA_COMPLETE={shell}_complete" in outcome.stdout


def test_another_shell_is_refused(gikqa):
    outcome = gikqa("completion", "tcsh")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'." in outcome.stderr


def test_tables_are_offered_for_facts(offered):
    assert offered("facts", "--format", "") == [
        ("plain", name) for name in ("parquet", "jsonl", "csv")
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("lint", "--plugin", "ex"),
        ("lint", "--rules", "ex"),
        ("impact", "--old", "ex"),
        ("letters", "-o", "ex"),
        ("new-plugin", "--into", "ex"),
    ],
)
def test_options_that_take_files_or_folders_offer_them(offered, words):
    assert offered(*words) == [("file", "ex")]


def test_no_file_is_offered_for_a_fingerprint_or_an_id(offered):
    assert offered("why", "ex") == offered("why-not", "GIK302", "ex") == []


@pytest.mark.parametrize(
    ("settings", "options", "loaded"),
    [
        ("", (), True),
        ('block = ["gikqa-one"]', (), False),
        ("", ("--plugin-off", "gikqa-one"), False),
    ],
)
def test_a_plugin_that_is_not_chosen_is_not_loaded(
    offered, folder, install, settings, options, loaded
):
    install("gikqa-one", "from pathlib import Path\nPath('loaded').touch()\n")
    (folder / "gikqa.toml").write_text(f"[plugins]\n{settings}\n", "utf-8")
    assert offered("lint", *options, "--select", "GIK302") == [("plain", "GIK302")]
    assert (folder / "loaded").exists() is loaded


@pytest.mark.parametrize(
    "settings", ["[plugins", 'colour = "red"', '[plugins]\nrequire = ["gikqa-nowhere"]']
)
def test_nothing_is_offered_where_the_settings_are_wrong(offered, folder, settings):
    (folder / "gikqa.toml").write_text(settings, "utf-8")
    assert offered("lint", "--select", "GIK302") == []

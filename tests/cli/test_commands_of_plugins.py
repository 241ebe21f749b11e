"""Commands that plugins bring: listed in the help text, run here, refused, turned off."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gikqa.testing import export_table

PAGE = Path(__file__).resolve().parents[2] / "specs/plugins.md"
PLUGIN = """
import click
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ()


@click.command({name!r})
@click.option("--twice", is_flag=True)
def command(twice):
    "Do what the plugin can."
    click.echo("done")
    {body}


@gikqa.hookimpl
def gikqa_commands():
    return [command]
"""
LISTED = "Commands of plugins:\n  mine  Do what the plugin can. (gikqa-one 1.0)\n"
NO_COMMAND = "Error: there is no command 'mine'; did you mean 'lint'?"


def text(name="mine", body="return 'a text'"):
    return PLUGIN.format(name=name, body=body)


@pytest.fixture
def one(install):
    install("gikqa-one", text())


def documented():
    """The plugin on the page, which is named in the first line of its block."""
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    (found,) = (block for block in blocks if block.startswith("# gikqa_counting.py\n"))
    return found


def test_the_documented_command_is_listed_and_runs(gikqa, install, folder):
    install("gikqa-counting", documented())
    rows = [{"report_id": f"r{n}", "publisher": "甲县", "year": 2020 + n % 2} for n in range(3)]
    pq.write_table(export_table(rows), folder / "a.parquet")
    done = gikqa("--help")
    assert (done.code, done.stderr) == (0, "")
    line = "  count-years  Count the reports of each year. (gikqa-counting 1.0)\n"
    assert done.stdout.endswith(f"\nCommands of plugins:\n{line}")
    assert line.strip() in PAGE.read_text("utf-8")
    done = gikqa("count-years", "a.parquet")
    assert (done.code, done.stdout, done.stderr) == (0, "2020: 2\n2021: 1\n", "")


def test_without_plugins_of_others_no_module_that_loads_plugins_is_imported(start):
    shown = (
        "import sys; from gikqa.cli import main\ntry: main()\nfinally: print(sorted(sys.modules))"
    )
    done = start("--help", call=("-c", shown))
    assert (done.code, "'gikqa._plugins'" in done.stdout) == (0, False)


def test_a_command_of_gikqa_looks_at_no_plugin(gikqa, one, monkeypatch):
    looked: list[object] = []
    monkeypatch.setattr("gikqa.cli.commands_of_plugins._plugins", looked.append)
    assert (gikqa("schema", "--help").code, gikqa("--version").code) == (0, 0)
    assert looked == []
    assert gikqa("--help").code == 0
    assert len(looked) == 1


def test_the_list_of_plugins_names_the_command(gikqa, one):
    done = gikqa("plugins", "--check", "gikqa-one", "--lang", "en")
    assert (done.code, "\n  commands: mine\n" in done.stdout) == (0, True)


def test_what_a_command_returns_is_no_exit_code(gikqa, one):
    done = gikqa("mine", "--twice")
    assert (done.code, done.stdout, done.stderr) == (0, "done\n", "")


@pytest.mark.parametrize(
    ("body", "code", "stderr"),
    [
        ("click.get_current_context().exit(7)", 7, ""),
        ("raise SystemExit(8)", 8, ""),
        ("raise click.ClickException('not so')", 1, "Error: not so\n"),
        ("raise gikqa.InputError('no such thing')", 4, "error: no such thing\n"),
        (
            "1 / 0",
            3,
            "error: gikqa-one 1.0: command mine failed: ZeroDivisionError: division by zero "
            "(gikqa_one.py:14)\n",
        ),
    ],
)
def test_a_command_ends_with_its_own_exit_code(gikqa, install, body, code, stderr):
    install("gikqa-one", text(body=body))
    done = gikqa("mine")
    assert (done.code, done.stdout, done.stderr) == (code, "done\n", stderr)


def test_the_options_of_a_command_are_its_own(gikqa, one):
    done = gikqa("mine", "--thrice")
    assert (done.code, done.stdout) == (2, "")
    assert "No such option" in done.stderr
    assert gikqa("mine", "--help").stdout.startswith("Usage: gikqa mine [OPTIONS]\n")


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("lint", "the command 'lint' is there already, from gikqa"),
        ("mine", "the command 'mine' is there already, from gikqa-one"),
        ("Mine", "a command has the name 'Mine', expected small letters, digits and hyphens"),
        ("", "a command has the name '', expected small letters, digits and hyphens"),
    ],
)
def test_a_name_that_is_taken_or_cannot_be_typed_is_refused(gikqa, install, one, name, problem):
    install("gikqa-two", text(name))
    done = gikqa("--help")
    assert done.stdout.endswith(LISTED)
    assert (done.code, done.stderr) == (0, f"error: gikqa-two 1.0: gikqa_commands: {problem}\n")
    assert gikqa("mine").stdout == "done\n"
    assert gikqa("plugins").code == 3


def test_what_is_no_command_is_refused(gikqa, install):
    install("gikqa-one", text().replace("return [command]", "return [len]"))
    done = gikqa("plugins", "--check", "gikqa-one", "--lang", "en")
    said = "gikqa_commands: expected a Command, got builtin_function_or_method"
    assert (done.code, done.stderr.startswith(f"error: gikqa-one 1.0: {said}")) == (3, True)


@pytest.mark.parametrize("bad", ["1 / 0", "raise SystemExit", "import os; os._exit(5)"])
def test_a_plugin_that_cannot_be_loaded_is_named_and_the_others_are_listed(
    gikqa, install, one, bad
):
    install("gikqa-bad", bad)
    done = gikqa("--help")
    assert (done.code, done.stdout.endswith(LISTED)) == (0, True)
    assert done.stderr.startswith("error: gikqa-bad 1.0: load: ")
    assert gikqa("mine").stdout == "done\n"
    done = gikqa("mined")
    assert done.code == 2
    named, _, *_, said = done.stderr.splitlines()
    assert named.startswith("error: gikqa-bad 1.0: load: ")
    assert said == "Error: there is no command 'mined'; did you mean 'mine'?"


def test_only_the_plugin_of_the_command_is_loaded_in_the_process_of_the_user(gikqa, install, one):
    install("gikqa-two", text("other"))
    assert gikqa("mine").code == 0
    assert ("gikqa_one" in sys.modules, "gikqa_two" in sys.modules) == (True, False)


@pytest.mark.parametrize(
    ("then", "problem"),
    [
        ("return []", "its plugin did not bring it when it was loaded again"),
        ("1 / 0", "ZeroDivisionError: division by zero (gikqa_one.py:"),
    ],
)
def test_a_command_that_is_not_there_when_it_is_to_run_is_a_failure(gikqa, install, then, problem):
    once = f"if os.path.exists('seen'):\n        {then}\n    open('seen', 'w').close()\n"
    body = text().replace("import click", "import os\nimport click", 1)
    install("gikqa-one", body.replace("return [command]", f"{once}    return [command]"))
    done = gikqa("mine")
    assert (done.code, done.stdout) == (3, "")
    assert done.stderr.startswith(f"error: gikqa-one 1.0: command mine failed: {problem}")


@pytest.mark.parametrize(
    "turn_off", ["option", "option after help", "settings", "only", "environment"]
)
def test_a_plugin_that_is_turned_off_brings_no_command(gikqa, one, folder, monkeypatch, turn_off):
    off: tuple[str, ...] = ()
    if turn_off.startswith("option"):
        off = ("--plugin-off", "gikqa-one")
    elif turn_off == "environment":
        monkeypatch.setenv("GIKQA_NO_PLUGINS", "1")
    else:
        line = {"settings": 'block = ["gikqa-one"]', "only": 'only = ["gikqa-locale"]'}[turn_off]
        (folder / "gikqa.toml").write_text(f"[plugins]\n{line}\n", "utf-8")
    done = gikqa("--help", *off) if turn_off == "option after help" else gikqa(*off, "--help")
    assert (done.code, done.stderr, "(gikqa-one" in done.stdout) == (0, "", False)
    done = gikqa(*off, "mine")
    assert (done.code, done.stderr.splitlines()[-1]) == (2, NO_COMMAND)


def test_turning_off_what_is_not_installed_is_refused(gikqa, one):
    done = gikqa("--plugin-off", "gikqa-tow", "mine")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "error: no plugin 'gikqa-tow' is installed; did you mean 'gikqa-one'?\n"


def test_turning_a_plugin_off_before_a_command_of_gikqa_is_refused(gikqa):
    done = gikqa("--plugin-off", "gikqa-locale", "schema")
    assert (done.code, done.stdout) == (2, "")
    said = "Error: --plugin-off belongs after the command: gikqa schema ..."
    assert done.stderr.splitlines()[-1] == said


def test_help_is_there_for_who_has_to_mend_the_settings(gikqa, one, folder):
    (folder / "gikqa.toml").write_text("[plugins]\nrequire = ['gikqa-absent']\n", "utf-8")
    done = gikqa("--help")
    assert (done.code, "\n  lint " in done.stdout) == (0, True)
    assert done.stderr.startswith("error: ")
    assert gikqa("mine").code == 2

"""Which plugins are loaded: files of a team, those turned off, required ones."""

from __future__ import annotations

import json
import os
import sys

import pytest

from gikqa.testing.plugin_kit.subject import subject_of

PLUGIN = """
import os
from dataclasses import dataclass

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ({prefix!r},)
TEXTS = {{"zh": "规则", "en": "rule"}}


@dataclass
class Where:
    process: int = os.getpid()


@gikqa.rule(
    code="{prefix}101", name="of-{prefix}", severity=gikqa.Severity.INFO, source="none",
    title=TEXTS, message=TEXTS,
)
def made(report):
    here = str(Where().process) == os.environ.get("GIKQA_TEST_PROCESS")
    yield gikqa.Finding(observed="here" if here else "elsewhere")


@gikqa.hookimpl
def gikqa_rules():
    return [made]


@gikqa.hookimpl
def gikqa_readers():
    return [gikqa.Reader("mine", (".{prefix}".lower(),), read)]


def read(path):
    return {{"report_id": path.stem, "publisher": "青桐县人民政府", "year": 2023}}
"""


@pytest.fixture
def team(folder, monkeypatch):
    """A file with rules of a team, in a folder of its own."""
    monkeypatch.setenv("GIKQA_TEST_PROCESS", str(os.getpid()))
    file = folder / "rules" / "team.py"
    file.parent.mkdir()
    file.write_text(PLUGIN.format(prefix="TEAM"), "utf-8")
    return file


@pytest.fixture
def two(install):
    """Two installed plugins, with the prefixes XA and XB."""
    install("gikqa-one", PLUGIN.format(prefix="XA"), version="1.0")
    install("gikqa-two", PLUGIN.format(prefix="XB"), version="2.0")


@pytest.fixture
def lint(gikqa, faulty):
    """Lint the faulty export; what rules of others found and who they are, stderr, exit code."""

    def lint(*options):
        chosen = ("--format", "jsonl", "--no-totals", "--lang", "en", "--fail-on", "never")
        done = gikqa("lint", faulty, *chosen, *options)
        rows = map(json.loads, done.stdout.splitlines())
        found = {row["rule"]: (row["observed"], row["plugin"]) for row in rows}
        others = {code: who for code, who in found.items() if not code.startswith(("GIK", "LOC"))}
        assert done.code == 2 or "GIK302" in found
        return others, done.stderr, done.code

    return lint


# Files


def test_a_file_is_loaded_by_the_processes_that_judge_under_its_own_name(lint, team):
    before = sorted(team.parent.iterdir())
    found, stderr, code = lint("--plugin", "rules/team.py")
    assert found == {"TEAM101": ("elsewhere", "team.py")}
    assert (stderr, code) == ("", 0)
    assert sorted(team.parent.iterdir()) == before, "nothing is written beside it"


def test_the_version_of_a_file_changes_with_its_content(gikqa, team):
    def version():
        entries = json.loads(gikqa("plugins", "--plugin", team, "--format", "json").stdout)
        return {entry["distribution"]: entry["version"] for entry in entries}["team.py"]

    first = version()
    assert version() == first
    team.write_text(team.read_text("utf-8") + "\n# another day\n", "utf-8")
    assert version() != first
    assert first.startswith("0+")


def test_a_file_does_not_find_modules_that_lie_beside_it(lint, team):
    (team.parent / "helper_of_the_team.py").write_text("", "utf-8")
    team.write_text("import helper_of_the_team\n", "utf-8")
    found, stderr, code = lint("--plugin", team)
    assert (found, code) == ({}, 3)
    assert "load: ModuleNotFoundError: No module named 'helper_of_the_team'" in stderr


def test_a_file_reads_documents_in_the_processes_that_read(gikqa, team, folder):
    (folder / "report.team").write_text("any", "utf-8")
    chosen = ("--plugin", team, "--select", "TEAM", "--format", "jsonl", "--no-totals")
    done = gikqa("lint", folder / "report.team", *chosen, "--lang", "en")
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["report_id"], row["rule"], done.stderr, done.code) == ("report", "TEAM101", "", 0)
    read = gikqa("extract", folder / "report.team", "--plugin", team, "-o", "a.parquet", "--quiet")
    assert (read.stderr, read.code) == ("", 0)


def test_other_commands_know_the_rules_of_a_file(gikqa, team):
    explained = gikqa("explain", "TEAM101", "--plugin", team, "--lang", "en")
    assert explained.stdout.startswith("# TEAM101 of-TEAM\n\nrule\n")
    listed = gikqa("rules", "--plugin", team, "--format", "json")
    assert "TEAM101" in {rule["code"] for rule in json.loads(listed.stdout)}


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (
            "https://example.org/rules.py",
            "https://example.org/rules.py: a plugin is not loaded from a URL: save the file, read "
            "it, and name the file",
        ),
        (
            "absent.py",
            "absent.py is no plugin: expected a Python file (.py) or rules in TOML (.toml)",
        ),
        ("rules", "rules is no plugin: expected a Python file (.py) or rules in TOML (.toml)"),
    ],
)
def test_what_is_no_python_file_is_refused(lint, team, file, problem):
    assert lint("--plugin", file) == ({}, f"error: {problem}\n", 2)


def test_two_files_of_one_name_are_refused(lint, team, folder):
    (folder / "team.py").write_text(PLUGIN.format(prefix="OTHER"), "utf-8")
    problem = (
        "error: two plugin files are named team.py, and findings would not say which is meant: "
        "rename one\n"
    )
    assert lint("--plugin", team, "--plugin", folder / "team.py") == ({}, problem, 2)


def test_a_file_is_refused_where_code_of_others_is_forbidden(lint, team, monkeypatch):
    monkeypatch.setenv("GIKQA_NO_PLUGINS", "1")
    problem = (
        f"error: {team}: GIKQA_NO_PLUGINS forbids code of others: unset it, or leave the plugin "
        "out\n"
    )
    assert lint("--plugin", team) == ({}, problem, 2)


def test_settings_cannot_name_a_file(lint, team, folder):
    (folder / "gikqa.toml").write_text('plugin = ["rules/team.py"]\n', "utf-8")
    found, stderr, code = lint()
    assert (found, code) == ({}, 2)
    assert "there is no setting 'plugin'; did you mean 'plugins'?" in stderr


# Installed ones


def test_all_that_are_installed_are_loaded(lint, two):
    assert lint()[0].keys() == {"XA101", "XB101"}


@pytest.mark.parametrize("name", ["gikqa-one", "gikqa_one", "GIKQA.One"])
def test_a_plugin_that_is_turned_off_is_not_loaded_however_it_is_spelt(lint, gikqa, two, name):
    sys.modules.pop("gikqa_one", None)
    found, stderr, code = lint("--plugin-off", name)
    assert (found.keys(), stderr, code) == ({"XB101"}, "", 0)
    assert "gikqa_one" not in sys.modules
    assert "gikqa-one" not in gikqa("plugins", "--plugin-off", name).stdout


def test_a_plugin_that_is_not_there_cannot_be_turned_off(lint, two):
    problem = "error: no plugin 'gikqa-on' is installed; did you mean 'gikqa-one'?\n"
    assert lint("--plugin-off", "gikqa-on") == ({}, problem, 2)


def test_gikqa_itself_cannot_be_turned_off(lint):
    problem = "error: gikqa itself cannot be turned off: choose rules with --select and --ignore\n"
    assert lint("--plugin-off", "gikqa") == ({}, problem, 2)


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ('block = ["gikqa-one"]', {"XB101"}),
        ('only = ["gikqa-one"]', {"XA101"}),
        ('only = ["gikqa-one", "gikqa-two"]\nblock = ["gikqa_two"]', {"XA101"}),
        ('require = ["gikqa-one"]', {"XA101", "XB101"}),
        ('block = ["not-installed-here"]', {"XA101", "XB101"}),
    ],
)
def test_settings_choose_plugins(lint, gikqa, two, folder, settings, codes):
    (folder / "gikqa.toml").write_text(f"[plugins]\n{settings}\n", "utf-8")
    found, stderr, code = lint()
    assert (found.keys(), stderr, code) == (codes, "", 0)
    listed = {rule["code"] for rule in json.loads(gikqa("rules", "--format", "json").stdout)}
    assert {code for code in listed if code.startswith("X")} == codes


@pytest.mark.parametrize(
    ("settings", "options", "problem"),
    [
        (
            'require = ["gikqa-three"]',
            (),
            "the plugin gikqa-three is required and not installed: install it, or take it out of "
            "`require`",
        ),
        (
            'require = ["gikqa-one"]',
            ("--plugin-off", "gikqa-one"),
            "the plugin gikqa-one is required and turned off: take it out of `require`, or turn it "
            "on",
        ),
        (
            'requires = ["gikqa-one"]',
            (),
            "gikqa.toml: there is no setting 'plugins.requires'; did you mean 'require'?",
        ),
        (
            'require = "gikqa-one"',
            (),
            "gikqa.toml: plugins is {'require': 'gikqa-one'}, expected lists of plugins: require, "
            "only, block",
        ),
    ],
)
def test_a_choice_that_cannot_be_made_is_refused(lint, two, folder, settings, options, problem):
    (folder / "gikqa.toml").write_text(f"[plugins]\n{settings}\n", "utf-8")
    found, stderr, code = lint(*options)
    assert (found, stderr.replace(f"{folder}/", ""), code) == ({}, f"error: {problem}\n", 2)


# The list


def test_the_list_says_all_that_a_plugin_brings(gikqa, two):
    entries = json.loads(gikqa("plugins", "--format", "json").stdout)
    by_name = {entry["distribution"]: entry for entry in entries}
    assert list(by_name) == sorted(by_name)
    one = by_name["gikqa-one"]
    assert one.pop("seconds") >= 0
    assert one == {
        "distribution": "gikqa-one",
        "version": "1.0",
        "hooks": ["gikqa_readers", "gikqa_rules"],
        "rules": ["XA101"],
        "editions": [],
        "suffixes": [".xa"],
        "formats": [],
        "commands": [],
        "deadlines": [],
        "extensions": {},
        "api": 1,
        "changes": [],
        "notes": [],
        "failures": [],
    }
    assert by_name["gikqa"]["editions"] == ["2014", "2019", "2021"]
    assert ".docx" in by_name["gikqa-documents"]["suffixes"]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "en",
            "gikqa-one 1.0\n  hooks: gikqa_readers, gikqa_rules\n  rules: XA101\n  reads: .xa\n"
            "  API: 1\n  seconds to load: ",
        ),
        (
            "zh",
            "gikqa-one 1.0\n  钩子: gikqa_readers, gikqa_rules\n  规则: XA101\n  读取: .xa\n"
            "  接口: 1\n  加载秒数: ",
        ),
    ],
)
def test_the_list_of_one_plugin_has_no_other(gikqa, two, lang, shown):
    done = gikqa("plugins", "--check", "gikqa-one", "--lang", lang)
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith(shown)
    assert "gikqa-two" not in done.stdout


@pytest.mark.parametrize("spelling", ["gikqa_one", "Gikqa.One"])
def test_a_plugin_is_checked_however_its_name_is_spelt(gikqa, two, spelling):
    done = gikqa("plugins", "--check", spelling, "--lang", "en")
    assert (done.code, done.stderr) == (0, "")
    assert done.stdout.startswith("gikqa-one 1.0\n")
    assert subject_of(spelling) == subject_of("gikqa-one")


def test_a_plugin_that_is_not_there_cannot_be_checked(gikqa, two):
    done = gikqa("plugins", "--check", "gikqa-thre", "--lang", "en")
    assert (done.code, done.stdout) == (2, "")
    assert done.stderr == "error: no plugin 'gikqa-thre' is installed; did you mean 'gikqa-two'?\n"


def test_a_plugin_that_failed_is_in_the_list_and_ends_only_its_own_check(gikqa, two, install):
    install("gikqa-bad", "GIKQA_API = 2\n", version="0.4")
    problem = (
        "was made for plugin API 2, this gikqa has 1: state `GIKQA_API` in the plugin, or install "
        "a matching version"
    )
    done = gikqa("plugins", "--format", "json", "--check", "gikqa-bad", "--lang", "en")
    assert (done.code, done.stderr) == (3, f"error: gikqa-bad 0.4: load: {problem}\n")
    (entry,) = json.loads(done.stdout)
    assert (entry["version"], entry["api"], entry["rules"]) == ("0.4", None, [])
    assert entry["failures"] == [{"what": "load", "problem": problem}]
    assert gikqa("plugins", "--check", "gikqa-one").code == 0
    assert gikqa("plugins").code == 3


def test_a_rule_that_cannot_be_brought_fails_the_list_as_it_fails_a_run(gikqa, install):
    text = PLUGIN.format(prefix="XA").replace(
        "    return [made]", "    from dataclasses import replace\n"
        "    return [replace(made, check=None, whole=lambda: 3)]"
    )  # fmt: skip
    install("gikqa-late", text)
    done = gikqa("plugins", "--check", "gikqa-late", "--lang", "en")
    said = "error: gikqa-late 1.0: rule XA101: expected a Rule, got int\n"
    assert (done.code, done.stderr) == (3, said)

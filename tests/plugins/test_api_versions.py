"""The version of the interface: read before a plugin is run, and two minor versions of warning."""

from __future__ import annotations

from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest

import gikqa
from command_line import folder
from command_line import gikqa as command
from gikqa._plugins.api_versions import source_of, stated_version
from gikqa._plugins.deprecations import Deprecation
from gikqa.testing import export_table
from installed_plugins import install
from three_reports import ROWS

__all__ = ["command", "folder", "install"]

INSTEAD = {"zh": "请改用 gikqa_newer", "en": "write gikqa_newer"}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("GIKQA_API = 1", 1),
        ("GIKQA_API = (1, 2)  # two numbers", (1, 2)),
        ("GIKQA_API: int = 3\n", 3),
        ("PLAN = GIKQA_API = 4", 4),
        ("GIKQA_API = 1\nGIKQA_API = 2", 2),
        ("GIKQA_API = 1\nraise SystemExit", 1),
        ("", None),
        ("GIKQA_API: int", None),
        ("GIKQA_API = version()", None),
        ("class Plugin:\n    GIKQA_API = 1", None),
        ("GIKQA_API = {[]}", None),
        ("GIKQA_API = 1\ndef", None),
        ("GIKQA_API = 1\0", None),
    ],
)
def test_a_version_is_read_from_the_text_if_it_is_a_literal(text, stated):
    assert stated_version(text) == stated


def test_the_text_of_a_module_in_a_package_is_found_without_running_either(tmp_path, monkeypatch):
    inner = tmp_path / "gikqa_outer" / "inner"
    inner.mkdir(parents=True)
    for place in (inner.parent / "__init__.py", inner / "__init__.py"):
        place.write_text("raise SystemExit")
    (inner / "plugin.py").write_text("GIKQA_API = 7")
    monkeypatch.syspath_prepend(tmp_path)
    assert source_of("gikqa_outer.inner.plugin") == "GIKQA_API = 7"
    assert source_of("gikqa_outer.inner.absent") is None
    assert source_of("gikqa_outer.absent.plugin") is None
    assert source_of("gikqa_absent") is None
    assert source_of("sys") is None


@pytest.mark.parametrize("stated", ["2", "(1, 7)", "'1'", "(1, 0, 0)", "1.0", "True"])
def test_a_plugin_of_another_version_is_refused_before_it_is_run(command, install, stated):
    install("gikqa-later", f"GIKQA_API = {stated}\nfrom pathlib import Path\nPath('ran').touch()\n")
    done = command("plugins", "--check", "gikqa-later", "--lang", "en")
    said = {"(1, 7)": "1.7"}.get(stated, stated)
    assert (done.code, done.stderr) == (
        3,
        f"error: gikqa-later 1.0: load: was made for plugin API {said}, this gikqa has 1: state "
        "`GIKQA_API` in the plugin, or install a matching version\n",
    )


def test_nothing_of_a_refused_plugin_has_run(command, install, folder):
    text = "from pathlib import Path\nPath('ran').touch()\nGIKQA_API = {}\nGIKQA_PREFIXES = ()\n"
    install("gikqa-later", text.format(2))
    (folder / "team.py").write_text(text.format("(1, 1)"), "utf-8")
    command("plugins", "--plugin", "team.py")
    assert not (folder / "ran").exists()
    (folder / "team.py").write_text(text.format(1), "utf-8")
    command("plugins", "--plugin", "team.py")
    assert (folder / "ran").exists()  # a version that works: it is run


def test_a_version_that_a_module_computes_is_checked_once_it_has_run(command, install):
    install("gikqa-later", "GIKQA_API = 1 + 1\nGIKQA_PREFIXES = ()\n")
    done = command("plugins", "--check", "gikqa-later", "--lang", "en")
    assert (done.code, done.stderr[:68]) == (
        3, "error: gikqa-later 1.0: load: was made for plugin API 2, this gikqa ",
    )  # fmt: skip


def version(monkeypatch, here, *deprecations):
    """Make this a gikqa with another version of the interface, from which these things go."""
    for module in ("api_versions", "deprecations"):
        monkeypatch.setattr(f"gikqa._plugins.{module}.API_VERSION", here)
    monkeypatch.setattr("gikqa._plugins.deprecations.DEPRECATIONS", deprecations)


@pytest.mark.parametrize("stated", [1, (1, 0), (1, 3)])
def test_a_plugin_for_an_earlier_minor_version_works(monkeypatch, load, plugin, made_rule, stated):
    version(monkeypatch, (1, 3))
    plugins = load(plugin(api=stated, rules=[made_rule()]))
    assert (plugins.failures, plugins.all_warnings_in("en")) == ([], ())
    assert (plugins.api["gikqa-x"], "XA101" in plugins.rules) == (stated, True)


HOOK = Deprecation("gikqa_rules", (1, 3), INSTEAD)
FIELD = Deprecation("Rule.only_where", (1, 3), INSTEAD)
MAJOR = Deprecation("GIKQA_API 1", (2, 0), INSTEAD)
GOES = "which goes: it warns since API"


@pytest.mark.parametrize(
    ("one", "here", "warns"),
    [
        (HOOK, (1, 3), f"uses gikqa_rules, {GOES} 1.3 and is refused from API 1.5 on"),
        (HOOK, (1, 4), f"uses gikqa_rules, {GOES} 1.3 and is refused from API 1.5 on"),
        (FIELD, (1, 4), f"uses Rule.only_where, {GOES} 1.3 and is refused from API 1.5 on"),
        (MAJOR, (2, 0), f"uses GIKQA_API 1, {GOES} 2 and is refused from API 2.2 on"),
        (MAJOR, (2, 1), f"uses GIKQA_API 1, {GOES} 2 and is refused from API 2.2 on"),
    ],
)
def test_what_goes_warns_in_two_minor_versions_and_changes_nothing(
    monkeypatch, load, plugin, made_rule, one, here, warns
):
    rules = [made_rule(code, only_where="publisher") for code in ("XA101", "XA102")]
    bad = plugin(rules=rules)
    before = gikqa.lint(export_table(ROWS), select=["XA"], plugins=load(bad), lang="en")
    version(monkeypatch, here, one)
    monkeypatch.setattr("gikqa.rules.GIKQA_API", here)
    plugins = load(bad)
    after = gikqa.lint(export_table(ROWS), select=["XA"], plugins=plugins, lang="en")
    of_x = [text for text in after.hints if text.startswith("gikqa-x")]
    assert of_x == [f"gikqa-x 1.0: {warns}; write gikqa_newer"]
    assert (after.failures, after.exit_code) == ((), before.exit_code)
    assert after.findings.equals(before.findings)


@pytest.mark.parametrize(
    ("one", "here", "what"),
    [
        (HOOK, (1, 5), "load"),
        (HOOK, (2, 0), "load"),
        (FIELD, (1, 5), "gikqa_rules"),
        (MAJOR, (2, 2), "load"),
    ],
)
def test_what_is_gone_is_refused(monkeypatch, load, plugin, made_rule, one, here, what):
    version(monkeypatch, here, one)
    stated = 1 if one is MAJOR else here
    plugins = load(plugin(api=stated, rules=[made_rule(only_where="publisher")]))
    gone = f"{one.refused[0]}.{one.refused[1]}"
    told = [(f.what, f.problem) for f in plugins.failures if f.plugin == "gikqa-x"]
    assert told == [(what, f"uses {one.what}, which is gone since API {gone}; write gikqa_newer")]
    assert "XA101" not in plugins.rules


def test_a_hook_that_is_gone_from_the_interface_is_named_as_such(monkeypatch, load, made_rule):
    version(monkeypatch, (1, 5), Deprecation("gikqa_older", (1, 3), INSTEAD))
    older = SimpleNamespace(
        GIKQA_API=1, GIKQA_PREFIXES=(), gikqa_older=gikqa.hookimpl(lambda: [made_rule()])
    )
    (failure,) = load(older).failures_in("zh")
    assert failure.problem == "使用了 gikqa_older，该内容自接口 1.5 起已取消；请改用 gikqa_newer"


def test_a_warning_is_on_stderr_once_and_in_the_list_and_fails_nothing(
    monkeypatch, command, install, folder
):
    install(
        "gikqa-old",
        "import gikqa\nGIKQA_API = 1\nGIKQA_PREFIXES = ()\n@gikqa.hookimpl\n"
        "def gikqa_renderers():\n    return [gikqa.Renderer('mine', lambda *_: None)]\n",
    )
    # The process of third parties would be a gikqa without this deprecation.
    monkeypatch.setattr("gikqa._plugins.load_all.can_start", lambda: False)
    version(monkeypatch, (1, 4), Deprecation("gikqa_renderers", (1, 3), INSTEAD))
    text = f"uses gikqa_renderers, {GOES} 1.3 and is refused from API 1.5 on; write gikqa_newer"
    pq.write_table(export_table(ROWS), folder / "a.parquet")
    chosen = ("--select", "GIK001", "--lang", "en")
    done = command("lint", "a.parquet", *chosen)
    assert (done.code, done.stderr) == (0, f"note: gikqa-old 1.0: {text}\n")
    assert command("lint", "a.parquet", *chosen, "--quiet").stderr == ""
    listed = command("plugins", "--check", "gikqa-old", "--lang", "en")
    assert (listed.code, listed.stderr) == (0, "")
    assert f"  note: {text}\n" in listed.stdout

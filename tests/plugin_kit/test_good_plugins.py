"""Plugins that are as they should be keep every clause, and the command says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gikqa.testing import conformance

SPECS = Path(__file__).resolve().parents[2] / "specs"


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """Imports may take as long as they need."""
    monkeypatch.setattr("gikqa.testing.plugin_kit.importing.MOST", float("inf"))


def blocks(page, language):
    """The fenced blocks of a page in a language."""
    text = (SPECS / page).read_text("utf-8")
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.M | re.S)


def lines(found):
    return [one.line("en") for one in found]


def test_the_documented_rule_file_keeps_every_clause_says_the_command(folder, gikqa):
    (text,) = (text for text in blocks("rule-files.md", "toml") if "prefixes" in text)
    (folder / "team.toml").write_text(text, "utf-8")
    done = gikqa("test-plugin", "team.toml", "--lang", "en")
    assert (done.code, done.stdout) == (0, "")


@pytest.mark.parametrize("name", ["example", "foia-us", "jiangxi", "locale"])
def test_a_plugin_of_this_project_keeps_every_clause(name):
    assert lines(conformance(f"gikqa-{name}")) == []


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("gikqa-locall", "no plugin 'gikqa-locall' is installed; did you mean 'gikqa-locale'?"),
        ("gone.toml", "gone.toml"),
    ],
)
def test_a_plugin_that_is_not_there_is_refused(gikqa, name, problem):
    done = gikqa("test-plugin", name, "--lang", "en")
    assert (done.code, done.stdout) == (2, "")
    assert problem in done.stderr


def test_what_is_wrong_is_said_in_one_line_of_the_language(folder, gikqa):
    (text,) = (text for text in blocks("rule-files.md", "toml") if "prefixes" in text)
    text = text.replace("审核要点（2024 年）第三条", "惯例")
    (folder / "team.toml").write_text(text, "utf-8")
    done = gikqa("test-plugin", "team.toml", "--lang", "zh")
    assert (done.code, done.stdout) == (
        1,
        "source TEAM101：source 为 '惯例'；应为：`source` 写明文件及条款：含数字、“条”或 §；"
        "建议：例如：《政府信息公开条例》第三十三条，或 5 U.S.C. § 552(e)(1)\n",
    )

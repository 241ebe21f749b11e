"""The pages about the rules are those that the texts of the rules give."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
from docs.make_rules import FOLDER, INDEX, pages

from gikqa._plugins import load_plugins

pytest.importorskip("gikqa_locale", reason="gikqa-locale is not installed")


@pytest.fixture(scope="module")
def plugins():
    """Everything that is installed, whatever other tests do without."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gikqa._plugins.find_plugins.entry_points", entry_points)
        loaded = load_plugins()
    assert loaded.failures == []
    return loaded


def test_every_page_is_up_to_date(plugins):
    made = dict(pages(plugins))
    there = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.md")}
    stale = {name for name in made.keys() | there.keys() if made.get(name) != there.get(name)}
    assert sorted(stale) == [], "run `make docs` and commit docs/rules"


def test_the_list_names_every_rule_once(plugins):
    text = (FOLDER / INDEX).read_text("utf-8")
    assert [code for code in plugins.rules if text.count(f"| [{code}]({code}.md) |") != 1] == []


def test_a_page_tells_what_explain_tells(plugins):
    page = dict(pages(plugins))["GIK302.md"]
    for words in ("# GIK302 unbalanced-requests", "## Why it matters", "## 怎样改正", "- silent: "):
        assert words in page

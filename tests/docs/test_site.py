"""The site of the documentation: every page is in the menu, and links lead to pages."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.metadata import entry_points

import pytest
from docs.make_site import nav, sites
from docs.site import pages, reference, rules
from docs.site.pages import LANGUAGES, ROOT, WORDS

from gikqa._plugins import load_plugins

pytest.importorskip("gikqa_locale", reason="gikqa-locale is not installed")


@pytest.fixture(scope="module")
def plugins():
    """Everything that is installed, whatever other tests do without."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gikqa._plugins.find_plugins.entry_points", entry_points)
        return load_plugins()


def leaves(menu):
    """The pages of a menu, in order."""
    for entry in menu:
        if isinstance(entry, str):
            yield entry
        else:
            for below in entry.values():
                yield from leaves([below] if isinstance(below, str) else below)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_has_one_page_in_the_menu(plugins, lang):
    listed = list(leaves(nav(plugins, lang, {})))
    assert [code for code in plugins.rules if listed.count(rules.place(code)) != 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_other_page_is_in_the_menu_once(plugins, lang):
    listed = list(leaves(nav(plugins, lang, {})))
    others = [*pages.copied().values(), *map(reference.place, reference.MODULES)]
    assert [page for page in others if listed.count(page) != 1] == []
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_on_a_rule_says_what_why_and_how_to_turn_it_off(plugins, lang):
    rule = plugins.rules["GIK302"]
    made = dict(rules.pages(plugins, lang, {"GIK302": ["<said>"]}))
    text = made[rules.place("GIK302")]
    assert text.startswith(f"---\ntitle: 'GIK302 {rule.title[lang]}'\n---\n\n# GIK302")
    for part in (rule.source, "```text\n<said>\n```", "--ignore GIK302", 'ignore = ["GIK302"]'):
        assert part in text
    chosen = made[rules.place("EX101")]
    assert ("--extend-select EX101" in chosen, "--ignore EX101" in chosen) == (True, False)


def test_every_public_name_is_in_the_reference():
    text = "".join(page for _, page in reference.pages("en"))
    lacking = [
        f"{module}.{name}"
        for module in reference.MODULES
        for name in getattr(import_module(module), "__all__", ())
        if name in reference.names(module) and f"::: {module}.{name}\n" not in text
    ]
    assert lacking == []
    assert "::: gikqa.lint\n" in text


@pytest.mark.parametrize("source", pages.copied())
def test_links_between_pages_lead_to_what_is_there(plugins, source):
    there = sites(plugins)
    for lang in LANGUAGES:
        text = pages.page(source, lang, there)
        prose = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)
        links = [link for link in re.findall(r"\]\(([^)#\s]+)", prose) if ":" not in link]
        folder = (ROOT / "site" / there[source]).parent
        found = {(folder / link).resolve().relative_to(ROOT / "site").as_posix() for link in links}
        assert found - set(there.values()) == set()


def test_a_link_to_a_page_is_led_there_and_one_to_another_file_becomes_its_name():
    there = {"docs/start.md": "index.md", "specs/export.md": "specs/export.md"}
    text = "[a](../specs/export.md#b) [c](../src/c.py) [d](https://d) ![e](e.svg)\n"
    code = "```md\n[a](../specs/export.md)\n```\n"
    assert pages.linked(text + code, "docs/start.md", "index.md", there) == (
        "[a](specs/export.md#b) c (`src/c.py`) [d](https://d) `docs/e.svg`\n" + code
    )


def test_lines_of_chinese_are_joined_without_a_blank():
    text = "第一行，\n第二行\nEnglish\n- 列表\n\n```text\n一\n二\n```\n"
    assert pages.joined(text) == "第一行，第二行\nEnglish\n- 列表\n\n```text\n一\n二\n```\n"


def test_both_languages_have_the_same_words():
    def shape(lang):
        return {key for key, value in WORDS[lang].items() if isinstance(value, str | list)}

    assert shape("zh") == shape("en")
    assert WORDS["zh"]["outputs"].keys() == WORDS["en"]["outputs"].keys()

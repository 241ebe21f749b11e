"""Every word that a template prints stands in both languages, and no page shows the key of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from gikqa._office import letter_html
from gikqa._render import html
from gikqa._render._say import Voice, voice
from gikqa._web import pages
from gikqa.errors import texts_beside

PRINTS = {"word": "words", "say": "words", "count": "counted"}
"""The functions of templates that take a key, and the words that it is looked up in."""


def page_voice(lang: str) -> Voice:
    plain = voice(lang)
    own = texts_beside(html.__file__, "words.toml")[lang]["words"]
    return Voice(plain.lang, {**plain.words, **own}, plain.counted)


FOLDERS = {
    Path(html.__file__).parent: page_voice,
    Path(pages.__file__).parent: pages._voice,
    Path(letter_html.__file__).parent: voice,
}


def keys(template: str) -> Iterator[tuple[str, str]]:
    """Each function that prints a word, with every literal key that it is given."""
    for call in Environment().parse(template).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in PRINTS and call.args:
            place = 1 if call.node.name == "count" else 0
            given = call.args[place]
            consts = [given] if isinstance(given, nodes.Const) else given.find_all(nodes.Const)
            for const in consts:
                if isinstance(const.value, str):
                    yield call.node.name, const.value


def test_the_search_finds_every_kind_of_key():
    template = """{% set x %}{{ word("a") | said }}{% endset %}
        <p title="{{ say('b', n=word('c')) }}">{{ word("d" if y else "e") }}{{ count(n, "f") }}
        {{ word(severity) }}"""
    assert sorted(keys(template)) == [
        ("count", "f"), ("say", "b"), ("word", "a"), ("word", "c"), ("word", "d"), ("word", "e"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_key_of_every_template_has_words(folder, lang):
    speak = FOLDERS[folder](lang)
    templates = sorted(folder.glob("*.html"))
    assert templates
    missing = [
        (template.name, kind, key)
        for template in templates
        for kind, key in keys(template.read_text("utf-8"))
        if key not in getattr(speak, PRINTS[kind])
    ]
    assert missing == []


@pytest.mark.parametrize(("lang", "said"), [("zh", "检查结果"), ("en", "findings")])
def test_the_title_of_a_result_ends_with_words(visitor, document, lang, said):
    page = visitor.drop("a.txt", document("青桐县人民政府办公室"), f"/?lang={lang}")
    (title,) = page.all("title")
    assert title.text() == f"a.txt · {said}"

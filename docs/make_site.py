"""Build the site of the documentation in Chinese and English, for reading without a network.

    make site

It is made of the pages of the repository, the texts of the rules, the docstrings and the outputs
of the command line; what is made on the way lies in `build/`, which is in no commit.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from docs.site import pages, pictures, reference, rules
from docs.site.pages import LANGUAGES, ROOT, WORDS

from gikqa._plugins import Plugins, load_plugins

BUILD = ROOT / "build"
SITE = BUILD / "site"
GALLERY = "gallery.md"
_PICTURE = re.compile(r"<!-- picture: (\w+) -->")


def nav(plugins: Plugins, lang: str, titles: dict[str, str]) -> list[Any]:
    """The menu: name → page, or name → list of such."""
    words = WORDS[lang]

    def named(places: list[str]) -> list[Any]:
        return [{words["titles"].get(page) or titles.get(page, page): page} for page in places]

    families = [
        {name: [rules.place(rule.code) for rule in members]}
        for name, members in rules.by_family(plugins.rules.values(), lang)
    ]
    modules = [{module: reference.place(module)} for module in reference.MODULES]
    return [
        {words["start"]: "index.md"},
        {words["gallery"]: GALLERY},
        {words["rules"]: [rules.INDEX, *families]},
        {words["guides"]: named(pages.guides())},
        {words["specs"]: named(pages.specs())},
        {words["reference"]: modules},
        {words["project"]: named(list(pages.PROJECT))},
    ]


def sites(plugins: Plugins) -> dict[str, str]:
    """Page of the repository → page of the site, of every page."""
    of_rules = [rules.INDEX, *map(rules.place, plugins.rules)]
    return pages.copied() | {page: page for page in of_rules} | {"docs/rules": rules.INDEX}


def write_sources(folder: Path, plugins: Plugins, lang: str) -> dict[str, str]:
    """Write the Markdown of every page of a language; returns the title of each copied one."""
    there, shown = (
        sites(plugins),
        pictures.make_pictures(folder.with_name(f"{lang}-work"), folder / pictures.FOLDER, lang),
    )
    made = {there[source]: pages.page(source, lang, there) for source in pages.copied()}
    titles = {place: pages.title(text) for place, text in made.items()}
    made["index.md"] = _PICTURE.sub(lambda mark: shown[mark[1]], made["index.md"])
    made[GALLERY] = pictures.gallery(shown, lang)
    made |= dict(reference.pages(lang))
    for source, text in rules.pages(plugins, lang, rules.messages(lang)):
        made[source] = pages.linked(text, source, source, there)
    for place, text in made.items():
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return titles


def configuration(folder: Path, plugins: Plugins, lang: str, titles: dict[str, str]) -> str:
    """The configuration of a language, as JSON, which is YAML."""
    words = WORDS[lang]
    other = next(each for each in LANGUAGES if each != lang)
    options = {"show_root_heading": True, "show_source": False, "docstring_style": None,
               "heading_level": 2, "separate_signature": True, "show_signature_annotations": True,
               "line_length": 80,
               "merge_init_into_class": True}  # fmt: skip
    python = {"paths": [str(ROOT / "src")], "options": options}
    return json.dumps(
        {
            "INHERIT": "../../docs/site/mkdocs.yml",
            "site_name": words["name"],
            "site_description": words["description"],
            "docs_dir": str(folder),
            "site_dir": str(SITE / lang),
            "theme": {"language": words["locale"]},
            "extra": {
                "alternate": [{"name": words["other"], "lang": other, "link": f"../{other}/"}]
            },
            "plugins": {
                "search": {"lang": words["search"]},
                "offline": {},
                "mkdocstrings": {"handlers": {"python": python}},
            },
            "nav": nav(plugins, lang, titles),
        },
        ensure_ascii=False,
        indent=1,
    )


def make() -> None:
    """Build both languages; a page that links to nothing ends the build."""
    plugins = load_plugins()
    if plugins.failures:
        raise SystemExit(f"plugins failed, pages would be missing: {plugins.failures}")
    if pictures.chromium() is None:
        print("no Chromium on this machine: the site has no pictures of pages and lists")
    sources = BUILD / "site-sources"
    shutil.rmtree(sources, ignore_errors=True)
    shutil.rmtree(SITE, ignore_errors=True)
    for lang in LANGUAGES:
        titles = write_sources(sources / lang, plugins, lang)
        settings = sources / f"{lang}.yml"
        settings.write_text(configuration(sources / lang, plugins, lang, titles), "utf-8")
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", settings]
        # The theme praises its successor at each build; pyproject.toml says what is known of it.
        subprocess.run(command, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    first = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={0}">'
    links = '<a href="zh/index.html">中文</a> <a href="en/index.html">English</a>'
    SITE.joinpath("index.html").write_text(f"{first.format('zh/index.html')}\n{links}\n", "utf-8")
    print(f"written: {SITE.relative_to(ROOT)}/index.html")


if __name__ == "__main__":
    make()

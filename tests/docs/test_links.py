"""Links between the pages of the repository lead to files and headings that are there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from docs.site.pages import ROOT

FOLDERS = ("docs", "examples", "specs", "benchmarks", "plugins")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(page for one in FOLDERS for page in ROOT.glob(f"{one}/**/*.md"))]
)
CODE = re.compile(r"^(`{3,}).*?^\1$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")


def links(text: str) -> list[tuple[str, str]]:
    """The path and the anchor of each link that leads to no other site."""
    return LINK.findall(CODE.sub("", text))


@cache
def anchors(page: Path) -> set[str]:
    """The anchors of the headings of a page, as GitHub makes them."""
    text = re.sub(r"^(`{3,}).*?^\1$", "", page.read_text("utf-8"), flags=re.M | re.S)
    found: set[str] = set()
    for heading in re.findall(r"^#{1,6} +(.+?) *#*$", text, re.M):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        made = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        again = (f"{made}-{number}" for number in range(1, 100))
        found.add(made if made not in found else next(one for one in again if one not in found))
    return found


def broken(page: Path, text: str) -> list[str]:
    """The links of a page that lead nowhere."""
    wrong = []
    for path, anchor in links(text):
        there = (page.parent / unquote(path)).resolve() if path else page
        is_wrong = not there.exists() or not there.is_relative_to(ROOT)
        if is_wrong or (anchor and unquote(anchor) not in anchors(there)):
            wrong.append(f"{path}#{anchor}" if anchor else path)
    return wrong


@pytest.mark.parametrize("folder", ["", *FOLDERS])
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(folder):
    pages = [
        page
        for page in PAGES
        if page.relative_to(ROOT).parts[:-1][:1] == tuple([folder][: bool(folder)])
    ]
    assert pages
    found = {
        page.relative_to(ROOT).as_posix(): broken(page, page.read_text("utf-8")) for page in pages
    }
    assert {page: wrong for page, wrong in found.items() if wrong} == {}


def test_a_link_to_nothing_is_found():
    text = "# A\n[a](CHANGELOG.md) [b](#a) [c](nowhere.md) [d](README.md#nowhere) `[e](x)` [f](https://g)\n"
    assert links(text) == [
        ("CHANGELOG.md", ""),
        ("", "a"),
        ("nowhere.md", ""),
        ("README.md", "nowhere"),
    ]
    found = broken(ROOT / "README.md", text.replace("(#a)", "()"))
    assert found == ["nowhere.md", "README.md#nowhere"]


def test_both_languages_of_a_page_link_to_each_other():
    for page in PAGES:
        if page.name.endswith(".zh.md"):
            twin = page.with_name(page.name.replace(".zh.md", ".md"))
            assert twin.name in [path for path, _ in links(page.read_text("utf-8"))], page
            assert page.name in [path for path, _ in links(twin.read_text("utf-8"))], twin

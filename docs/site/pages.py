"""Pages of the repository as pages of the site: which ones, in which language, with which links.

A page of the site lies where it lies in the repository, in both languages at the same place; only
the first page moves to the root. The Chinese site has `NAME.zh.md`, if there is one, for `NAME.md`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from posixpath import join, normpath, relpath
from typing import Any

import tomli

ROOT = Path(__file__).resolve().parents[2]
WORDS: Mapping[str, Mapping[str, Any]] = tomli.loads(
    Path(__file__).with_name("site.toml").read_text("utf-8")
)
LANGUAGES = tuple(WORDS)
START = "docs/start.md"
PROJECT = ("CHANGELOG.md", "CONTRIBUTING.md", "docs/architecture.md", "benchmarks/RESULTS.md")
# A part of another page; the start, which is the first page; and the rules, which are made.
_NOT_GUIDES = {"docs/architecture.md", "docs/architecture_ways.md", START}
_SWITCH = re.compile(r"^\[(?:English|中文)\]\([^)]+\)\n+", re.MULTILINE)
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_BROKEN = re.compile(
    r"(?<=[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e])\n(?=[\u201c\u3008-\u303f\u4e00-\u9fff\uff08])"
)
_BLOCK = re.compile(r"(^(`{3,}).*?^\2$)", re.MULTILINE | re.DOTALL)


def guides() -> list[str]:
    """Pages for users, in the order of their names; a new one needs no registration."""
    found = [f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md"))]
    found += [f"examples/{path.name}" for path in sorted(ROOT.glob("examples/*.md"))]
    return [page for page in found if page not in _NOT_GUIDES and not page.endswith(".zh.md")]


def specs() -> list[str]:
    """Specifications, in the order of their names."""
    found = [*sorted(ROOT.glob("specs/*.md")), *sorted(ROOT.glob("specs/output/*.md"))]
    return [path.relative_to(ROOT).as_posix() for path in found if ".zh." not in path.name]


def copied() -> dict[str, str]:
    """Page of the repository → page of the site."""
    return {START: "index.md"} | {page: page for page in (*guides(), *specs(), *PROJECT)}


def page(source: str, lang: str, sites: Mapping[str, str]) -> str:
    """The Markdown of a page in a language, linked for the site.

    sites: page of the repository → page of the site, of every page there is.
    """
    twin = ROOT / f"{source.removesuffix('.md')}.zh.md"
    chinese = lang == "zh" and twin.is_file()
    text = (twin if chinese else ROOT / source).read_text("utf-8")
    text = linked(_SWITCH.sub("", text, count=1), source, sites[source], sites)
    note = "" if chinese else WORDS[lang]["only_english"]
    text = joined(text) if chinese else text
    head, _, rest = text.partition("\n")
    return f'{head}\n\n!!! note ""\n    {note}\n{rest}' if note else text


def linked(text: str, source: str, site: str, sites: Mapping[str, str]) -> str:
    """The text with its links to pages of the repository led to the site.

    A link to a file that is no page of the site becomes the file's name. Blocks of code stay.
    """

    def lead(link: re.Match[str]) -> str:
        picture, words, target = link.groups()
        path, mark, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target) or not path:
            return link[0]
        there = normpath(join(source.rpartition("/")[0], path))
        there = re.sub(r"\.zh\.md$", ".md", there)
        if there in sites:
            return (
                f"[{words}]({relpath(sites[there], site.rpartition('/')[0] or '.')}{mark}{anchor})"
            )
        if picture or words.strip("`") == there:
            return f"`{there}`"
        return f"{words} (`{there}`)"

    return "".join(part if code else _LINK.sub(lead, part) for code, part in _pieces(text))


def joined(text: str) -> str:
    """A Chinese text whose paragraphs are one line each: a browser shows a break as a blank."""
    return "".join(part if code else _BROKEN.sub("", part) for code, part in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """The blocks of code of a text and what is between them: (whether it is code, piece)."""
    at = 0
    for block in _BLOCK.finditer(text):
        yield False, text[at : block.start()]
        yield True, block[0]
        at = block.end()
    yield False, text[at:]


def title(text: str) -> str:
    """The first heading of a page."""
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1].replace("`", "") if found else ""

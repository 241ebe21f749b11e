"""The reference of the library: a page for each public module, which mkdocstrings fills.

The names are those that the modules list as public; the words are their docstrings.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module

from docs.site.pages import WORDS

FOLDER = "docs/reference"
MODULES = (
    "gikqa",
    "gikqa.editions",
    "gikqa.schemas",
    "gikqa.testing",
    "gikqa.testing.documents",
    "gikqa.text",
    "gikqa.text.citations",
    "gikqa.text.quantities",
    "gikqa.rule_texts",
    "gikqa.hookspecs",
)


def place(module: str) -> str:
    """Where the page of a module lies on the site."""
    return f"{FOLDER}/{module}.md"


def names(module: str) -> list[str]:
    """The public names of a module, functions first; no modules, and not the version."""
    there = import_module(module)
    public = getattr(there, "__all__", None) or [
        name
        for name, value in vars(there).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module
    ]
    shown = [
        name for name in public if name[0] != "_" and not inspect.ismodule(getattr(there, name))
    ]
    return sorted(shown, key=lambda name: (not name[0].islower(), name))


def pages(lang: str) -> Iterator[tuple[str, str]]:
    """Place → text of the page of each module."""
    for module in MODULES:
        doc = inspect.getdoc(import_module(module)) or ""
        parts = [f"# {module}", f"*{WORDS[lang]['generated_from_source']}*", doc]
        parts += [f"::: {module}.{name}" for name in names(module)]
        yield place(module), "\n\n".join(parts) + "\n"

"""Write `docs/architecture.md`: the parts of gikqa, what they hold, and where a change goes.

    python -m docs.make_architecture

The page is made of `docs/architecture.toml`, which the import guard holds the code to, and of the
first line of each module.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PLAN = "docs/architecture.toml"
PAGE = ROOT / "docs/architecture.md"
_DATA = tomllib.loads((ROOT / PLAN).read_text("utf-8"))
PARTS: list[dict[str, Any]] = _DATA["part"]
CORE_LINES: int = _DATA["core_lines"]
HOUSE = (
    "src/gikqa",
    "plugins/gikqa-documents/src",
    "plugins/gikqa-example/src",
    "plugins/gikqa-foia-us/src",
    "plugins/gikqa-jiangxi/src",
    "plugins/gikqa-locale/src",
)

_WAYS = (ROOT / "docs/architecture_ways.md").read_text("utf-8")


def page() -> str:
    """The whole page."""
    return "\n".join(
        [
            "# Architecture",
            "",
            f"Made by `make docs` from `{PLAN}` and the first line of each module.",
            "",
            "A part imports only parts below it; imports for types count. The built-in rules and",
            "every plugin import public names only: `gikqa`, `gikqa.editions`, `gikqa.text`,",
            "`gikqa.text.citations`, `gikqa.testing`. A finder, condition or shortcut that a",
            "plugin brings itself may also import what it looks through a batch with:",
            "`gikqa.text.rule_batch`, `gikqa.text.characters`, `gikqa.text.years`,",
            "`gikqa.text.quantities.counts`. No rule does.",
            "",
            "```",
            *_picture(),
            "```",
            "",
            "## To change …, open …",
            "",
            "| to change | open |",
            "|---|---|",
            *(f"| {one['change']} | `{one['open']}` |" for one in _changes()),
            "",
            _WAYS.strip(),
            "",
            "## Every module in one sentence",
            "",
            *_modules(),
        ]
    )


def _picture() -> Iterator[str]:
    yield "  plugins/gikqa-*      src/gikqa/rules      (plugins)"
    yield "         └── public names ──┘"
    yield ""
    width = max(len(part["name"]) for part in PARTS)
    for part in reversed(PARTS):
        yield f"  {part['name']:<{width}}  {part['holds']}"
        for room in reversed(part.get("rooms", ())):
            yield f"  {'':<{width}}    · {room}"


def _changes() -> list[dict[str, Any]]:
    return [*(part for part in PARTS if "change" in part), *_DATA["elsewhere"]]


def _modules() -> Iterator[str]:
    for folder in HOUSE:
        yield f"### {folder}"
        yield ""
        for path in sorted((ROOT / folder).rglob("*.py")):
            inside = path.relative_to(ROOT / folder).as_posix()
            if not inside.startswith(("rules/", "testing/")):
                yield f"- `{inside}` {first_line(path)}"
        yield ""


def first_line(path: Path) -> str:
    """The first line of a module's docstring: what it holds, in one sentence."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.partition("\n")[0]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

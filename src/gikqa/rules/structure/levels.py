"""What the name of a publisher says of its level and kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomli

from gikqa.text import pattern

_WORDS: dict[str, Any] = tomli.loads(Path(__file__).with_name("levels.toml").read_text("utf-8"))

LOWEST = "(?:镇|乡|苏木|街道)(?:人民政府|政府|办事处)?(?:党政办公室|党政综合办公室|办公室|党政办)?$"
"""An RE2 pattern for names of townships and streets."""

STREET = "街道(?:办事处|办)?(?:党政办公室|党政综合办公室|办公室|党政办)?$"
"""An RE2 pattern for names of streets, which are offices of a district and no governments."""

_KIND = pattern(LOWEST.replace("(?:镇|", "(镇|", 1))


def kind_of_township(publisher: str) -> str | None:
    """镇, 乡, 苏木 or 街道; None for a body of another level."""
    found = _KIND.search(publisher)
    return found[1] if found else None


def listed(name: str) -> list[str]:
    """A list of levels.toml."""
    found: list[str] = _WORDS[name]
    return found


def organs() -> dict[str, list[str]]:
    """Kind of body → what only bodies of that kind have: 局 → 局党组."""
    found: dict[str, list[str]] = _WORDS["organs"]
    return found


def fields() -> dict[str, dict[str, Any]]:
    """Field → `words` that only its bodies say, and what their names have one `of`."""
    found: dict[str, dict[str, Any]] = _WORDS["fields"]
    return found


def has_units_of(kind: str, publisher: str) -> bool:
    """Whether bodies of a kind may be below a publisher: schools below a bureau of education."""
    return any(character in publisher for character in _WORDS["heads_of_units"].get(kind, ""))


def kind_of_body(publisher: str) -> str | None:
    """镇 for any township or street, else 局, 校, 院 or 委 as the name ends."""
    if kind_of_township(publisher):
        return "镇"
    name = publisher.removesuffix("办公室")
    return next((kind for kind in organs() if name.endswith((kind, f"{kind}员会"))), None)

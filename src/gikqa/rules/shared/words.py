"""The word lists of the rules: `words.toml` in the folder of each family."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import tomli


def words(family: str, part: str) -> dict[str, Any]:
    """A table of `words.toml` in a family's folder, such as `words("citations", "GIK801")`."""
    found: dict[str, Any] = _all_words(family)[part]
    return found


@cache
def _all_words(family: str) -> dict[str, Any]:
    return tomli.loads((files("gikqa.rules") / family / "words.toml").read_text("utf-8"))

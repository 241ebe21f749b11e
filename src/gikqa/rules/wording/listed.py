"""The word lists of these rules."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=4)
def _all(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


def words(code: str) -> dict[str, Any]:
    """What words.toml says for one rule."""
    found: dict[str, Any] = _all("words.toml")[code]
    return found


def misspellings() -> dict[str, dict[str, Any]]:
    """Wrong word → what is right, and the characters beside it that show another word."""
    return {entry["wrong"]: entry for entry in _all("misspellings.toml")["word"]}

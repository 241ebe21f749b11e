"""The misspellings that GIK818 looks for."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def misspellings() -> dict[str, dict[str, Any]]:
    """Wrong word → what is right, and the characters beside it that show another word."""
    listed = tomllib.loads((files(__package__) / "misspellings.toml").read_text("utf-8"))
    return {entry["wrong"]: entry for entry in listed["word"]}

"""The misspellings that GIK818 looks for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import tomli


@cache
def misspellings() -> dict[str, dict[str, Any]]:
    """Wrong word → what is right, and the characters beside it that show another word."""
    listed = tomli.loads((files(__package__) / "misspellings.toml").read_text("utf-8"))
    return {entry["wrong"]: entry for entry in listed["word"]}

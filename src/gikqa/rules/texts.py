"""What is written about the built-in rules, in `specs/rules/<CODE>.md`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gikqa import rule_texts
from gikqa.editions import specs_folder


def described(code: str) -> dict[str, Any]:
    """The arguments of `gikqa.rule` that are written in the rule's text."""
    return rule_texts.described(texts_folder(), code)


def texts_folder() -> Path:
    """The folder of the texts."""
    return specs_folder() / "rules"

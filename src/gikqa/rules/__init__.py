"""The built-in rules: a plugin like any other.

Rules over a report's text and labels are Python files in the folders beside this file; identities
of a form are lines of its edition and have only their texts, in `specs/rules/<CODE>.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from gikqa import Rule, Shortcut, hookimpl

GIKQA_API = 1
GIKQA_PREFIXES = ("GIK",)


@hookimpl
def gikqa_rules() -> Iterator[Rule]:
    """Every rule that has a text in the specification, by code; functions are imported later."""
    from gikqa.rule_texts import announced
    from gikqa.rules.texts import texts_folder

    return announced(__name__, texts_folder())


@hookimpl
def gikqa_shortcuts() -> dict[str, Shortcut]:
    """The shortcuts of the folder beside this file, by code; each is imported when it is used."""
    folder = Path(__file__).with_name("shortcuts")
    names = (file.stem for file in folder.glob("gik*.py"))
    return {name.upper(): partial(_reports_to_judge, name) for name in names}


@hookimpl
def gikqa_regional_facts() -> list[Path]:
    """The days by which reports have to be published in the whole country."""
    return [Path(__file__).parent / "structure" / "deadlines.toml"]


def _reports_to_judge(name: str, batch: Any) -> Any:
    return import_module(f"{__name__}.shortcuts.{name}").reports_to_judge(batch)

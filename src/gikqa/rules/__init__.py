"""The built-in rules: a plugin like any other.

Rules over a report's text and labels are Python files in the folders beside this file; identities
of a form are lines of its edition and have only their texts, in `specs/rules/<CODE>.md`.
"""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Rule, hookimpl

GIKQA_API = 1
GIKQA_PREFIXES = ("GIK",)


@hookimpl
def gikqa_rules() -> Iterator[Rule]:
    """Every rule that has a text in the specification, by code; functions are imported later."""
    from gikqa.rule_texts import announced
    from gikqa.rules.texts import texts_folder

    return announced(__name__, texts_folder())

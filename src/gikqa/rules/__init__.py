"""The built-in rules: a plugin like any other.

Rules over a report's text and labels are Python files in the folders beside this file; identities
of a form are lines of its edition and have only their texts, in `specs/rules/<CODE>.md`.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from gikqa import Rule, hookimpl

GIKQA_API = 1
GIKQA_PREFIXES = ("GIK",)


@hookimpl
def gikqa_rules() -> list[Rule]:
    """Every rule that has a text in the specification, by code."""
    from gikqa.rules.texts import described, rule_codes

    found = {}
    for module in pkgutil.walk_packages(__path__, f"{__name__}."):
        if module.name.rpartition(".")[2].startswith("gik"):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, Rule):
                    found[value.code] = value
    for code in rule_codes():
        if code not in found:  # an identity of a form, or the door
            found[code] = Rule(**described(code))
    return [found[code] for code in sorted(found)]

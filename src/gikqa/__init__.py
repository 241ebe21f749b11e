"""Linter for the yearly disclosure reports of public bodies in China.

`gikqa.lint(export)` judges an export and returns a `Result`. Importing this package reads neither
pandera nor pandas, and pyarrow only when a name that needs it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gikqa import editions, rule_texts, schemas
    from gikqa._lint import lint
    from gikqa._model.condition import (
        Condition,
        Value,
        all_of,
        any_of,
        cell,
        column,
        how_many,
        judged,
        known,
        sum_of,
    )
    from gikqa._model.finding import Confidence, Finding, Severity
    from gikqa._model.plugin import Reader, Renderer
    from gikqa._model.report import Hit, Report, Section
    from gikqa._model.result import Problem, Result
    from gikqa._model.rule import Finder, Rule, Shortcut, rule
    from gikqa._model.status import Failure, Status
    from gikqa.errors import (
        GikqaError,
        InputError,
        OutputError,
        PluginError,
        SpecError,
        Undetermined,
        UsageError,
    )
    from gikqa.hookspecs import hookimpl
    from gikqa.rule_texts import described

__version__ = "0.1.0"

_MODULES = {
    "_lint": "lint",
    "_model.condition": "Condition Value all_of any_of cell column how_many judged known sum_of",
    "_model.finding": "Confidence Finding Severity",
    "_model.plugin": "Reader Renderer",
    "_model.report": "Hit Report Section",
    "_model.result": "Problem Result",
    "_model.rule": "Finder Rule Shortcut rule",
    "_model.status": "Failure Status",
    "errors": "GikqaError InputError OutputError PluginError SpecError Undetermined UsageError",
    "hookspecs": "hookimpl",
    "rule_texts": "described",
}
"""Module → the public names in it; one is imported when it is first used (PEP 562)."""

_HOME = {name: f"gikqa.{module}" for module, names in _MODULES.items() for name in names.split()}
_ROOMS = ("editions", "rule_texts", "schemas", "testing", "text")

__all__ = [
    "Condition",
    "Confidence",
    "Failure",
    "Finder",
    "Finding",
    "GikqaError",
    "Hit",
    "InputError",
    "OutputError",
    "PluginError",
    "Problem",
    "Reader",
    "Renderer",
    "Report",
    "Result",
    "Rule",
    "Section",
    "Severity",
    "Shortcut",
    "SpecError",
    "Status",
    "Undetermined",
    "UsageError",
    "Value",
    "__version__",
    "all_of",
    "any_of",
    "cell",
    "column",
    "described",
    "editions",
    "hookimpl",
    "how_many",
    "judged",
    "known",
    "lint",
    "rule",
    "rule_texts",
    "schemas",
    "sum_of",
]


# Hidden from type checkers, which would take every misspelt name for one of these.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used (PEP 562), so that start-up stays light."""
        if name in _ROOMS:
            return import_module(f"gikqa.{name}")
        if name not in _HOME:
            raise AttributeError(f"module 'gikqa' has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)

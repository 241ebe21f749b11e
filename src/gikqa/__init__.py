"""Linter for the yearly disclosure reports of public bodies in China.

`gikqa.lint(export)` judges an export and returns a `Result`. Importing this package reads neither
pandera nor pandas, and pyarrow only when a name that needs it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gikqa import editions, schemas
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

__version__ = "0.1.0"

_HOME = {
    "lint": "gikqa._lint",
    "Condition": "gikqa._model.condition",
    "Value": "gikqa._model.condition",
    "all_of": "gikqa._model.condition",
    "any_of": "gikqa._model.condition",
    "cell": "gikqa._model.condition",
    "column": "gikqa._model.condition",
    "how_many": "gikqa._model.condition",
    "judged": "gikqa._model.condition",
    "known": "gikqa._model.condition",
    "sum_of": "gikqa._model.condition",
    "Finder": "gikqa._model.rule",
    "Shortcut": "gikqa._model.rule",
    "Confidence": "gikqa._model.finding",
    "Finding": "gikqa._model.finding",
    "Hit": "gikqa._model.report",
    "Reader": "gikqa._model.plugin",
    "Report": "gikqa._model.report",
    "Rule": "gikqa._model.rule",
    "Section": "gikqa._model.report",
    "Severity": "gikqa._model.finding",
    "Status": "gikqa._model.status",
    "rule": "gikqa._model.rule",
    "Renderer": "gikqa._model.plugin",
    "Failure": "gikqa._model.status",
    "Problem": "gikqa._model.result",
    "Result": "gikqa._model.result",
    "GikqaError": "gikqa.errors",
    "InputError": "gikqa.errors",
    "OutputError": "gikqa.errors",
    "PluginError": "gikqa.errors",
    "SpecError": "gikqa.errors",
    "Undetermined": "gikqa.errors",
    "UsageError": "gikqa.errors",
    "hookimpl": "gikqa.hookspecs",
}

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
    "editions",
    "hookimpl",
    "how_many",
    "judged",
    "known",
    "lint",
    "rule",
    "schemas",
    "sum_of",
]


# Hidden from type checkers, which would take every misspelt name for one of these.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used (PEP 562), so that start-up stays light."""
        if name in ("editions", "schemas", "testing", "text"):
            return import_module(f"gikqa.{name}")
        if name not in _HOME:
            raise AttributeError(f"module 'gikqa' has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)

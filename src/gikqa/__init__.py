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
    from gikqa._model import (
        Confidence,
        Failure,
        Finding,
        Hit,
        Reader,
        Renderer,
        Report,
        Rule,
        Section,
        Severity,
        Status,
        rule,
    )
    from gikqa._result import Problem, Result
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

_HOME = {
    "lint": "gikqa._lint",
    "Confidence": "gikqa._model",
    "Finding": "gikqa._model",
    "Hit": "gikqa._model",
    "Reader": "gikqa._model",
    "Report": "gikqa._model",
    "Rule": "gikqa._model",
    "Section": "gikqa._model",
    "Severity": "gikqa._model",
    "Status": "gikqa._model",
    "rule": "gikqa._model",
    "Renderer": "gikqa._model",
    "Failure": "gikqa._model",
    "Problem": "gikqa._result",
    "Result": "gikqa._result",
    "GikqaError": "gikqa.errors",
    "InputError": "gikqa.errors",
    "OutputError": "gikqa.errors",
    "PluginError": "gikqa.errors",
    "SpecError": "gikqa.errors",
    "Undetermined": "gikqa.errors",
    "UsageError": "gikqa.errors",
    "described": "gikqa.rule_texts",
    "hookimpl": "gikqa.hookspecs",
}

__all__ = [
    "Confidence",
    "Failure",
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
    "SpecError",
    "Status",
    "Undetermined",
    "UsageError",
    "__version__",
    "described",
    "editions",
    "hookimpl",
    "lint",
    "rule",
    "rule_texts",
    "schemas",
]


# Hidden from type checkers, which would take every misspelt name for one of these.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used (PEP 562), so that start-up stays light."""
        if name in ("editions", "rule_texts", "schemas", "testing"):
            return import_module(f"gikqa.{name}")
        if name not in _HOME:
            raise AttributeError(f"module 'gikqa' has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)

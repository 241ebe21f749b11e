"""Linter for the yearly disclosure reports of public bodies in China.

`gikqa.lint(export)` judges an export and returns a `Result`. Importing this package imports neither
pandera nor pandas, and pyarrow only when a name that needs it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gikqa import editions as editions
    from gikqa import rule_texts as rule_texts
    from gikqa import schemas as schemas
    from gikqa._lint import lint as lint
    from gikqa._model.condition import Condition as Condition
    from gikqa._model.condition import Value as Value
    from gikqa._model.condition import all_of as all_of
    from gikqa._model.condition import any_of as any_of
    from gikqa._model.condition import cell as cell
    from gikqa._model.condition import column as column
    from gikqa._model.condition import how_many as how_many
    from gikqa._model.condition import judged as judged
    from gikqa._model.condition import known as known
    from gikqa._model.condition import sum_of as sum_of
    from gikqa._model.finding import Confidence as Confidence
    from gikqa._model.finding import Finding as Finding
    from gikqa._model.finding import Severity as Severity
    from gikqa._model.plugin import Reader as Reader
    from gikqa._model.plugin import Renderer as Renderer
    from gikqa._model.reading_note import reading_note as reading_note
    from gikqa._model.report import Hit as Hit
    from gikqa._model.report import Report as Report
    from gikqa._model.report import Section as Section
    from gikqa._model.result import Problem as Problem
    from gikqa._model.result import Result as Result
    from gikqa._model.rule import Finder as Finder
    from gikqa._model.rule import Rule as Rule
    from gikqa._model.rule import Shortcut as Shortcut
    from gikqa._model.rule import rule as rule
    from gikqa._model.status import Failure as Failure
    from gikqa._model.status import Status as Status
    from gikqa.errors import GikqaError as GikqaError
    from gikqa.errors import InputError as InputError
    from gikqa.errors import OutputError as OutputError
    from gikqa.errors import PluginError as PluginError
    from gikqa.errors import SpecError as SpecError
    from gikqa.errors import Undetermined as Undetermined
    from gikqa.errors import UsageError as UsageError
    from gikqa.hookspecs import hookimpl as hookimpl
    from gikqa.rule_texts import described as described

__version__ = "0.1.0"

_MODULES = {
    "_lint": "lint",
    "_model.condition": "Condition Value all_of any_of cell column how_many judged known sum_of",
    "_model.finding": "Confidence Finding Severity",
    "_model.plugin": "Reader Renderer",
    "_model.reading_note": "reading_note",
    "_model.report": "Hit Report Section",
    "_model.result": "Problem Result",
    "_model.rule": "Finder Rule Shortcut rule",
    "_model.status": "Failure Status",
    "errors": "GikqaError InputError OutputError PluginError SpecError Undetermined UsageError",
    "hookspecs": "hookimpl",
    "rule_texts": "described",
}
"""Module → its public names; each is imported when it is first used (PEP 562)."""

_HOME = {name: f"gikqa.{module}" for module, names in _MODULES.items() for name in names.split()}
_PUBLIC_MODULES = ("editions", "rule_texts", "schemas", "testing", "text")

__all__ = sorted(["__version__", "editions", "rule_texts", "schemas", *_HOME])

# Hidden from type checkers, which would otherwise accept every misspelt name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """Import a public name when it is first used (PEP 562), so that start-up stays light."""
        if name in _PUBLIC_MODULES:
            return import_module(f"gikqa.{name}")
        if name not in _HOME:
            raise AttributeError(f"module 'gikqa' has no attribute {name!r}")
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)

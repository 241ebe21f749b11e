"""The plugin that is tested: found by its name, and loaded."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from gikqa._model.rule import Rule
from gikqa._plugins import OURS, Choice, Plugins, choose_plugins, load_plugins
from gikqa._plugins.choice import as_installed, installed
from gikqa._plugins.where import Root


@dataclass(frozen=True)
class Subject:
    """The plugin by its name, and what is loaded with it; it can be sent to another process.

    left_out: codes of rules that failed, which no further clause is tried on.
    """

    name: str
    choice: Choice
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Loaded:
    """The plugin in the process that has imported it: its own rules, with their functions."""

    subject: Subject
    plugins: Plugins
    rules: dict[str, Rule]
    root: Root | None


def subject_of(plugin: str | os.PathLike[str]) -> Subject:
    """The subject of this name or path. Raises UsageError if there is no such plugin.

    Of a distribution, nothing is loaded but itself, ours, and what it requires.
    """
    given = os.fspath(plugin)
    if Path(given).suffix in (".py", ".toml"):
        choice = choose_plugins([given])
        return Subject(choice.files[0].name, choice)
    name = as_installed(given, installed())
    return Subject(name, Choice(only=(name, *OURS, *_required(name))))


def load(subject: Subject) -> Loaded:
    """Load the plugin into this process."""
    plugins = load_plugins(choice=subject.choice, apart=False)
    rules = plugins.in_full(own_rules(plugins, subject.name, subject.left_out))
    plugins.failures.clear()  # they are known; a worked case does not run beside a failure
    return Loaded(subject, plugins, rules, plugins.roots.get(subject.name))


def own_rules(plugins: Plugins, name: str, left_out: Collection[str] = ()) -> dict[str, Rule]:
    """The rules that a plugin brings."""
    return {
        code: rule
        for code, rule in plugins.rules.items()
        if plugins.owner[code] == name and code not in left_out
    }


def _required(name: str) -> list[str]:
    """The distributions that one requires; extras are left out."""
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return []
    needed = (line for line in lines if "extra ==" not in line)
    return [found[0] for line in needed if (found := re.match(r"[\w.-]+", line))]

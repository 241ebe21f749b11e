"""The engine is tested with the rules of the forms and the door, whatever other rules there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

import gikqa
from gikqa import Result, Rule
from gikqa._plugins import Plugins

WITH_A_FUNCTION = ("GIK105", "TST001")


@pytest.fixture(scope="session")
def only_forms(with_plugins: Callable[..., Plugins]) -> Callable[..., Plugins]:
    """The rules of the forms and the door, one over labels, and those given."""

    def load(*rules: Rule) -> Plugins:
        plugins = with_plugins(*rules)
        plugins.rules = {
            code: rule
            for code, rule in plugins.rules.items()
            if rule.check is None or code in WITH_A_FUNCTION
        }
        return plugins

    return load


@pytest.fixture(scope="session")
def built_in(only_forms: Callable[..., Plugins]) -> Plugins:
    return only_forms()


@pytest.fixture(scope="session")
def lint(built_in: Plugins) -> Callable[..., Result]:
    """`gikqa.lint` with these rules, in English, in one thread."""
    return partial(gikqa.lint, plugins=built_in, lang="en", jobs=1)


@pytest.fixture(scope="session")
def lint_with_all(with_plugins: Callable[..., Plugins]) -> Callable[..., Result]:
    """`gikqa.lint` with every built-in rule, those in preview too."""
    plugins = with_plugins()
    codes = sorted(plugins.rules)
    return partial(gikqa.lint, plugins=plugins, select=codes, lang="en", jobs=1)

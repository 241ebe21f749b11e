"""The engine is tested with the rules of the forms and the door, whatever other rules there are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

import gikqa
from gikqa import Result
from gikqa._plugins import Plugins
from rules_of_the_forms import built_in, lint

__all__ = ["built_in", "lint", "lint_with_all"]


@pytest.fixture(scope="session")
def lint_with_all(with_plugins: Callable[..., Plugins]) -> Callable[..., Result]:
    """`gikqa.lint` with every built-in rule, those in preview and with a roster too."""
    plugins = with_plugins()
    codes = sorted(plugins.rules)
    names = [f"第{number}县人民政府" for number in range(30)]
    roster = [{"publisher": name, "parent": names[0], "successor": names[2]} for name in names[1:]]
    roster.append({"publisher": names[0], "aggregates": "includes"})
    return partial(gikqa.lint, plugins=plugins, select=codes, lang="en", jobs=1, roster=roster)

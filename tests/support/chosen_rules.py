"""The built-in rules, without those of any plugin that is installed, and rules made in a test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import gikqa
from gikqa import Rule
from gikqa._plugins import Plugins, find_plugins, load_plugins

WITH_A_FUNCTION = ("GIK105", "TST001")
"""Rules over one report that the tests of the core may meet."""


@pytest.fixture(scope="session")
def with_plugins() -> Callable[..., Plugins]:
    """The built-in rules, and further rules of a plugin that is not installed; nothing else."""

    def load(*rules: Rule, prefix: str = "TST") -> Plugins:
        class Plugin:
            GIKQA_API = 1
            GIKQA_PREFIXES = (prefix,)

            @gikqa.hookimpl
            def gikqa_rules(self) -> list[Rule]:
                return list(rules)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(find_plugins, "entry_points", lambda group: [])
            plugins = load_plugins([("gikqa-test", "9.9", Plugin())] if rules else ())
        plugins.rules = plugins.in_full(plugins.rules)
        assert plugins.failures == [], "without its rules everything would look clean"
        return plugins

    return load


@pytest.fixture(scope="session")
def only_forms(with_plugins: Callable[..., Plugins]) -> Callable[..., Plugins]:
    """The rules of the forms and the door, one over labels, and those given."""

    def load(*rules: Rule) -> Plugins:
        plugins = with_plugins(*rules)
        plugins.rules = {
            code: rule
            for code, rule in plugins.rules.items()
            if (rule.check is None and rule.across is None) or code in WITH_A_FUNCTION
        }
        return plugins

    return load

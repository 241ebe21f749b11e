"""Plugins made in the test, and the smallest edition that has something to judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

import gikqa
from gikqa import Rule, Severity, hookimpl
from gikqa._plugins import Plugins, load_plugins
from gikqa.testing import export_table
from three_reports import ROWS


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Plugins]:
    """Load the built-in rules and the plugins given, and nothing that happens to be installed."""
    monkeypatch.setattr("gikqa._plugins.find_plugins.entry_points", lambda **group: ())

    def load(*plugins: Any, name: str = "gikqa-x", version: str = "1.0") -> Plugins:
        given = plugins if plugins and isinstance(plugins[0], tuple) else ()
        return load_plugins(given or [(name, version, plugin) for plugin in plugins])

    return load


@pytest.fixture(scope="session")
def plugin() -> Callable[..., SimpleNamespace]:
    """A plugin that gives what stands under `rules`, `editions`, `readers`, `renderers`.

    A value that is a function is called when the hook is called.
    """

    def plugin(
        prefixes: Any = ("XA",), api: Any = 1, **brings: Iterable[Any] | Callable[[], Any]
    ) -> SimpleNamespace:
        made = SimpleNamespace(GIKQA_API=api, GIKQA_PREFIXES=prefixes)
        for what, things in brings.items():
            setattr(made, f"gikqa_{what}", hookimpl(giver(things)))
        return made

    def giver(things: Any) -> Callable[[], Any]:
        def give() -> Any:
            return things() if callable(things) else things

        return give

    return plugin


@pytest.fixture(scope="session")
def made_rule() -> Callable[..., Rule]:
    """A rule that finds every report, unless it is given another check."""

    def check(report: Any) -> Any:
        yield gikqa.Finding(observed=report.publisher)

    def made_rule(code: str = "XA101", **fields: Any) -> Rule:
        plain: Mapping[str, Any] = {
            "code": code,
            "name": f"made-for-{code}",
            "severity": Severity.WARNING,
            "source": "none",
            "title": {"zh": "测试", "en": "Test"},
            "message": {"zh": "发布者 {observed}", "en": "publisher {observed}"},
            "check": check,
        }
        return Rule(**{**plain, **fields})

    return made_rule


@pytest.fixture
def only_failure(
    load: Callable[..., Plugins],
    plugin: Callable[..., SimpleNamespace],
    made_rule: Callable[..., Rule],
) -> Callable[[Any], tuple[str, str]]:
    """Load a bad plugin before and after a good one; what went wrong, once the good one works.

    The good one and ours find what they find without the bad one, to the byte.
    """

    def only_failure(bad: Any) -> tuple[str, str]:
        good = plugin(("XG",), rules=[made_rule("XG101")])
        chosen = ["XG101", "GIK302", "GIK303"]
        told = []
        for good_name in ("gikqa-a-good-one", "gikqa-z-good-one"):
            plugins = load(("gikqa-bad", "0.4", bad), (good_name, "1.0", good))
            result = gikqa.lint(export_table(ROWS), select=chosen, plugins=plugins)
            alone = load((good_name, "1.0", good))
            expected = gikqa.lint(export_table(ROWS), select=chosen, plugins=alone)
            assert result.findings.equals(expected.findings)
            assert result.coverage.equals(expected.coverage)
            assert result.statuses()["XG101"] == {"violated": 3}
            assert (expected.exit_code, result.exit_code) == (0, 3)
            assert result.failures == plugins.failures_in("zh")
            told.append(plugins.failures)
        first, second = told
        assert first == second
        (failure,) = first
        assert (failure.plugin, failure.version) == ("gikqa-bad", "0.4")
        return failure.what, failure.problem

    return only_failure


EDITION = """
edition = "pilot"
years = { first = 2008, last = 2013 }
instrument = "试行办法"
verified = true

[title]
zh = "试行报表"
en = "Pilot form"

[[tables]]
key = "letters"
domain_rule = "XA301"
title = "来信情况"

[[tables.blocks]]
label = "来信"
rows = [
  { key = "received", label = "收到" },
  { key = "answered", label = "答复" },
  { key = "pending", label = "待复" },
]
columns = [{ key = "paper", label = "信件" }, { key = "total", label = "合计" }]

[[identities]]
id = "letters-balance"
rule = "XA302"
table = "letters"
each = "column"
left = ["answered", "pending"]
relation = "="
right = ["received"]
basis = "试行办法第一条"
"""


@pytest.fixture(scope="session")
def edition_text() -> str:
    """An edition with a table of its own; its rules are XA301 (domain) and XA302 (a sum)."""
    return EDITION

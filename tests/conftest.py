"""What the tests share: reports made by hand, the built-in rules alone, results as plain values."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from hypothesis import settings

import gikqa
from gikqa import Result, Rule, _plugins
from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._plugins import Plugins, load_plugins
from gikqa._render import writer
from gikqa.editions import Kind, load_editions
from small_reports import export, replace_columns, report, typed

__all__ = ["export", "replace_columns", "report", "typed"]

settings.register_profile("reproducible", derandomize=True, deadline=None, database=None)
settings.load_profile("reproducible")

WITH_A_FUNCTION = ("GIK105", "TST001")
"""Rules over one report that the tests of the core may meet."""


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, even if the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def uninterruptible() -> Iterator[None]:
    """Ctrl-C is ignored, as in the processes that judge."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


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
            patch.setattr(_plugins, "entry_points", lambda group: [])
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
            if rule.check is None or code in WITH_A_FUNCTION
        }
        return plugins

    return load


@pytest.fixture(scope="session")
def built_in(with_plugins: Callable[..., Plugins]) -> Plugins:
    return with_plugins()


@pytest.fixture(scope="session")
def lint(built_in: Plugins) -> Callable[..., Result]:
    """`gikqa.lint` with the built-in rules alone, in English, in one thread."""
    return partial(gikqa.lint, plugins=built_in, lang="en", jobs=1)


@pytest.fixture(scope="session")
def rows_of() -> Callable[[Result], list[dict[str, Any]]]:
    """The findings as plain values, without their fingerprints; those are looked at here."""

    def rows(result: Result) -> list[dict[str, Any]]:
        found = result.findings.to_pylist()
        for row in found:
            assert len(row.pop("fingerprint")) == 32
            row["params"] = dict(row["params"])
        return found

    return rows


@pytest.fixture(scope="session")
def finding(built_in: Plugins) -> Callable[..., dict[str, Any]]:
    """What a finding of a built-in rule looks like; what is not named is what most of them have."""

    def make(code: str, message: str, **fields: Any) -> dict[str, Any]:
        rule = built_in.rules[code]
        row = dict.fromkeys(name for name in FINDINGS_SCHEMA.names if name != "fingerprint")
        row |= {
            "rule": code,
            "name": rule.name,
            "severity": str(rule.severity),
            "confidence": str(rule.confidence),
            "report_id": "",
            "cells": [],
            "message": message,
            "params": {},
            "proposal": [],
            "basis": rule.source,
            "plugin": "gikqa",
            "plugin_version": gikqa.__version__,
        }
        assert fields.keys() <= row.keys()
        return row | fields

    return make


@pytest.fixture(scope="session")
def as_bytes() -> Callable[[Result], bytes]:
    """All that a result says about findings and coverage, as bytes to be compared."""

    def write(result: Result) -> bytes:
        stream = BytesIO()
        writer("jsonl").write(result, stream)
        return stream.getvalue() + repr(result.coverage.to_pylist()).encode()

    return write


@pytest.fixture(scope="session")
def signed_cells() -> frozenset[str]:
    """The cells of all editions that may be negative."""
    return frozenset(
        path
        for edition in load_editions().values()
        for path, cell in edition.cells.items()
        if cell.kind is Kind.SIGNED
    )

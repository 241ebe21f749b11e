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
from chosen_rules import only_forms, with_plugins
from gikqa import Result
from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._plugins import Plugins
from gikqa._render import writer
from gikqa.editions import Kind, load_editions
from small_reports import export, replace_columns, report, typed

__all__ = ["export", "only_forms", "replace_columns", "report", "typed", "with_plugins"]

settings.register_profile("reproducible", derandomize=True, deadline=None, database=None)
settings.load_profile("reproducible")


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

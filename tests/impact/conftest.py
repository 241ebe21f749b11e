"""Findings of two runs as files, and the command that compares them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from command_line import Outcome, folder, gikqa
from gikqa._render import writer
from invented_results import made
from written_exports import clean, export, faulty, report, unbalanced

__all__ = ["clean", "export", "faulty", "folder", "gikqa", "report", "unbalanced"]

CODES = ("GIK302", "GIK603", "GIK810")


@pytest.fixture
def side(folder: Path) -> Callable[..., str]:
    """Write findings as a run writes them, whose rules are those of CODES; gives the name."""

    def write(name: str, *findings: dict[str, Any], **about: Any) -> str:
        rules = [(code, code.lower(), "passed", None, 5) for code in CODES]
        result = made(findings, **({"coverage": rules} | about))
        with open(folder / name, "wb") as stream:
            writer(name.rpartition(".")[2]).write(result, stream)
        return name

    return write


@pytest.fixture
def impact(gikqa: Callable[..., Outcome]) -> Callable[..., dict[str, Any]]:
    """Compare two sides; gives what the command writes as JSON, and its exit code."""

    def compare(old: str | Path, new: str | Path, *args: str | Path) -> dict[str, Any]:
        outcome = gikqa("impact", "--old", old, "--new", new, "--format", "json", *args)
        assert outcome.data, outcome.stderr
        return {**json.loads(outcome.data), "code": outcome.code, "stderr": outcome.stderr}

    return compare


@pytest.fixture
def counts() -> Callable[[dict[str, Any]], tuple[int, ...]]:
    """Findings added, removed, changed, and the same."""
    return lambda said: tuple(said[kind] for kind in ("added", "removed", "changed", "same"))

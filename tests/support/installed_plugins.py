"""Plugins that are put where gikqa finds those that are installed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Put a plugin where importlib.metadata finds it: distribution, version, module text."""
    site = tmp_path / "site"

    def install(name: str, text: str, version: str = "1.0") -> Path:
        module = name.replace("-", "_")
        info = site / f"{module}-{version}.dist-info"
        info.mkdir(parents=True)
        (site / f"{module}.py").write_text(text, "utf-8")
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8"
        )
        (info / "entry_points.txt").write_text(f"[gikqa]\nmain = {module}\n", "utf-8")
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, module, raising=False)
        installed.append(module)
        return site

    installed: list[str] = []
    yield install
    for module in installed:
        sys.modules.pop(module, None)


@pytest.fixture(scope="session")
def raising_plugin() -> str:
    """The text of a plugin whose only rule raises."""
    return """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)


def check(report):
    raise ZeroDivisionError("the rule divides by zero")
    yield


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "规则", "en": "rule"}
    return [
        gikqa.Rule(
            code="XA101", name="always-raises", severity=gikqa.Severity.ERROR, source="none",
            title=words, message=words, check=check,
        )
    ]
"""

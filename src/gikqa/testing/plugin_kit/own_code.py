"""Which code is that of the plugin: its files, and those of rule files for rules in TOML."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import gikqa.rule_files
from gikqa.testing.plugin_kit.subject import Loaded


def is_own(file: str, loaded: Loaded) -> bool:
    """Whether a file of code, as frames name it, belongs to the plugin."""
    return _lies_in(file, *_roots(loaded.root.path if loaded.root else None))


def of_its_package(path: str, loaded: Loaded) -> bool:
    """Whether a file, of code or of data, is one of the plugin's package."""
    return loaded.root is not None and _lies_in(os.path.abspath(path), loaded.root.path)


@cache
def _roots(path: str | None) -> tuple[str, ...]:
    written = str(Path(gikqa.rule_files.__file__).parent)
    return (path, written) if path and not path.endswith(".toml") else (written,)


@cache
def _lies_in(file: str, *roots: str) -> bool:
    return any(file == root or file.startswith(root + os.sep) for root in roots)

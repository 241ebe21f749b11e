"""A command line in a folder of its own, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from gikqa.cli import main

CALL = ("-c", "from gikqa.cli import main; main()")
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE")


@dataclass(frozen=True)
class Outcome:
    code: int
    data: bytes
    stderr: str

    @property
    def stdout(self) -> str:
        return self.data.decode("utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: no settings in it, and no language in the environment."""
    here = tmp_path / "work"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in LOCALE:
        monkeypatch.delenv(name, raising=False)
    # Other tests do without what is installed; the command line does not.
    monkeypatch.setattr("gikqa._plugins.find_plugins.entry_points", entry_points)
    return here


@pytest.fixture
def gikqa(folder: Path, capsysbinary: Any) -> Callable[..., Outcome]:
    """Run the command line in this process."""

    def run(*args: str | Path) -> Outcome:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        data, stderr = capsysbinary.readouterr()
        return Outcome(int(ended.value.code or 0), data, stderr.decode("utf-8"))

    return run


@pytest.fixture
def start(folder: Path) -> Callable[..., Outcome]:
    """Run the installed command in a process of its own, through a shell if it is one line."""

    def run(
        *args: str | Path,
        env: Mapping[str, str] | None = None,
        call: tuple[str, ...] = CALL,
    ) -> Outcome:
        line = len(args) == 1 and isinstance(args[0], str) and ("|" in args[0] or ">" in args[0])
        command: Any = args[0] if line else [sys.executable, "-W", "error", *map(str, call + args)]
        known = {name: value for name, value in os.environ.items() if name not in LOCALE}
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command] if line else command,
            capture_output=True,
            env={**known, "PYTHONUTF8": "1", "PYTHON": sys.executable, **(env or {})},
            cwd=folder,
            timeout=600,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr.decode("utf-8"))

    return run

"""Environments of their own, with wheels in them, made without a network."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any


def run(*command: Any, cwd: Path, env: dict[str, str] | None = None) -> Any:
    """A command that has ended, with what it printed.

    What it imports is compiled once, whatever the caller's settings: there are many commands.
    """
    return subprocess.run(
        list(map(str, command)),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "", **(env or {})},
        cwd=cwd,
        timeout=600,
        check=False,
    )


def build(source: Path, target: Path, *options: str) -> None:
    """Build what `python -m build` builds, with the backend that is installed here."""
    command = (sys.executable, "-m", "build", "--no-isolation", "--outdir", target, *options)
    done = run(*command, source, cwd=source)
    assert done.returncode == 0, done.stdout + done.stderr


def fresh_environment(folder: Path, *wheels: Path) -> Path:
    """The Python of a new environment with these wheels and what they depend on.

    What they depend on is borrowed from this environment, so that no network is needed.
    """
    uv = (sys.executable, "-m", "uv")
    done = run(*uv, "venv", "--offline", "--python", sys.executable, folder, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    python = folder / "bin/python"
    install = (*uv, "pip", "install", "--offline", "--no-deps", "--python", python, *wheels)
    done = run(*install, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    borrowed = folder / "borrowed"
    borrowed.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        ours = "gikqa" in entry.name.lower() or entry.name.startswith("__editable__")
        if not ours and entry.suffix != ".pth":
            (borrowed / entry.name).symlink_to(entry)
    paths = run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder)
    Path(paths.stdout.strip(), "borrowed.pth").write_text(f"{borrowed}\n", "utf-8")
    return python

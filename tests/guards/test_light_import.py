"""What starts quickly has to stay quick: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("duckdb", "hypothesis", "lxml", "numpy", "pandas", "pandera", "polars", "pyarrow")


def imported_by(code: str) -> set[str]:
    """The top modules in memory after a program has run in a process of its own."""
    tail = "import sys; print('\\n', *sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tail}"],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import gikqa", (*HEAVY, "rich", "pluggy", "click")),
        (
            "from gikqa import Finding, Report, Rule, Severity, hookimpl, rule",
            (*HEAVY, "rich", "click"),
        ),
        ("import gikqa.editions; gikqa.editions.load_editions()", (*HEAVY, "rich", "click")),
        ("from gikqa import lint", ("pandera", "pandas", "polars", "duckdb", "rich", "click")),
        (
            "from gikqa.cli import group; group.main(['--help'], standalone_mode=False)",
            (*HEAVY, "rich"),
        ),
        (
            "from gikqa.cli import group; group.main(['lint', '--help'], standalone_mode=False)",
            (*HEAVY, "rich"),
        ),
    ],
    ids=["the package", "what a rule needs", "editions", "lint", "--help", "lint --help"],
)
def test_importing_what_is_asked_for_imports_nothing_heavy(code, unwanted):
    found = sorted(imported_by(code) & set(unwanted))
    assert not found, (
        f"`{code}` imports {', '.join(found)}: move that import into the function that needs it; "
        f"`python -X importtime` shows who asked for it"
    )

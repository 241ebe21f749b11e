"""What starts quickly has to stay quick: nothing heavy is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

HEAVY = (
    "duckdb",
    "hypothesis",
    "jinja2",
    "lxml",
    "numpy",
    "pandas",
    "pandera",
    "polars",
    "pyarrow",
    "starlette",
    "uvicorn",
)


def imported_by(code: str) -> set[str]:
    """The top modules in memory after a program has run in a process of its own."""
    tail = "import sys; print('\\n', *sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tail}"],
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
        cwd=ROOT,
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


def test_lint_imports_no_pandas_though_it_is_installed():
    code = (
        "import contextlib\nfrom gikqa.cli import main\n"
        "with contextlib.suppress(SystemExit): main(['lint', 'examples/sample.parquet', '--quiet'])"
    )
    assert "pandas" not in imported_by(code)


def test_pyarrow_finds_pandas_again_when_something_needs_it():
    code = (
        "import pyarrow\nfrom gikqa._export.without_pandas import spare_pandas\nspare_pandas()\n"
        "assert pyarrow.table({'a': [1, 2]}).to_pandas()['a'].sum() == 3"
    )
    assert "pandas" in imported_by(code)

"""Code that lies beside the documents of strangers is not run by any process of gikqa."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import gikqa
from gikqa._engine import run
from gikqa._processes import paths_for_workers
from gikqa.testing import export_table

TRAP = "import pathlib\npathlib.Path({!r}).touch()\nraise SystemExit(7)\n"
NAMES = (
    "pickle.py",
    "struct.py",
    "signal.py",
    "numpy.py",
    "sitecustomize.py",
    "multiprocessing/__init__.py",
    "gikqa/__init__.py",
    "gikqa_documents/__init__.py",
)
PLUGIN = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)


def check(report):
    yield gikqa.Finding(observed=report.report_id)


@gikqa.hookimpl
def gikqa_rules():
    words = {"zh": "规则", "en": "rule"}
    return [
        gikqa.Rule(
            code="XA101", name="finds", severity=gikqa.Severity.ERROR, source="none",
            title=words, message=words, check=check,
        )
    ]
"""


@pytest.fixture
def traps(folder):
    """Modules in the working folder that leave a file when they are run; gives those that did."""
    sprung = folder.parent / "sprung"
    sprung.mkdir()
    for name in NAMES:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(TRAP.format(str(sprung / name.replace("/", "."))), "utf-8")
    return lambda: sorted(path.name for path in sprung.iterdir())


def test_a_trap_that_is_run_leaves_a_file(traps, folder):
    """The tests below could not fail otherwise."""
    with pytest.raises(SystemExit):
        exec((folder / "pickle.py").read_text("utf-8"), {})
    assert traps() == ["pickle.py"]


def test_processes_that_read_documents_run_nothing_of_the_folder(gikqa, folder, traps, document):
    (folder / "a.html").write_text(document("青桐县人民政府", html=True), "utf-8")
    outcome = gikqa("extract", ".", "-o", "out.parquet", "--quiet")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert traps() == []


@pytest.mark.parametrize("entry", ["", ".", "absolute"])
def test_processes_that_judge_run_nothing_of_the_folder(
    folder, traps, install, monkeypatch, report, entry
):
    install("gikqa-finds", PLUGIN)
    monkeypatch.setattr(sys, "path", [str(folder) if entry == "absolute" else entry, *sys.path])
    result = gikqa.lint(export_table([report("r1")]), select=["XA101"])
    assert result.failures == ()
    assert result.statuses() == {"XA101": {"violated": 1}}
    assert traps() == []


def test_many_narratives_are_judged_without_running_anything_of_the_folder(
    folder, traps, monkeypatch, report
):
    monkeypatch.setattr(run, "_MANY", 1)
    monkeypatch.syspath_prepend("")
    result = gikqa.lint(export_table([report("r1"), report("r2")]), select=["GIK810"], jobs=2)
    assert result.failures == ()
    assert result.statuses() == {"GIK810": {"passed": 2}}
    assert traps() == []


def test_the_command_runs_nothing_of_the_folder(folder, install, traps, document):
    site = install("gikqa-finds", PLUGIN)
    (folder / "a.html").write_text(document("青桐县人民政府", html=True), "utf-8")
    # A script has its own folder on its path, as the command that pip installs has.
    script = folder.parent / "command.py"
    script.write_text("from gikqa.cli import main\nmain()\n", "utf-8")
    options = ("--select", "XA101", "--format", "csv", "--lang", "en", "--quiet")
    known = {name: text for name, text in os.environ.items() if name != "PYTHONSAFEPATH"}
    done = subprocess.run(
        [sys.executable, script, "lint", "a.html", *options],
        capture_output=True,
        env={**known, "PYTHONPATH": str(site)},
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"XA101" in done.stdout
    assert traps() == []


@pytest.fixture
def path(monkeypatch):
    """Set `sys.path` and PYTHONPATH; gives what workers get."""

    def path(*entries: str, named: str = "") -> list[str]:
        monkeypatch.setattr(sys, "path", list(entries))
        monkeypatch.setenv("PYTHONPATH", named)
        return paths_for_workers()

    return path


LIBRARY = os.path.dirname(os.__file__)


def test_the_current_folder_and_relative_ones_are_not_handed_over(path, folder):
    assert path("", ".", "src", str(folder), LIBRARY, "/elsewhere") == [LIBRARY, "/elsewhere"]


def test_the_current_folder_behind_a_link_is_not_handed_over(path, folder):
    link = folder.parent / "link"
    link.symlink_to(folder)
    assert path(str(link), LIBRARY) == [LIBRARY]


def test_the_current_folder_is_handed_over_where_the_user_has_named_it(path, folder: Path):
    here = str(folder)
    assert path(here, LIBRARY, named=here) == [here, LIBRARY]
    assert path(here, LIBRARY, named=".") == [LIBRARY]


def test_the_current_folder_is_handed_over_where_an_installation_has_added_it(path, folder):
    here = str(folder)
    assert path("", LIBRARY, here) == [LIBRARY, here]

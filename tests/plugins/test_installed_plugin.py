"""The plugin that the documentation shows, installed and run in processes of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gikqa.testing import export_table

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "specs/plugins.md"
EXAMPLE = ROOT / "plugins/gikqa-example"


def shown_files():
    """The files of the plugin that the page shows: a name, and its text in a fenced block."""
    found = re.findall(r"^`(\S+)`:\n\n(```+)\w+\n(.*?)^\2$", PAGE.read_text("utf-8"), re.M | re.S)
    return {name: text for name, _, text in found}


def test_the_page_shows_the_files_of_the_example_as_they_are():
    shown = shown_files()
    assert {"pyproject.toml", "src/gikqa_example/__init__.py"} < shown.keys()
    files = {name: (EXAMPLE / name).read_text("utf-8") for name in shown}
    assert shown == files, "copy the files of plugins/gikqa-example into specs/plugins.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The example in a folder of its own, so that building it leaves nothing in the checkout."""
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def site(project, tmp_path_factory):
    """A folder with the plugin installed as its users install it."""
    target = tmp_path_factory.mktemp("site")
    options = ["--no-deps", "--no-build-isolation", "--offline", "--quiet"]
    uv = [sys.executable, "-m", "uv", "pip", "install", "--python", sys.executable, *options]
    done = subprocess.run(
        [*uv, "--target", target, project], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def run(site, tmp_path):
    """`gikqa` in a process that finds the plugin."""

    def run(*args):
        return subprocess.run(
            [sys.executable, "-W", "error", "-c", "from gikqa.cli import main; main()", *args],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(site), "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
            cwd=tmp_path,
            timeout=600,
            check=False,
        )

    return run


def test_the_documented_plugin_is_installed_whole(site):
    installed = {path.name for path in (site / "gikqa_example").rglob("*") if path.is_file()}
    assert installed >= {"__init__.py", "py.typed", "EX101.md", "EX102.md"}


def test_the_documented_plugin_is_listed(run):
    done = run("plugins")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("gikqa-example 0.1.0\n") == 1
    assert "gikqa-example 0.1.0\n  hooks: gikqa_rules\n  rules: EX101, EX102\n" in done.stdout


def test_the_documented_plugin_judges_an_export(run, tmp_path):
    rows = [
        {
            "report_id": "blank" if pending is None else f"r{pending}",
            "publisher": "青桐县人民政府办公室",
            "year": 2023,
            "requests.carried_out.total": pending,
        }
        for pending in (10, 11, None)
    ]
    pq.write_table(export_table(rows), tmp_path / "export.parquet")
    done = run("lint", "export.parquet", "--select", "EX101", "--format", "json", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")  # a warning
    answer = json.loads(done.stdout)
    (found,) = answer["findings"]
    assert found["message"] == "11 requests are carried out"
    keys = ("rule", "report_id", "observed", "expected", "plugin", "plugin_version")
    assert [found[key] for key in keys] == [
        "EX101",
        "r11",
        "11",
        "≤ 10",
        "gikqa-example",
        "0.1.0",
    ]
    assert answer["summary"]["checks"]["status"] == {
        "passed": 1,
        "violated": 1,
        "undetermined": 1,
        "not applicable": 0,
        "skipped": 0,
        "suppressed": 0,
        "failed": 0,
    }


def test_the_documented_plugin_explains_its_rule(run):
    done = run("explain", "pending-beyond-ten", "--lang", "zh")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# EX101 pending-beyond-ten\n\n结转下年度超过十件\n")
    assert "gikqa-example" in done.stdout

"""The plugin that the documentation shows, installed and run in processes of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gikqa.testing import export_table

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "specs/plugins.md"


def blocks(language):
    """The fenced blocks of the page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The documented plugin as files; each block says in its first line which file it is."""
    folder = tmp_path_factory.mktemp("neighbour")
    for text in blocks("toml") + blocks("python"):
        name = re.match(r"# (\S+)$", text.partition("\n")[0])
        if name and name[1] in ("pyproject.toml", "gikqa_neighbour.py"):
            (folder / name[1]).write_text(text, "utf-8")
    assert {path.name for path in folder.iterdir()} == {"pyproject.toml", "gikqa_neighbour.py"}
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


def test_the_documented_plugin_is_listed(run):
    done = run("plugins")
    assert (done.returncode, done.stderr) == (0, "")
    assert "gikqa-neighbour 1.0.0\n  hooks: gikqa_rules\n  rules: NB101\n" in done.stdout


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
    done = run("lint", "export.parquet", "--select", "NB", "--format", "json", "--lang", "en")
    assert (done.returncode, done.stderr) == (0, "")  # a warning
    answer = json.loads(done.stdout)
    (found,) = answer["findings"]
    assert found["message"] == "11 requests are carried out"
    keys = ("rule", "report_id", "observed", "expected", "plugin", "plugin_version")
    assert [found[key] for key in keys] == [
        "NB101",
        "r11",
        "11",
        "≤ 10",
        "gikqa-neighbour",
        "1.0.0",
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
    assert done.stdout.startswith("# NB101 pending-beyond-ten\n\n结转下年度超过十件\n")
    assert "gikqa-neighbour" in done.stdout

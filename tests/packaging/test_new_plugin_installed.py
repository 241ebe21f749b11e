"""Two new plugins, built and installed beside the wheel of gikqa in an environment of its own."""

from __future__ import annotations

import json
from datetime import date

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from fresh_environment import build, fresh_environment, run
from gikqa.cli import group
from gikqa.testing import export_table

SOUND = {
    "publisher": "青桐县人民政府办公室",
    "year": 2023,
    "published_on": date(2024, 1, 20),
    "requests.total_concluded.total": 10,
    "requests.granted.total": 1,
    "sections": [{"number": 1, "heading": "总体情况", "text": "网站访问量达50320次。"}],
}
ROUNDED = [{"number": 1, "heading": "总体情况", "text": "网站访问量达约5万次。"}]
DEFECTS = {
    "sound": {},
    "blank": {"requests.granted.total": None, "published_on": None},
    "none-granted": {"requests.granted.total": 0},
    "rounded": {"sections": ROUNDED},
    "late": {"published_on": date(2024, 1, 21)},
}


PREFIXES = {"gikqa-lakes": "LK", "gikqa-seas": "SEA"}


@pytest.fixture(scope="module")
def gikqa(built, tmp_path_factory):
    """The command `gikqa` of an environment with all wheels."""
    folder = tmp_path_factory.mktemp("new")
    for name, prefix in PREFIXES.items():
        args = ["new-plugin", name, "--prefix", prefix, "--into", str(folder)]
        done = CliRunner().invoke(group, args)
        assert done.exit_code == 0, done.output
        build(folder / name, folder / "dist", "--wheel")
    wheels = [*built.glob("*.whl"), *folder.glob("dist/*.whl")]
    command = fresh_environment(folder / "env", *wheels).with_name("gikqa")
    return lambda *args: run(command, *args, cwd=folder, env={"LC_ALL": "C.UTF-8"})


def test_the_installed_plugins_are_listed_without_a_failure(gikqa):
    done = gikqa("plugins", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    listed = {one["distribution"]: one for one in json.loads(done.stdout)}
    assert listed.keys() == {"gikqa", *PREFIXES}
    for name, prefix in PREFIXES.items():
        assert listed[name]["hooks"] == ["gikqa_rule_files", "gikqa_rules"]
        assert listed[name]["rules"] == [f"{prefix}101", f"{prefix}102", f"{prefix}201"]
        assert listed[name]["failures"] == []


def test_a_prefix_of_an_installed_plugin_is_refused(gikqa):
    done = gikqa("new-plugin", "gikqa-search", "--prefix", "SEARCH")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: the prefix 'SEARCH' overlaps 'SEA' of gikqa-seas, and --select would choose the "
        "rules of both: choose another one\n"
    )


def test_the_installed_plugin_finds_exactly_the_planted_defects(gikqa, tmp_path):
    rows = [{"report_id": name, **SOUND, **defect} for name, defect in DEFECTS.items()]
    pq.write_table(export_table(rows), tmp_path / "export.parquet")
    done = gikqa(
        "lint", tmp_path / "export.parquet", "--select", "LK", "--format", "json", "--lang", "en"
    )
    assert (done.returncode, done.stderr) == (0, "")  # warnings
    answer = json.loads(done.stdout)
    found = {
        (one["rule"], one["report_id"], one["severity"], one["message"])
        for one in answer["findings"]
    }
    assert len(answer["findings"]) == len(found)
    assert found == {
        ("LK101", "none-granted", "warning", "10 requests are concluded, 0 granted"),
        ("LK102", "rounded", "info", "`访问量达约5` is no exact count"),
        ("LK201", "late", "warning", "published on 2024-01-21, expected ≤ 2024-01-20"),
    }
    assert {one["plugin"] for one in answer["findings"]} == {"gikqa-lakes"}

"""The examples that need no framework, and those parts of the others that need none."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from importlib import import_module
from pathlib import Path
from textwrap import dedent

import pyarrow.parquet as pq
import pytest

import gikqa

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
TOTAL = "总计：“（七）总计”为 7，应等于各类办理结果之和 8（1+6+1）"


def key(text, name):
    """The value of a key that stands once in a file of YAML, on one line."""
    (value,) = re.findall(rf"^[- ]*{name}: (.+?)(?: #.*)?$", text, re.M)
    return value


def read(name):
    return (ROOT / name).read_text("utf-8")


def test_the_hook_judges_what_is_committed(command_line, here):
    hook, config = read(".pre-commit-hooks.yaml"), read("examples/pre-commit-config.yaml")
    assert key(hook, "id") == key(config, "id") == "gikqa"
    files, folder = (re.compile(key(text, "files")) for text in (hook, config))
    assert files.search("reports/a.html")
    assert folder.search("reports/a.html")
    assert not files.search("README.md")
    program, *words = shlex.split(key(hook, "entry"))
    options = key(config, "args").strip("[]").split(", ")
    found = command_line(*words, *options, "reports.parquet")
    assert (program, found.code, TOTAL in found.stdout) == ("gikqa", 1, True)


def test_what_the_hook_installs_is_in_the_repository():
    needed = key(read(".pre-commit-hooks.yaml"), "additional_dependencies").strip("[]").split(", ")
    assert [place for place in needed if not (ROOT / place / "pyproject.toml").is_file()] == []


def test_the_action_annotates_and_fails(command_line, here):
    (script,) = re.findall(r"- name: Judge\n.*?run: \|\n(.*)\Z", read("action.yml"), re.S)
    inputs = {"PATHS": "reports.parquet no*such", "FAIL_ON": "error", "ANSWER_IN": "zh"}
    # The shell says what it would call, and the command line is called in this process.
    called = subprocess.run(
        ["bash", "-e", "-c", 'gikqa() { printf "%s\\n" "$@"; }\n' + dedent(script)],
        env={**os.environ, **inputs},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    assert called[-2:] == ["reports.parquet", "no*such"]
    found = command_line(*called[:-1])
    assert found.code == 1
    assert re.match(
        rf"::error title=GIK303 outcomes-do-not-sum::.*{re.escape(TOTAL)}", found.stdout
    )


def test_the_summary_counts_what_was_found_and_judged(here):
    summary = import_module("gikqa_summary")
    result = gikqa.lint("reports.parquet", select=["GIK303", "GIK304"], lang="zh", jobs=1)
    assert summary.numbers(result) == {
        "reports": 5,
        "error": 4,
        "warning": 0,
        "info": 0,
        "judged": 10,
        "not judged": 0,
        "failures": 0,
    }
    assert f"| 霁陂县司法局 | 2022 | GIK303 | error | {TOTAL} |" in summary.table(result)


def test_a_result_without_findings_has_no_table(here):
    summary = import_module("gikqa_summary")
    result = gikqa.lint("reports.parquet", select=["GIK301"], lang="zh", jobs=1)
    assert summary.table(result) == ""


def rows_of(name):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed; `make test` brings it")
    return duckdb.sql((EXAMPLES / f"sql/{name}.sql").read_text("utf-8")).fetchall()


def test_the_test_in_sql_returns_what_is_proved_wrong(here):
    assert [row[:4] for row in rows_of("no_errors")] == [
        ("000004-2022", "霁陂县司法局", 2022, "GIK303"),
        ("000004-2022", "霁陂县司法局", 2022, "GIK304"),
        *[("shangyou-2019", "上犹县人民政府办公室", 2019, "GIK302")] * 2,
        *[("shangyou-2019", "上犹县人民政府办公室", 2019, "GIK303")] * 2,
    ]


def test_the_worst_bodies_come_first(here):
    assert rows_of("worst_bodies") == [
        ("上犹县人民政府办公室", 4, 4, "GIK105, GIK302, GIK303, GIK602, GIK603, LOC101"),
        ("霁陂县司法局", 2, 0, "GIK303, GIK304"),
        ("霁蘅市交通运输局", 0, 1, "GIK801"),
    ]


def test_requests_are_summed_over_sound_reports_only(here):
    table = pq.read_table("reports.parquet", columns=["report_id", "requests.new_received.total"])
    received = dict(zip(*table.to_pydict().values(), strict=True))
    year_2022 = received["000000-2022"] + received["000022-2022"]
    assert rows_of("sound_requests") == [
        (2022, 2, year_2022, 2),
        (2023, 1, received["000000-2023"], 1),
    ]


def test_the_notebook_runs_from_top_to_bottom(here, capsys):
    (here / "reports.parquet").rename(here / "sample.parquet")
    cells = json.loads((EXAMPLES / "findings.ipynb").read_text("utf-8"))["cells"]
    names: dict[str, object] = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [], "clear the outputs before you commit the notebook"
            exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
    assert "error · GIK302 · " in capsys.readouterr().out
    assert (here / "findings.html").is_file()


def test_every_example_is_named_on_both_pages():
    made = [*EXAMPLES.glob("*.y*ml"), *EXAMPLES.glob("*.ipynb"), *EXAMPLES.glob("sql/*.sql")]
    made += [EXAMPLES / name for name in ("dagster_check.py", "airflow_dag.py", "gikqa_summary.py")]
    for page in ("README.md", "README.zh.md"):
        text = (EXAMPLES / page).read_text("utf-8")
        names = [path.relative_to(EXAMPLES).as_posix() for path in made]
        assert [name for name in names if f"({name})" not in text] == []

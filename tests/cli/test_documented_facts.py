"""What the page on plugins shows of data: last days of a region, and places that may be named."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import tomli

from gikqa import lint as lint_function
from gikqa._engine import judge_in_processes, run
from gikqa._engine.judge_in_processes import Processes
from gikqa.testing import export_table
from gikqa_locale.further import extensions

PAGE = Path(__file__).resolve().parents[2] / "specs/plugins.md"


def block(first_line):
    """The block of the page that begins with this comment."""
    found = re.findall(r"^```(?:python|toml)\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    (text,) = (text for text in found if text.startswith(f"# {first_line}\n"))
    return text


@pytest.fixture
def lint(gikqa, folder):
    """The findings of a rule in some reports, which the command line judges; stderr is empty."""

    def lint(code, *rows):
        pq.write_table(export_table(rows), folder / "a.parquet")
        chosen = ("--select", code, "--format", "jsonl", "--no-totals", "--lang", "en")
        done = gikqa("lint", "a.parquet", *chosen)
        assert (done.code, done.stderr) == (0, "")
        return [json.loads(line) for line in done.stdout.splitlines()]

    return lint


def published(day, level, region="431200", year=2021):
    return {
        "report_id": f"{level} {region} {day}",
        "publisher": "怀化市水利局",
        "region_code": region,
        "level": level,
        "year": year,
        "published_on": day,
    }


@pytest.fixture
def huaihua(install):
    site = install("gikqa-huaihua", block("gikqa_huaihua.py"))
    (site / "huaihua.toml").write_text(block("huaihua.toml"), "utf-8")


def reports():
    early, late, march = date(2022, 1, 28), date(2022, 2, 8), date(2022, 3, 1)
    return [
        published(early, "department"),
        published(date(2022, 1, 30), "department"),
        published(date(2022, 1, 30), "department", region="430100"),
        published(date(2022, 1, 30), "department", region=None),
        published(late, "department"),
        published(late, "township"),
        published(march, "township"),
        published(march, "township", region="430100"),
    ]


KEYS = ("report_id", "severity", "confidence", "observed", "expected", "basis")
NATIONAL = "《条例》（国务院令第711号）第四十九条第一款"


def test_without_the_plugin_the_national_day_alone_is_judged(lint):
    found = lint("GIK114", *reports())
    assert [[row[key] for key in KEYS] for row in found] == [
        [
            "department 431200 2022-02-08",
            "warning",
            "likely",
            "2022-02-08",
            "≤ 2022-01-31",
            NATIONAL,
        ]
    ]


def test_the_documented_days_of_a_region_are_judged(lint, huaihua):
    notice = "the city's notice on the reports for 2021"
    found = lint("GIK114", *reports())
    assert [[row[key] for key in KEYS] for row in found] == [
        ["department 431200 2022-01-30", "warning", "likely", "2022-01-30", "≤ 2022-01-28", notice],
        ["department 431200 2022-02-08", "warning", "likely", "2022-02-08", "≤ 2022-01-28", notice],
        [
            "township 431200 2022-03-01",
            "info",
            "hint",
            "2022-03-01",
            "≤ 2022-02-20",
            "a page without a date",
        ],
    ]


def test_the_documented_days_are_listed(gikqa, huaihua):
    done = gikqa("plugins", "--check", "gikqa-huaihua", "--lang", "en")
    days = "department of 431200, 2021-2021: 01-28, township of 431200, 2021-: 02-20 (?)"
    assert (done.code, done.stderr) == (0, "")
    assert f"\n  last days for publishing: {days}\n" in done.stdout


def test_the_documented_permission_lets_a_place_be_named(gikqa, lint, folder, monkeypatch):
    text = "孪生县柳林县共收到申请1件。"
    row = {
        "report_id": "r",
        "publisher": "上犹县人民政府办公室",
        "region_code": "360724",
        "year": 2021,
        "sections": [{"number": 1, "heading": "一、总体情况", "text": text}],
    }
    assert [row["quote"] for row in lint("LOC101", row)] == ["柳林县"]
    project = tomli.loads(block("pyproject.toml of gikqa-twins"))["project"]
    site = folder / "site"
    info = site / "gikqa_twins-1.0.dist-info"
    info.mkdir(parents=True)
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(head, "utf-8")
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in named.items())
        for group, named in project["entry-points"].items()
    )
    (info / "entry_points.txt").write_text(points, "utf-8")
    for name in ("gikqa_twins.py", "twins.toml"):
        (site / name).write_text(block(name), "utf-8")
    monkeypatch.syspath_prepend(site)
    monkeypatch.delitem(sys.modules, "gikqa_twins", raising=False)
    try:
        assert lint("LOC101", row) == []
        listed = gikqa("plugins", "--check", "gikqa-twins", "--lang", "en")
        said = "gikqa-twins 1.0\n  hooks: -\n  gikqa_locale.permitted: twin county\n"
        assert (listed.code, said in listed.stdout) == (0, True)
    finally:
        extensions(lambda group: [])  # later tests know nothing of it


def test_processes_that_judge_have_the_same_days(huaihua, folder, monkeypatch):
    sections = [{"number": 1, "heading": "一、总体情况", "text": "本年度无变化。"}]
    table = export_table([{**row, "sections": sections} for row in reports()])
    chosen = ["GIK114", "GIK810"]
    here = lint_function(table, select=chosen, jobs=1)
    monkeypatch.setattr(run, "_MANY", 1)
    started = []
    monkeypatch.setattr(
        judge_in_processes,
        "Processes",
        lambda plan, jobs: started.append(jobs) or Processes(plan, jobs),
    )
    there = lint_function(table, select=chosen, jobs=2)
    assert started == [2]
    assert there.findings.equals(here.findings)
    assert there.findings["rule"].to_pylist() == ["GIK114"] * 3


OF_A_PLUGIN = """
import gikqa
GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)
WORDS = {"zh": "规则", "en": "rule"}
FIELDS = dict(
    code="XA101", name="of-days", severity=gikqa.Severity.INFO, source="none",
    title=WORDS, message=WORDS,
)


def make(deadlines):
    def check(report):
        days = sorted({(one.month, one.day) for one in deadlines})
        yield gikqa.Finding(observed=str(days))
    return gikqa.Rule(**FIELDS, check=check)


@gikqa.hookimpl
def gikqa_rules():
    return [gikqa.Rule(**FIELDS, with_deadlines=make)]
"""


def test_a_rule_of_third_parties_is_made_of_all_days(lint, install, huaihua):
    install("gikqa-days", OF_A_PLUGIN)
    (found,) = lint("XA101", published(None, "department"))
    assert found["observed"] == "[(1, 28), (1, 31), (2, 20), (3, 31)]"

"""Distributions that add reasons to name another place: listed, turned off, refused if broken."""

from __future__ import annotations

import json
import sys

import pyarrow.parquet as pq
import pytest

from gikqa.testing import export_table
from gikqa_locale.further import extensions

PERMIT = '[[permit]]\nname = "twin county"\naround = ["双子"]\nreach = 20\n'


@pytest.fixture
def permit(folder, monkeypatch):
    """Install a distribution that has nothing but a file of permissions with this text."""
    site = folder / "site"

    def permit(text):
        info = site / "gikqa_twin-2.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gikqa-twin\nVersion: 2.0\n")
        points = "[gikqa_locale.permitted]\ntwin = twin_counties:PERMITTED\n"
        (info / "entry_points.txt").write_text(points)
        (site / "twin.toml").write_text(text, "utf-8")
        module = "from pathlib import Path\nPERMITTED = Path(__file__).with_name('twin.toml')\n"
        (site / "twin_counties.py").write_text(module)
        monkeypatch.syspath_prepend(site)
        monkeypatch.delitem(sys.modules, "twin_counties", raising=False)
        return site / "twin.toml"

    yield permit
    extensions(lambda group: [])  # later tests know nothing of it


@pytest.fixture
def lint(gikqa, folder):
    """What LOC101 finds in a report that names another county, stderr, and the exit code."""

    def lint(*options):
        sections = [{"number": 1, "heading": "一、总体情况", "text": "双子柳林县共收到申请1件。"}]
        row = {
            "report_id": "r",
            "publisher": "上犹县人民政府办公室",
            "region_code": "360724",
            "year": 2021,
            "sections": sections,
        }
        pq.write_table(export_table([row]), folder / "a.parquet")
        chosen = ("--select", "LOC101", "--format", "jsonl", "--no-totals", "--lang", "en")
        done = gikqa("lint", "a.parquet", *chosen, *options)
        return [json.loads(line)["quote"] for line in done.stdout.splitlines()], done

    return lint


def test_without_a_permission_the_place_is_foreign(lint):
    found, done = lint()
    assert (found, done.stderr, done.code) == (["柳林县"], "", 0)


def test_a_permission_silences_and_the_list_names_it(lint, permit, gikqa):
    permit(PERMIT)
    found, done = lint()
    assert (found, done.stderr, done.code) == ([], "", 0)
    listed = gikqa("plugins", "--lang", "en")
    said = "gikqa-twin 2.0\n  hooks: -\n  gikqa_locale.permitted: twin county\n"
    assert (listed.code, said in listed.stdout) == (0, True)
    entries = json.loads(gikqa("plugins", "--format", "json").stdout)
    (entry,) = (one for one in entries if one["distribution"] == "gikqa-twin")
    assert entry["extensions"] == {"gikqa_locale.permitted": ["twin county"]}


def test_the_result_names_the_distribution_that_permits(gikqa, lint, permit):
    permit(PERMIT)
    lint()
    done = gikqa("lint", "a.parquet", "--select", "LOC101", "--format", "json")
    assert json.loads(done.stdout)["plugins"]["gikqa-twin"] == "2.0"


@pytest.mark.parametrize("environment", [False, True])
def test_a_permission_that_is_turned_off_permits_nothing(lint, permit, monkeypatch, environment):
    permit(PERMIT)
    assert lint()[0] == []
    if environment:
        monkeypatch.setenv("GIKQA_NO_PLUGINS", "1")
    found, done = lint(*(() if environment else ("--plugin-off", "gikqa-twin")))
    assert (found, done.stderr, done.code) == (["柳林县"], "", 0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            PERMIT.replace('["双子"]', '["。", "，", "县"]'),
            "permit 'twin county': covers 7 of the 20 places that LOC101 finds in its worked "
            "cases: choose words that stand only where there is such a reason",
        ),
        (f"{PERMIT}raech = 3\n", "permit 'twin county': there is no key 'raech'"),
    ],
)
def test_a_file_that_is_wrong_permits_nothing_and_is_named_everywhere(
    lint, permit, gikqa, text, problem
):
    file = permit(text)
    said = f"error: gikqa-twin 2.0: gikqa_locale.permitted: {file}: {problem}\n"
    found, done = lint()
    assert (found, done.stderr, done.code) == (["柳林县"], said, 3)
    listed = gikqa("plugins", "--lang", "en")
    assert (listed.stderr, listed.code) == (said, 3)

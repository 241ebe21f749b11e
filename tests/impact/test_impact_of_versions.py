"""`gikqa impact` over installations: each judges the export with its own rules."""

from __future__ import annotations

import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

PLUGIN = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)
WORDS = {{"zh": "规则", "en": "rule"}}


def check(report):
    {body}


@gikqa.hookimpl
def gikqa_rules():
    return [
        gikqa.Rule(
            code=code, name=name, severity=gikqa.Severity.{severity}, source="none",
            title=WORDS, message=WORDS, check=check,
        )
        for code, name in {rules}
    ]
"""
FINDS = 'yield gikqa.Finding(cells=("requests.granted.total",), observed="1")'


@pytest.fixture
def installation(tmp_path: Path) -> Callable[..., Path]:
    """A virtual environment with this gikqa and, if wanted, a plugin of one rule."""

    def make(
        name: str,
        body: str = FINDS,
        severity: str = "ERROR",
        rules: tuple[tuple[str, str], ...] = (("XA101", "one"),),
        *,
        empty: bool = False,
    ) -> Path:
        place = tmp_path / name
        venv.create(place, symlinks=True)
        (site,) = place.glob("lib/python*/site-packages")
        if empty:
            return place
        ours = sysconfig.get_path("purelib")
        (site / "ours.pth").write_text(f"import site; site.addsitedir({ours!r})\n", "utf-8")
        text = PLUGIN.format(body=body, severity=severity, rules=rules)
        (site / "xa.py").write_text(text, "utf-8")
        info = site / "xa-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: xa\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text("[gikqa]\nmain = xa\n", "utf-8")
        return place

    return make


def test_the_gikqa_that_is_running_finds_what_it_found_before(gikqa, faulty, impact, counts):
    assert gikqa("lint", faulty, "--format", "parquet", "-o", "a.parquet").code == 1
    for pair in (("a.parquet", "."), (".", "a.parquet")):
        said = impact(*pair, faulty, "--threshold", "0")
        assert (said["code"], said["stderr"]) == (0, "")
        assert (said["old"]["given"], said["new"]["given"]) == pair
        assert counts(said)[:3] == (0, 0, 0)
        assert counts(said)[3] >= 3


def test_messages_are_made_in_the_language_of_the_file(gikqa, faulty, impact, counts):
    gikqa("lint", faulty, "--format", "jsonl", "-o", "a.jsonl", "--lang", "zh")
    said = impact(".", "a.jsonl", faulty, "--lang", "en")
    assert (said["code"], counts(said)[:3], said["old"]["lang"]) == (0, (0, 0, 0), "zh")


def test_two_installations_of_one_plugin_are_no_change(installation, clean, impact, counts):
    said = impact(installation("one"), installation("two") / "bin" / "python", clean)
    assert (said["code"], said["stderr"], counts(said)) == (0, "", (0, 0, 0, 1))


def test_a_changed_rule_of_a_plugin_is_the_only_change(installation, faulty, impact, counts):
    said = impact(
        installation("one"), installation("two", severity="INFO"), faulty, "--threshold", "0"
    )
    assert (said["code"], counts(said)[:3]) == (1, (0, 0, 1))
    assert said["rules"][0]["rule"] == "XA101"
    assert said["rules"][0]["fields"] == {"severity": 1}


def test_a_plugin_that_one_side_lacks_is_not_run_there(installation, clean, impact, counts):
    said = impact(installation("one"), ".", clean)
    assert (said["code"], counts(said)) == (0, (0, 0, 0, 0))
    (row,) = said["not_compared"]
    assert (row["rule"], row["old"], row["new"]) == ("XA101", 1, 0)
    assert (row["side"], row["status"]) == ("new", "not run")


@pytest.mark.parametrize("body", ["raise ValueError('no'); yield", "import os; os._exit(7); yield"])
def test_what_a_failed_rule_no_longer_finds_is_not_removed(
    installation, clean, impact, counts, body
):
    said = impact(installation("one"), installation("two", body), clean, "--threshold", "0")
    assert (said["code"], said["complete"], counts(said)) == (3, False, (0, 0, 0, 0))
    (row,) = said["not_compared"]
    assert (row["rule"], row["status"], row["reports"]) == ("XA101", "failed", 1)
    assert said["stderr"].startswith("error: new: xa 1.0: ")


def test_a_rule_that_only_one_side_has_can_be_chosen(installation, faulty, impact):
    two = (("XA101", "one"), ("XA102", "two"))
    sides = installation("one"), installation("two", rules=two)
    said = impact(*sides, faulty, "--select", "XA")
    assert [rule["rule"] for rule in said["rules"]] == ["XA101"]
    assert [(one["rule"], one["side"]) for one in said["not_compared"]] == [("XA102", "old")]
    said = impact(*sides, faulty, "--select", "XA102")
    assert said["rules"] == []
    assert [(one["rule"], one["new"]) for one in said["not_compared"]] == [("XA102", 1)]


def test_a_rule_that_is_not_chosen_is_not_judged(installation, clean, impact):
    breaking = installation("two", "raise ValueError; yield")
    said = impact(installation("one"), breaking, clean, "--select", "GIK302")
    assert (said["code"], said["stderr"], said["not_compared"]) == (0, "", [])


def test_modules_in_the_current_folder_are_not_imported(installation, clean, impact, folder):
    for name in ("gikqa", "json", "pyarrow", "xa"):
        (folder / f"{name}.py").write_text("raise SystemExit(9)", "utf-8")
    assert impact(installation("one"), ".", clean)["code"] == 0


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("empty", 3, "wrote no findings (exit code 1): "),
        ("text", 2, "is no findings that gikqa lint wrote, no Python and no virtual environment"),
        ("folder", 2, "is no findings that gikqa lint wrote, no Python and no virtual environment"),
    ],
)
def test_a_side_without_gikqa_is_said_in_one_sentence(
    installation, gikqa, folder, clean, given, code, said
):
    installation("empty", empty=True)
    (folder / "text").write_text("hello", "utf-8")
    (folder / "folder").mkdir()
    place = folder.parent / "empty" if given == "empty" else folder / given
    outcome = gikqa("impact", "--old", place, clean, "--lang", "en")
    assert (outcome.code, outcome.data) == (code, b"")
    assert said in outcome.stderr
    assert outcome.stderr.count("\n") == 1


def test_an_export_that_no_side_can_read_ends_with_4(gikqa, side, folder):
    (folder / "bad.parquet").write_bytes(b"PAR1 no, it is not")
    outcome = gikqa("impact", "--old", side("a.parquet"), "bad.parquet", "--lang", "en")
    assert outcome.code == 4
    assert "bad.parquet" in outcome.stderr

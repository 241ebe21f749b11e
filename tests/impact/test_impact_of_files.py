"""`gikqa impact` over findings that were written before: what counts as which change."""

from __future__ import annotations

import json

import pytest

from gikqa.cli import COMMANDS
from invented_results import HOSTILE, UNSEEN, finding

A = finding(cells=["requests.granted.total"], observed="1", expected="2", fingerprint="fa")
B = finding(
    rule="GIK603",
    name="gik603",
    report_id="r-002",
    section=3,
    start=14,
    end=21,
    quote="尚有四件",
    fingerprint="fb",
)
C = finding(rule="GIK810", name="gik810", report_id="r-003", message="`截止`", fingerprint="fc")
PROBLEM = {"source": "b.parquet", "problem": "b.parquet is damaged"}


def examples(said):
    return [
        (rule["rule"], one["kind"], one["fields"])
        for rule in said["rules"]
        for one in rule["examples"]
    ]


@pytest.mark.parametrize("names", [("a.parquet", "b.parquet"), ("a.parquet", "b.jsonl")])
def test_equal_findings_are_no_change_in_either_form(side, impact, gikqa, counts, names):
    old, new = (side(name, A, B, C) for name in names)
    said = impact(old, new, "--threshold", "0")
    assert (said["code"], said["stderr"], said["complete"]) == (0, "", True)
    assert counts(said) == (0, 0, 0, 3)
    assert examples(said) == []
    assert (said["not_compared"], said["apart"]) == ([], None)
    text = gikqa("impact", "--old", old, "--new", new, "--lang", "en").stdout
    assert text.splitlines()[3:] == ["No finding was added, removed or changed"]


def test_runs_without_findings_are_no_change(side, impact, counts):
    said = impact(side("a.parquet"), side("b.jsonl"))
    assert (said["code"], counts(said), said["rules"]) == (0, (0, 0, 0, 0), [])


def test_other_versions_and_another_order_are_no_change(side, impact, counts):
    newer = ({**one, "plugin_version": "9"} for one in (C, B, A))
    said = impact(side("a.parquet", A, B, C), side("b.parquet", *newer))
    assert counts(said) == (0, 0, 0, 3)


def test_a_finding_on_one_side_is_added_or_removed(side, impact, counts):
    said = impact(side("a.parquet", A, B), side("b.jsonl", B, C))
    assert (said["code"], counts(said)) == (0, (1, 1, 0, 1))
    assert said["rules"][:2] == [
        {
            "rule": "GIK302",
            "name": "gik302",
            "added": 0,
            "removed": 1,
            "changed": 0,
            "same": 0,
            "fields": {},
            "examples": [{"kind": "removed", "old": shown(A), "new": None, "fields": []}],
        },
        {
            "rule": "GIK810",
            "name": "gik810",
            "added": 1,
            "removed": 0,
            "changed": 0,
            "same": 0,
            "fields": {},
            "examples": [{"kind": "added", "old": None, "new": shown(C), "fields": []}],
        },
    ]


def shown(row):
    names = "report_id publisher year severity confidence cells section start end quote observed"
    names += " expected message cause proposal basis"
    return {name: row[name] for name in names.split()}


@pytest.mark.parametrize(
    ("old", "change"),
    [
        (A, {"severity": "warning"}),
        (A, {"confidence": "likely"}),
        (A, {"message": "another sentence"}),
        (A, {"basis": "条例第五十一条"}),
        (A, {"proposal": [{"cell": "requests.granted.total", "value": "2"}]}),
        (A, {"observed": "3", "fingerprint": "fz"}),
        (A, {"expected": "3", "message": "expected 3", "fingerprint": "fz"}),
        (B, {"quote": "尚有四件在办", "end": 22, "fingerprint": "fz"}),
        (B, {"start": 15, "end": 22}),
    ],
)
def test_a_finding_that_says_something_else_is_changed(side, impact, counts, old, change):
    said = impact(side("a.parquet", old, C), side("b.parquet", {**old, **change}, C))
    assert counts(said) == (0, 0, 1, 1)
    fields = set(change) - {"fingerprint"}
    assert said["rules"][0]["fields"] == dict.fromkeys(said["rules"][0]["fields"], 1)
    assert set(said["rules"][0]["fields"]) == fields
    ((_, kind, differ),) = examples(said)
    assert (kind, set(differ)) == ("changed", fields)


@pytest.mark.parametrize(
    "change",
    [
        {"report_id": "r-777"},
        {"cells": ["requests.granted.natural_person"]},
        {"section": 1},
    ],
)
def test_a_finding_in_another_place_is_another_finding(side, impact, counts, change):
    new = {**A, **change, "fingerprint": "fz"}
    said = impact(side("a.parquet", A), side("b.parquet", new))
    assert counts(said) == (1, 1, 0, 0)


def test_of_two_equal_mistakes_the_one_that_stays_is_the_same(side, impact, counts):
    """The fingerprint numbers them in one report: what was the second is now the first."""
    first, second = B, {**B, "start": 50, "end": 57, "fingerprint": "fb2"}
    said = impact(
        side("a.parquet", first, second), side("b.parquet", {**second, "fingerprint": "fb"})
    )
    assert counts(said) == (0, 1, 0, 1)
    assert said["rules"][0]["examples"][0]["old"] == shown(first)


def test_reports_that_share_an_id_are_paired_one_by_one(side, impact, counts):
    said = impact(side("a.parquet", A, A, A), side("b.parquet", A, A))
    assert counts(said) == (0, 1, 0, 2)


def test_at_one_place_similar_messages_form_a_pair(side, impact):
    old = [{**C, "message": f"{letter} is wrong", "fingerprint": f"o{letter}"} for letter in "ab"]
    new = [{**C, "message": f"{letter} is bad", "fingerprint": f"n{letter}"} for letter in "ba"]
    (rule, *_) = impact(side("a.parquet", *old), side("b.parquet", *new))["rules"]
    assert sorted((one["old"]["message"], one["new"]["message"]) for one in rule["examples"]) == [
        ("a is wrong", "a is bad"),
        ("b is wrong", "b is bad"),
    ]


@pytest.mark.parametrize(
    ("threshold", "code"), [((), 0), (("--threshold", "3"), 0), (("--threshold", "2"), 1)]
)
def test_more_changes_than_the_threshold_end_with_1(side, impact, threshold, code):
    old = side("a.parquet", A, B)
    new = side("b.parquet", {**A, "severity": "info"}, C)
    said = impact(old, new, *threshold)
    assert (said["code"], said["stderr"]) == (code, "")


def test_as_many_examples_as_wanted_of_each_kind_in_turn(side, impact):
    old = [{**A, "report_id": f"o{n}", "fingerprint": f"o{n}"} for n in range(9)]
    new = [{**A, "report_id": f"n{n}", "fingerprint": f"n{n}"} for n in range(9)]
    old += [{**A, "report_id": f"c{n}", "fingerprint": f"c{n}"} for n in range(9)]
    new += [{**one, "severity": "info"} for one in old[9:]]
    pair = side("a.parquet", *old), side("b.parquet", *new)
    (rule,) = impact(*pair, "--examples", "4")["rules"]
    assert (rule["added"], rule["removed"], rule["changed"]) == (9, 9, 9)
    assert [one["kind"] for one in rule["examples"]] == ["added", "added", "removed", "changed"]
    assert impact(*pair, "--examples", "0")["rules"][0]["examples"] == []


def rows(**statuses):
    """Coverage with a rule's status instead of `passed`."""
    given = dict.fromkeys(("GIK302", "GIK603", "GIK810"), ("passed", None, 5)) | statuses
    return [(code, code.lower(), *one) for code, one in given.items() if one]


@pytest.mark.parametrize(
    ("about", "status", "reports"),
    [
        ({"coverage": rows(GIK302=None)}, "not run", None),
        ({"coverage": rows(GIK302=("skipped", "column `x` is missing", 5))}, "skipped", 5),
        ({"hidden": {"GIK302": 3}}, "hidden", None),
        ({"coverage": rows(GIK302=("failed", "ValueError", 2))}, "failed", 2),
    ],
)
@pytest.mark.parametrize("mirrored", [False, True])
def test_findings_of_a_rule_that_one_side_did_not_run_are_not_removed(
    side, impact, counts, about, status, reports, mirrored
):
    pair = side("a.parquet", A, B), side("b.parquet", B, **about)
    said = impact(*(pair[::-1] if mirrored else pair), "--threshold", "0")
    assert said["code"] == (3 if status in ("hidden", "failed") else 0)
    assert counts(said) == (0, 0, 0, 1)
    assert said["not_compared"] == [
        {
            "rule": "GIK302",
            "name": "gik302",
            "old": int(not mirrored),
            "new": int(mirrored),
            "side": "old" if mirrored else "new",
            "status": status,
            "reports": reports,
        }
    ]


def test_a_rule_that_both_sides_skipped_alike_is_compared(side, impact):
    skipped = {"coverage": rows(GIK302=("skipped", "column `x` is missing", 5))}
    said = impact(side("a.parquet", B, **skipped), side("b.parquet", B, **skipped))
    assert (said["code"], said["not_compared"]) == (0, [])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_side_on_which_something_failed_ends_with_3_and_says_so(side, gikqa, lang):
    from gikqa import Failure

    failed = {
        "coverage": rows(GIK302=("failed", "ValueError", 5)),
        "failures": (Failure("gikqa-x", "1.0", "rule GIK302", "ValueError: no"),),
    }
    pair = "--old", side("a.parquet", A, B), "--new", side("b.parquet", **failed)
    outcome = gikqa("impact", *pair, "--lang", lang, "--threshold", "0")
    assert outcome.code == 3
    said = {
        "en": "error: new: gikqa-x 1.0: rule GIK302: ValueError: no\n",
        "zh": "错误：新：gikqa-x 1.0: rule GIK302: ValueError: no\n",
    }
    assert outcome.stderr == said[lang]
    assert {"en": "0 added, 1 removed", "zh": "新增 0，消失 1"}[lang] in outcome.stdout
    assert {"en": "it failed on 5 reports in new", "zh": "新：此规则在 5 份报告上出错"}[
        lang
    ] in outcome.stdout


def test_findings_of_reports_that_one_side_did_not_read_are_not_removed(side, impact, counts):
    from gikqa._model.result import Problem

    unread = {"problems": (Problem(**PROBLEM),), "reports": 4}
    old = side("a.parquet", A, B, {**A, "cells": [], "fingerprint": "f9"})
    said = impact(old, side("b.parquet", A, **unread), "--threshold", "0")
    assert (said["code"], said["complete"]) == (4, False)
    assert (counts(said), said["apart"]) == ((0, 1, 0, 1), {"old": 1, "new": 0})
    assert said["stderr"] == (
        "error: new: b.parquet is damaged\n"
        "error: the two sides did not read the same reports (old 5, new 4)\n"
    )


def test_other_reports_without_a_problem_end_with_3(side, impact):
    said = impact(side("a.parquet", A, reports=5), side("b.parquet", A, reports=6))
    assert (said["code"], said["apart"]) == (3, {"old": 0, "new": 0})


def test_a_side_that_judged_nothing_is_no_clean_side(side, impact):
    nothing = rows(**dict.fromkeys(("GIK302", "GIK603", "GIK810"), ("not applicable", None, 5)))
    said = impact(side("a.parquet", A), side("b.parquet", coverage=nothing))
    assert (said["code"], said["stderr"]) == (4, "error: new: nothing was judged\n")


@pytest.mark.parametrize("select", ["GIK603", "GIK6,GIK810", "gik603"])
def test_only_chosen_rules_are_compared(side, impact, select):
    said = impact(side("a.parquet", A, B), side("b.parquet"), "--select", select)
    assert [rule["rule"] for rule in said["rules"]] == ["GIK603"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("--old", "a.parquet", "--new", "a.parquet", "--select", "GIK60x"), 2, "did you mean"),
        (("--old", "a.parquet", "--new", "zh.parquet"), 2, "the old messages are in en"),
        (("--old", "a.parquet"), 2, "give the path of an export"),
        (("--old", "a.parquet", "--new", "a.parquet", "clean.parquet"), 2, "leave out the path"),
        (("clean.parquet",), 2, "name another with --old or --new"),
        (("--old", "none", "clean.parquet"), 2, "none is no findings that gikqa lint wrote"),
        (
            ("--old", "a.parquet", "--new", "clean.parquet"),
            4,
            "holds no findings with their totals",
        ),
        (("--old", "a.parquet", "--new", "bare.jsonl"), 4, "without --no-totals"),
        (("--old", "a.parquet", "--new", "cut.parquet"), 4, "holds no findings with their totals"),
        (("--old", "a.parquet", "--new", "a.parquet", "-o", "a.parquet"), 2, "would replace"),
        (("--old", "a.parquet", "--new", "a.parquet", "--threshold", "-1"), 2, "threshold"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_sentence(
    side, gikqa, folder, clean, args, code, said
):
    side("a.parquet", A, B)
    side("zh.parquet", A, lang="zh")
    side("bare.jsonl", A)
    (folder / "bare.jsonl").write_bytes((folder / "bare.jsonl").read_bytes().splitlines()[0])
    (folder / "cut.parquet").write_bytes((folder / "a.parquet").read_bytes()[:-9])
    outcome = gikqa("impact", *args, "--lang", "en")
    assert (outcome.code, outcome.data) == (code, b"")
    assert said in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_markdown_shows_hostile_text_as_code(side, gikqa):
    hostile = finding(
        report_id=HOSTILE,
        message="`` ` @all #1 <b> | " + HOSTILE,
        cells=[HOSTILE],
        fingerprint="fh",
    )
    pair = "--old", side("a.parquet", A), "--new", side("b.jsonl", A, hostile)
    outcome = gikqa("impact", *pair, "--format", "markdown", "--lang", "en")
    assert outcome.code == 0
    lines = outcome.stdout.splitlines()
    assert not UNSEEN & set(outcome.stdout)
    (at,) = (n for n, line in enumerate(lines) if "@all" in line)
    assert lines[at].startswith("  - ``` `` ` @all #1 <b> | =1+1")
    assert lines[at].endswith("``` ") or lines[at].endswith(" ```")
    assert lines[at - 1].startswith("- added: ")
    assert "| `GIK302` | `gik302` | 1 | 0 | 0 | 1 |" in lines
    assert lines.count("</details>") == 1


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_the_same_files_give_the_same_bytes(side, gikqa, format_):
    pair = "--old", side("a.parquet", A, B), "--new", side("b.jsonl", {**A, "observed": "9"}, C)
    first, second = (gikqa("impact", *pair, "--format", format_) for _ in range(2))
    assert first.data == second.data
    assert gikqa("impact", *pair, "--format", format_, "-o", "out").data == b""
    with open("out", "rb") as file:
        assert file.read() == first.data


def test_text_and_markdown_say_it_in_the_language_of_the_user(side, gikqa):
    pair = "--old", side("a.parquet", A, B), "--new", side("b.parquet", {**A, "severity": "info"})
    for lang, words in (("en", "0 added, 1 removed, 1 changed"), ("zh", "新增 0，消失 1，变化 1")):
        for format_ in ("text", "markdown"):
            assert words in gikqa("impact", *pair, "--lang", lang, "--format", format_).stdout
    text = gikqa("impact", *pair, "--lang", "zh").stdout
    assert "级别：错误 → 提示" in text
    assert "r-002 · 第 3 部分，第 14–21 字" in text


def test_the_command_is_listed_and_its_json_is_one_object(side, gikqa):
    assert "impact" in COMMANDS
    pair = "--old", side("a.parquet", A), "--new", side("b.parquet", A)
    data = gikqa("impact", *pair, "--format", "json").data
    assert list(json.loads(data)) == [
        *("old", "new", "complete", "added", "removed", "changed", "same"),
        *("apart", "not_compared", "rules"),
    ]

"""`gikqa triage`: lists that people filled in become a baseline, and precision is counted."""

from __future__ import annotations

import json

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa._triage.precision import wilson

A, B, C = ("a" * 32, "b" * 32, "c" * 32)


def write(file, *rows, heads="指纹,规则,状态,理由"):
    file.write_text("\n".join([heads, *(",".join(row) for row in rows)]) + "\n", "utf-8")


def told(data):
    lines = data.decode("utf-8-sig").splitlines()
    heads = lines[0].split(",")
    rows = [dict(zip(heads, line.split(","), strict=True)) for line in lines[1:]]
    return [(row["fingerprint"], row["state"], row["reason"]) for row in rows]


def test_of_several_lists_the_last_decision_counts(gikqa, folder):
    write(folder / "1.csv", (A, "GIK302", "不属实", "一"), (B, "GIK302", "待核实", "一"))
    write(folder / "2.csv", (B, "GIK302", "属实", "二"), (C, "GIK105", "", "二"), (A, "", "", "二"))
    write(folder / "3.csv", (B, "GIK302", "待核实", "三"), (C, "GIK105", "待核实", "三"))
    outcome = gikqa("triage", "1.csv", "2.csv", "3.csv")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert told(outcome.data) == [(A, "不属实", "一"), (B, "属实", "二"), (C, "待核实", "三")]


def test_a_workbook_that_comes_back_suppresses(gikqa, faulty, folder):
    gikqa("baseline", faulty, "-o", "all.csv")
    names, *lines = (folder / "all.csv").read_text("utf-8-sig").splitlines()
    found = [dict(zip(names.split(","), line.split(","), strict=False)) for line in lines]
    book = openpyxl.Workbook()
    book.active.append(["整改清单"])
    book.active.append(["单位", "规则", "状态", "指纹"])
    for row in found:
        book.active.append(["青桐县", row["rule"], "不属实", row["fingerprint"]])
    book.save(folder / "list.xlsx")
    assert gikqa("triage", "list.xlsx", "-o", "triage.csv").code == 0
    assert gikqa("lint", faulty, "--baseline", "triage.csv").code == 0
    assert gikqa("lint", faulty, "--baseline", "list.xlsx").code == 0


def test_a_file_with_decisions_is_not_lost(gikqa, folder):
    write(folder / "triage.csv", (A, "GIK302", "不属实", "一"))
    write(folder / "new.csv", (B, "GIK302", "属实", "二"))
    before = (folder / "triage.csv").read_bytes()
    for options in (("new.csv",), ("triage.csv", "new.csv", "--precision")):
        outcome = gikqa("triage", *options, "-o", "triage.csv")
        assert outcome.code == 2
        assert "triage.csv is there already" in outcome.stderr
        assert (folder / "triage.csv").read_bytes() == before
    assert gikqa("triage", "triage.csv", "new.csv", "-o", "triage.csv").code == 0
    once = (folder / "triage.csv").read_bytes()
    assert told(once) == [(A, "不属实", "一"), (B, "属实", "二")]
    assert gikqa("triage", "triage.csv", "new.csv", "-o", "triage.csv").code == 0
    assert (folder / "triage.csv").read_bytes() == once


def test_precision_is_counted_for_each_rule(gikqa, folder):
    states = ["属实"] * 8 + ["不属实"] * 2 + ["非本单位", "待核实", ""]
    rows = [(f"{n:032x}", "GIK302", state, "") for n, state in enumerate(states)]
    write(folder / "t.csv", *rows, (A, "GIK105", "accepted", ""))
    outcome = gikqa("triage", "t.csv", "--precision", "--format", "json")
    first, second = json.loads(outcome.data)
    rounded = {key: round(value, 4) for key, value in second.items() if key != "rule"}
    assert (first["rule"], first["other"], first["precision"], first["low"]) == (
        "GIK105",
        1,
        None,
        None,
    )
    # Newcombe (1998) gives the ends 0.4902 and 0.9433 for 8 of 10.
    assert rounded == {
        "confirmed": 8,
        "dismissed": 2,
        "other": 3,
        "precision": 0.8,
        "low": 0.4902,
        "high": 0.9433,
    }
    outcome = gikqa("triage", "t.csv", "--precision", "--lang", "zh")
    assert outcome.data.decode() == (
        "规则    属实  不属实  其他  准确率  95% 区间\n"
        "GIK105  0     0       1     –       –\n"
        "GIK302  8     2       3     80.0 %  49.0–94.3 %\n"
    )


@given(right=st.integers(0, 60), wrong=st.integers(0, 60))
def test_the_interval_holds_the_share_and_is_what_the_score_test_accepts(right, wrong):
    low, high = wilson(right, right + wrong)
    if not right + wrong:
        assert (low, high) == (None, None)
        return
    of, share = right + wrong, right / (right + wrong)
    assert 0 <= low <= share <= high <= 1
    assert wilson(wrong, of) == pytest.approx((1 - high, 1 - low))
    for end in (low, high):
        if 1e-9 < end < 1 - 1e-9:
            deviation = abs(share - end) / (end * (1 - end) / of) ** 0.5
            assert deviation == pytest.approx(1.959963984540054)

"""What a finder leaves out of a batch, its rule would have passed."""

from __future__ import annotations

import copy
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from gikqa.editions import load_editions

REPORTS = 600
LEADS = [
    *(
        "政府信息公开申请情况：",
        "依申请公开方面，",
        "因政府信息公开被申请行政复议2件，",
        "诉讼1件，",
        "我局",
        "",
    ),
    *("对政府信息公开申请，予以公开1件，部分公开2件，", "全县", "其中", "上年"),
]
FILLERS = ["", "", "", "的", "共", "政府信息公开申请", "案件", "为", "：", " ", "约", "及", "、"]
NUMBERS = ["0", "1", "2", "3", "12", "３", "三", "1.5", "1000"]
UNITS = ["件", "件", "份", "人", "元", "万元", "余件", " 件"]
MARKS = ["，", "。", "；", "、", "\n", ""]


class ReadsAll:
    """A finder whose scan keeps every report."""

    def __init__(self, finder):
        self.reads, self.phrases, self.read = finder.reads, finder.phrases, finder.read

    def scan(self, batch):
        return np.ones(batch.rows, np.bool_)


def narrative(phrases, rng):
    """Clauses of phrases with numbers beside them."""
    pieces = [rng.choice(LEADS)]
    for _ in range(rng.randrange(2, 7)):
        pieces += [rng.choice(rng.choice(phrases)), rng.choice(FILLERS), rng.choice(FILLERS)]
        pieces += [rng.choice(NUMBERS), rng.choice(UNITS), rng.choice(MARKS)]
    return "".join(pieces)


def cells(edition, rng):
    """Small counts, some blank."""
    known = {path: rng.choice([0, 0, 1, 2, 3, 12]) for path in load_editions()[edition].cells}
    return known | dict.fromkeys(rng.sample(sorted(known), rng.choice([0, 0, 0, 5])))


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_a_rule_that_reads_every_report_finds_the_same(edition, report, export, built_in, lint):
    rules = {
        code: rule
        for code, rule in built_in.rules.items()
        if code.startswith("GIK6") and rule.find is not None
    }
    rng, phrases = Random(edition), [sorted(rule.words()) for rule in rules.values()]
    table = export(
        *(
            report(
                edition,
                cells(edition, rng),
                report_id=f"r{number}",
                publisher=rng.choice(["青桐县水利局", "青桐县人民政府"]),
                sections=[{"number": 1, "heading": "", "text": narrative(phrases, rng)}],
            )
            for number in range(REPORTS)
        )
    )
    patient = copy.copy(built_in)
    patient.rules = built_in.rules | {
        code: replace(rule, find=ReadsAll(rule.find)) for code, rule in rules.items()
    }
    one, other = (
        lint(table, select=sorted(rules), plugins=plugins) for plugins in (built_in, patient)
    )
    assert (one.failures, other.failures) == ((), ())
    assert len(set(one.findings["rule"].to_pylist())) >= 7  # or the text tries nothing
    assert one.findings.to_pylist() == other.findings.to_pylist()
    assert one.coverage.equals(other.coverage)

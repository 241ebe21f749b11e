"""Whatever stands in a narrative, no rule fails, and every quotation is a slice of its chapter."""

from __future__ import annotations

import copy
from random import Random

import pytest

JUNK = [
    *("0", "7", "12", "2021年", "3月", "31日", "件", "条", "%", "\n", "\n\n", "　", " ", "𠮷"),
    *"，。、：；（）()《》“”的共@",
    *(
        "其中",
        "申请",
        "复议",
        "诉讼",
        "信息",
        "公开",
        "办结",
        "收到",
        "上年",
        "一是",
        "二是",
        "http",
    ),
    *("政府信息公开申请", "行政诉讼3件", "我镇", "我局"),
]
REPORTS, PIECES = 250, 60


def narratives(phrases, rng):
    """Chapters of phrases that rules look for, in any order, among marks and numbers."""
    for _ in range(REPORTS):
        chapters = []
        for number in range(rng.randrange(1, 4)):
            pieces = [rng.choice(rng.choice((phrases, JUNK))) for _ in range(PIECES)]
            chapters.append({"number": number, "heading": "总体情况", "text": "".join(pieces)})
        yield chapters


@pytest.fixture(scope="module")
def rows(built_in, report):
    phrases = sorted({p for rule in built_in.rules.values() if rule.words for p in rule.words()})
    return [
        report(
            edition,
            {"requests.new_received.total": 3, "disputes.review.total": 2},
            report_id=f"{edition}-{number}",
            publisher=("青桐县柳溪镇人民政府", "青桐县水利局", "青桐县人民政府")[number % 3],
            sections=chapters,
        )
        for edition in ("2019", "2021")
        for number, chapters in enumerate(narratives(phrases, Random(edition)))
    ]


def test_phrases_in_any_order_make_no_rule_fail(rows, export, lint):
    result = lint(export(*rows))
    assert (result.failures, result.problems) == ((), ())
    texts = {row["report_id"]: [part["text"] for part in row["sections"]] for row in rows}
    found = [row for row in result.findings.to_pylist() if row["start"] is not None]
    assert len({row["rule"] for row in found}) >= 25  # of many kinds, or the text tries nothing
    for row in found:
        slices = [text[row["start"] : row["end"]] for text in texts[row["report_id"]]]
        assert row["quote"] in slices, row["rule"]


def test_without_their_shortcuts_rules_find_the_same(rows, built_in, export, lint):
    shortened = sorted(built_in.shortcuts)
    assert shortened, "no shortcut was brought"
    bare = copy.copy(built_in)
    bare.shortcuts = {}
    table = export(*rows)
    one, other = (lint(table, select=shortened, plugins=plugins) for plugins in (built_in, bare))
    assert (one.failures, other.failures) == ((), ())
    assert one.findings.num_rows > len(shortened)
    assert one.findings.to_pylist() == other.findings.to_pylist()
    assert one.coverage.equals(other.coverage)

"""The facts are what the rules read: every number that a rule quotes is a fact at its place."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gikqa
from gikqa._facts.facts_of_text import facts_of_text
from gikqa._model.report import Section
from gikqa.testing import rule_cases
from gikqa.text import read_narrative, sentences_around
from gikqa.text.citations import CitedTitles, number_after

TEXTS = Path(__file__).resolve().parents[2] / "specs/rules"
COUNTS = re.compile(r"GIK(5|6|112)")
CASES = [case for case in rule_cases(TEXTS) if COUNTS.match(case.code) and case.finds]
PIECES = [
    "收到申请", "12件", "，其中", "信函7件", "、邮件", "5件", "。", "占58.3%", "约300余条",
    "（", "）", "公开信息", "同比增长", "2022年", "《甲规定》", "（甲发〔2021〕3号）", "第",
    "国办发〔2020〕5号", "三项", "：", "\n", "一是", "2.5万元", "累计", "结转下年度", "；",
    "国务院令第711号", "共",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@pytest.mark.parametrize("code", sorted({case.code for case in CASES}))
def test_what_a_rule_quotes_is_a_fact_with_the_same_value(code, built_in):
    for case in (case for case in CASES if case.code == code):
        table = case.table()
        result = gikqa.lint(table, select=[code], plugins=built_in, jobs=1)
        facts = gikqa.facts(table, jobs=1).read_all().to_pylist()
        for finding in result.findings.to_pylist():
            observed = finding["observed"] or ""
            if finding["section"] is None or not observed.isdecimal():
                continue
            if not re.search(rf"(?<!\d){observed}(?!\d)", finding["quote"]):
                continue  # it is worked out, as the sum of a list is
            place = finding["section"], finding["start"], finding["end"]
            assert (
                any(
                    int(observed) in (fact["value"], fact["decimal"])
                    for fact in facts
                    if fact["section"] == place[0] and place[1] <= fact["start"] < place[2]
                )
                or len(observed) > 4
            ), (case.say, observed)  # no year has more digits


def test_what_is_said_of_a_list_is_in_the_row_of_the_list(built_in):
    (case, *_) = [case for case in CASES if case.code == "GIK501"]
    (finding,) = gikqa.lint(
        case.table(), select=["GIK501"], plugins=built_in, jobs=1
    ).findings.to_pylist()
    (found,) = [
        fact
        for fact in gikqa.facts(case.table(), jobs=1).read_all().to_pylist()
        if fact["kind"] == "list"
    ]
    assert (found["start"], found["end"]) == (finding["start"], finding["end"])
    assert found["text"] == finding["quote"]
    assert (found["items_sum"], found["value"]) == (
        int(finding["observed"]),
        int(finding["expected"]),
    )


@given(TEXT)
def test_a_quantity_read_in_its_sentences_is_a_fact_with_the_same_span_and_value(text):
    facts = {
        (fact.start, fact.end, fact.decimal if fact.value is None else fact.value)
        for fact in facts_of_text(text, 2023, ())
        if fact.kind in ("count", "share", "amount")
    }
    for place in range(len(text)):
        for one in read_narrative(text, 2023, sentences_around(text, place)).quantities:
            assert (one.start, one.end, one.value) in facts


@given(TEXT)
def test_a_title_that_a_rule_finds_is_a_citation_with_the_number_after_it(text):
    report = SimpleNamespace(sections=(Section(1, "", text),))
    cited = {fact.start: fact for fact in facts_of_text(text, 2023, ()) if fact.kind == "citation"}
    for found in CitedTitles(lambda title: title).read(report):
        fact = cited[found.start]
        assert fact.document_title == found.title
        printed = number_after(text[found.end : found.end + 60])
        if printed is not None:
            assert (fact.document_number, fact.end) == (printed[0], found.end + printed[1])

"""Sentences and clauses, also where marks are lost."""

from __future__ import annotations

import pytest

from gikqa.quantities import clauses, sentences

WHOLE = {
    "a point in a number": "占3.50%的申请",
    "a section's number": "1.公开更加透明",
    "a host": "见www.example.gov.cn的专栏",
    "a wrapped line": "全市各级行政机关全年共主动公开各类政府\n信息若干",
    "a comma": "公开，解读",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_one_sentence_in(text):
    assert [span.of(text) for span in sentences(text)] == [text]


PARTED = {
    "full stops": ("公开5条。解读3条。", ["公开5条。", "解读3条。"]),
    "a half-width stop": ("公开55条.解读3条.", ["公开55条.", "解读3条."]),
    "lines of their own": ("总体情况\n公开5条", ["总体情况", "公开5条"]),
    "an empty line": ("按照省市有关要求和上级部署精神\n\n公开5条", ["按照省市有关要求和上级部署精神", "公开5条"]),
    "an indented line": ("全市各级行政机关公开各类政府信息\n　　解读", ["全市各级行政机关公开各类政府信息", "解读"]),
    "a numbered line": ("全市各级行政机关公开各类政府信息\n（二）解读", ["全市各级行政机关公开各类政府信息", "（二）解读"]),
    "blanks only": (" \n　\n", []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PARTED.values(), ids=PARTED.keys())
def test_sentences_of(text, expected):
    assert [span.of(text) for span in sentences(text)] == expected


CLAUSES = {
    "no border in thousands": ("公开12,345条", ["公开12,345条"]),
    "no border in a time": ("每天9:00受理", ["每天9:00受理"]),
    "marks": ("公开5条，解读3条；回应", ["公开5条", "解读3条", "回应"]),
    "brackets": ("答复8件（含结转2件）", ["答复8件", "含结转2件"]),
    "a lost mark in front of an enumerator": ("公开不够二是解读不足", ["公开不够", "二是解读不足"]),
}


@pytest.mark.parametrize(("text", "expected"), CLAUSES.values(), ids=CLAUSES.keys())
def test_clauses_of(text, expected):
    assert [span.of(text) for span in clauses(text)] == expected

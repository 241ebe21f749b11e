"""Sentences and clauses, also where marks are lost."""

from __future__ import annotations

import pytest

from gikqa.text.quantities import clauses, sentences

LINE = "全县各单位按照要求逐项公开各类信息"

WHOLE = {
    "a point in a number": "占3.50%的申请",
    "a section's number": "1.公开更加透明",
    "a host": "见www.example.gov.cn的专栏",
    "a wrapped line": f"{LINE}\n并及时更新",
    "a comma": "公开，解读",
}


@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE.keys())
def test_one_sentence_in(text):
    assert [span.of(text) for span in sentences(text)] == [text]


PARTED = {
    "full stops": ("公开5条。解读3条。", ["公开5条。", "解读3条。"]),
    "a half-width stop": ("公开55条.解读3条.", ["公开55条.", "解读3条."]),
    "lines of their own": ("总体情况\n公开5条", ["总体情况", "公开5条"]),
    "an empty line": (f"{LINE}\n\n公开5条", [LINE, "公开5条"]),
    "an indented line": (f"{LINE}\n　　解读", [LINE, "解读"]),
    "a numbered line": (f"{LINE}\n（二）解读", [LINE, "（二）解读"]),
    "blanks only": (" \n　\n", []),
}


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

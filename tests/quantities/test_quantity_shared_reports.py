"""The documents shared beside the project, quantities written down by hand."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from gikqa.text.quantities import Enumeration, read_enumerations, read_quantities

SHARED = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not (SHARED / "reports").is_dir(), reason="the shared reports are not beside the project"
)


def document(name: str) -> str:
    text = (SHARED / "reports" / name).read_text("utf-8")
    return html.unescape(re.sub(r"<[^>]+>", "", text)) if name.endswith("html") else text


def between(text: str, start: str, end: str) -> str:
    first = text.index(start)
    return text[first : text.index(end, first)]


def lists(text: str, year: int) -> dict[int, Enumeration]:
    return {int(found.total.value): found for found in read_enumerations(text, year)}


def test_shangyou_paragraph_on_applications():
    text = between(document("shangyou_office_2019.txt"), "（二）依申请公开", "（三）政府信息管理")
    assert [(q.text, q.noun, q.verb, q.relation.value) for q in read_quantities(text, 2019)] == [
        ("7件", "申请", "受理", "whole"),
        ("7件", "申请", "受理", "part"),
        ("0件", "申请", "受理", "part"),
        ("6件", None, "答复", "whole"),
        ("1件", None, "未办结", "whole"),
    ]


def test_shangyou_sums():
    found = lists(document("shangyou_office_2019.txt"), 2019)
    sums = {total: [int(p.value) for p in one.parts] for total, one in found.items()}
    assert sums == {
        650: [120, 460, 63, 7],
        93: [89],
        889: [161, 122, 118, 105, 106, 80, 98, 99],
        7: [7, 0],
    }
    assert {total: (one.closed, one.adds_up) for total, one in found.items()} == {
        650: (True, True),
        93: (False, False),
        889: (True, True),
        7: (True, True),
    }
    assert not any(one.exceeds for one in found.values())


def test_shanghai_paragraphs_on_applications():
    text = document("shanghai_office_2019.html")
    text = between(text, "（二）依申请公开", "（三）政府信息管理")
    found = read_quantities(text, 2019)
    assert [(q.text, q.verb, q.scope.value, q.relation.value) for q in found] == [
        ("859件", "受理", "none", "whole"),
        ("12.3%", "受理", "none", "change"),
        ("805件", "答复", "none", "whole"),
        ("18件", "结转", "last_year", "including"),
        ("72件", "结转", "next_year", "including"),
        ("258件", "部分公开", "none", "whole"),
        ("33.9%", "部分公开", "none", "share"),
        ("35件", "不予公开", "none", "whole"),
        ("4.34%", "不予公开", "none", "share"),
        ("265件", "无法提供", "none", "whole"),
        ("32.9%", "无法提供", "none", "share"),
        ("158件", "不予处理", "none", "whole"),
        ("19.6%", "不予处理", "none", "share"),
        ("0件", "其他处理", "none", "whole"),
        ("7件", None, "none", "whole"),
        ("9件", None, "none", "whole"),
    ]  # fmt: skip


def test_suqian_sums():
    found = read_enumerations(document("suqian_city_2023.txt"), 2023)
    assert [(int(e.total.value), len(e.parts), e.closed, e.adds_up) for e in found] == [
        (119, 6, True, True),
        (3607, 11, True, True),
        (3607, 2, True, True),
        (25, 5, True, True),
        (2950, 5, True, True),
    ]


def observed_sums() -> list[tuple[str, int, list[int]]]:
    path = SHARED / "observations.jsonl"
    if not path.is_file():
        return []
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        (f"{row['id']} {one['what']}", one["stated"], one["parts"])
        for row in rows
        for one in row["facts"].get("sums", [])
    ]


@pytest.mark.parametrize(
    ("stated", "parts"), [pytest.param(s, p, id=name) for name, s, p in observed_sums()]
)
@pytest.mark.parametrize("mark", ["，", "、", "；"])
def test_observed_figures_in_sentences_of_ours(stated, parts, mark):
    """The rows hold figures without their sentences, so the sentences are made here."""
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯"
    listed = mark.join(f"{names[i]}类{part}条" for i, part in enumerate(parts))
    (found,) = read_enumerations(f"某镇发布{stated}条，其中{listed}。", 2023)
    assert [p.value for p in found.parts] == parts
    assert (found.adds_up, found.exceeds) == (sum(parts) == stated, sum(parts) > stated)

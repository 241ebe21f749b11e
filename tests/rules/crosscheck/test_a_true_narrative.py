"""A narrative that tells the numbers of its own tables is silent; one wrong number is found."""

from __future__ import annotations

from random import Random

import pytest

from gikqa.editions import load_editions
from gikqa.testing import valid_cells

REPORTS = 150
RULES = ("GIK607", "GIK609", "GIK610", "GIK611", "GIK612", "GIK615", "GIK616", "GIK617", "GIK618")
REVIEW = "disputes.review"
COLUMNS = {
    "2019": {"制发行政规范性文件": "newly_made"},
    "2021": {
        "制发行政规范性文件": "issued",
        "废止行政规范性文件": "repealed",
        "现行有效行政规范性文件": "in_force",
    },
}


def narrative(edition, cells):
    """Sentences with the numbers of the tables, as reports have them."""
    requests = {kind: cells[f"requests.{kind}.total"] for kind in ("new_received", "carried_in")}
    persons = cells["requests.new_received.natural_person"]
    waiting = cells["requests.carried_out.total"]
    told = [f"新收政府信息公开申请{requests['new_received']}件"] if requests["new_received"] else []
    told = told or ["本年度未收到政府信息公开申请"]
    told.append(f"上年结转政府信息公开申请{requests['carried_in']}件")
    told.append(f"自然人申请{persons}件，法人或其他组织申请{requests['new_received'] - persons}件")
    told.append("政府信息公开申请均已办结" if not waiting else f"结转下年度{waiting}件")
    results = [f"{word}{cells[f'{REVIEW}.{key}']}件" for word, key in RESULTS]
    reviews = cells[f"{REVIEW}.total"]
    told.append(f"因政府信息公开被申请行政复议{reviews}件，其中{'，'.join(results)}")
    if not reviews:
        told[-1] = "未发生因政府信息公开申请行政复议的情况"
    for words, column in COLUMNS[edition].items():
        told.append(f"{words}{cells[f'disclosure.normative_documents.{column}']}件")
    licences = cells["disclosure.administrative_licences.decisions"]
    told.append(f"公开行政许可信息{licences // 2}条")
    return "。".join(told) + "。"


RESULTS = [("结果维持", "upheld"), ("结果纠正", "corrected"), ("尚未审结", "pending")]


@pytest.fixture(scope="module", params=["2019", "2021"])
def sound(request, report):
    """Valid reports of one form, each with the narrative of its own numbers."""
    rng, form = Random(2019), load_editions()[request.param]
    return [
        report(
            request.param,
            cells,
            report_id=f"r{number:03}",
            sections=[
                {"number": 1, "heading": "总体情况", "text": narrative(request.param, cells)}
            ],
        )
        for number in range(REPORTS)
        for cells in [valid_cells(form, rng)]
    ]


def test_a_narrative_that_tells_its_tables_is_silent(sound, export, lint):
    result = lint(export(*sound), select=RULES)
    assert result.findings.to_pylist() == []
    assert result.statuses() == {rule: {"passed": REPORTS} for rule in RULES}


@pytest.mark.parametrize(
    ("rule", "cell", "words"),
    [
        ("GIK609", "requests.carried_in.total", "上年结转政府信息公开申请"),
        ("GIK616", "requests.new_received.total", "未收到政府信息公开申请"),
        ("GIK617", "disputes.review.total", "未发生因政府信息公开申请行政复议"),
        ("GIK615", "requests.carried_out.total", "均已办结"),
    ],
)
def test_one_more_in_the_table_than_in_the_narrative_is_found(
    sound, export, lint, rule, cell, words
):
    of_these = [row for row in sound if words in row["sections"][0]["text"]]
    changed = [row | {cell: row[cell] + 1} for row in of_these]
    assert len(changed) > 10
    found = lint(export(*changed), select=[rule]).findings.to_pylist()
    assert [row["report_id"] for row in found] == [row["report_id"] for row in changed]
    assert {cell} == {path for row in found for path in row["cells"]}

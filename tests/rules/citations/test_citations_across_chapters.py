"""Citations are weighed over the whole report, and every finding is a slice of its chapter."""

from __future__ import annotations

import pytest

OLD_NOTICE, NEW_NOTICE = "国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号"


@pytest.fixture
def judge(export, report, lint):
    def judge(*texts, select=("GIK8",), edition="2021"):
        sections = [{"number": 1, "heading": "总体情况", "text": text} for text in texts]
        result = lint(export(report(edition, sections=sections)), select=list(select))
        assert (result.failures, result.problems) == ((), ())
        for row in result.findings.to_pylist():
            assert any(text[row["start"] : row["end"]] == row["quote"] for text in texts)
        return [(row["rule"], row["quote"]) for row in result.findings.to_pylist()]

    return judge


@pytest.mark.parametrize(
    "texts",
    [
        ("依照国办公开办函〔2019〕60号写成。", "另按国办公开办函〔2021〕30号编排。"),
        ("依照国务院令第492号写成。", "另依国务院令第711号办理。"),
    ],
)
def test_the_right_citation_in_another_chapter_silences(judge, texts):
    assert judge(*texts) == []


def test_two_chapters_of_one_number_are_told_apart(judge):
    texts = ("县里事务不多。", f"依照{OLD_NOTICE}写成。")
    assert judge(*texts) == [("GIK801", OLD_NOTICE)]


def test_every_place_of_a_superseded_notice_is_found_with_one_cause(export, report, lint):
    text = f"依照{OLD_NOTICE}写成。再按{OLD_NOTICE}排版。"
    sections = [{"number": 1, "heading": "总体情况", "text": text}]
    rows = lint(export(report(sections=sections)), select=["GIK801"]).findings.to_pylist()
    assert [row["quote"] for row in rows] == [OLD_NOTICE] * 2
    assert len({row["cause"] for row in rows}) == 1


@pytest.mark.parametrize("edition", ["2014", "2019", "2021"])
def test_a_report_with_the_citations_of_its_year_is_silent(judge, edition):
    texts = {
        "2014": "依据《中华人民共和国政府信息公开条例》（国务院令第492号）写成。",
        "2019": f"依据《条例》（国务院令第711号）和{OLD_NOTICE}写成。",
        "2021": f"依据《条例》（国务院令第711号）和{NEW_NOTICE}写成。",
    }
    assert judge(texts[edition], edition=edition) == []

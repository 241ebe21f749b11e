"""What `gikqa.facts` says of a section: nothing, or whole rows."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pytest

import gikqa as library
from gikqa._facts.facts_schema import FACTS_SCHEMA

EMPTY = dict.fromkeys(FACTS_SCHEMA.names)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本年没有要说的。",
        "联系电话：0797-8541234，邮政编码341200。",
        "地址：长江大道711号。",
        "（一）主动公开。二、依申请公开。",
        "深入贯彻十四五规划，推进一网通办。",
    ],
)
def test_a_text_without_facts_has_none(facts_in, text):
    assert facts_in(text) == []


def test_a_report_without_narrative_has_none_and_is_no_error(told):
    table = told([], sections=None)
    found = library.facts(table, jobs=1).read_all()
    assert found.num_rows == 0
    assert found.schema == FACTS_SCHEMA


def test_a_count_is_a_row_with_all_that_is_known(facts_in):
    (found,) = facts_in("全年共收到政府信息公开申请约120余件。", keep=True, region_code="360724")
    assert found == EMPTY | {
        "report_id": "r1",
        "publisher": "青桐县人民政府办公室",
        "region_code": "360724",
        "year": 2023,
        "section": 0,
        "start": 13,
        "end": 19,
        "kind": "count",
        "text": "约120余件",
        "value": 120,
        "low": Decimal(108),
        "high": Decimal(132),
        "unit": "件",
        "noun": "申请",
        "verb": "收到",
        "scope": "this_year",
        "relation": "whole",
    }


def test_a_difference_to_another_time_is_a_change(facts_in):
    found = facts_in("推送消息421条，比上年多3条。")
    assert [(row["value"], row["relation"]) for row in found] == [(421, "whole"), (3, "change")]


def test_a_list_is_a_row_of_its_own_beside_its_total_and_its_parts(facts_in):
    part = {"kind": "count", "unit": "件", "noun": "申请", "relation": "part"}
    whole = part | {"value": 12, "verb": "收到", "relation": "whole"}
    text = "收到申请12件，其中信函7件、邮件5件。"
    assert facts_in(text) == [
        whole | {"start": 4, "end": 7, "text": "12件"},
        whole
        | {"kind": "list", "start": 4, "end": 19, "text": text[4:19]}
        | {"items": 2, "items_sum": Decimal(12), "closed": True},
        part | {"start": 12, "end": 14, "text": "7件", "value": 7, "label": "信函"},
        part | {"start": 17, "end": 19, "text": "5件", "value": 5, "label": "邮件"},
    ]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("办结率达99.58%。", ("99.58%", "share", None, Decimal("99.58"), "%")),
        ("群众满意率达百分之九十八。", ("百分之九十八", "share", None, Decimal(98), "%")),
        (
            "申请量同比增长12.3个百分点。",
            ("12.3个百分点", "share", None, Decimal("12.3"), "百分点"),
        ),
        ("收取信息处理费3940元。", ("3940元", "amount", None, Decimal(3940), "元")),
        ("支出经费16.31万元。", ("16.31万元", "amount", None, Decimal("16.31"), "万元")),
        ("网站访问量80.5万人次。", ("80.5万人次", "count", 805_000, None, "人次")),
        # No decimal is a third: the value is null, not rounded.
        ("占总数的三分之一。", ("三分之一", "share", None, None, "分之")),
    ],
)
def test_the_number_is_exact_and_in_the_column_of_its_kind(facts_in, text, fact):
    (found,) = facts_in(text, keep=True)
    names = ("text", "kind", "value", "decimal", "unit")
    assert tuple(found[name] for name in names) == fact


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年，本县平稳。", [("2023年", 2023, "this_year")]),
        ("2022 年的情况见附件。", [("2022 年", 2022, "last_year")]),
        ("二〇二四年再做。", [("二〇二四年", 2024, "next_year")]),
        ("２０２１年度的情况见附件。", [("２０２１年度", 2021, "other_year")]),
        ("按“2020年要点”办。", [("2020年", 2020, "other_year")]),
        ("截至202020年12月31日。", [("202020年", None, None)]),
        (
            "𠮷镇2023年和2022年度。",
            [("2023年", 2023, "this_year"), ("2022年度", 2022, "last_year")],
        ),
    ],
)
def test_a_year_is_a_row_with_its_distance_from_the_report_year(facts_in, text, years):
    found = facts_in(text, keep=True)
    assert [(row["text"], row["value"], row["scope"]) for row in found] == years
    assert {row["kind"] for row in found} == {"year"}


def test_without_a_report_year_no_year_has_a_scope(facts_in):
    (found,) = facts_in("2023年，本县平稳。", year=None)
    assert found == {"start": 0, "end": 5, "kind": "year", "text": "2023年", "value": 2023}


def test_a_citation_has_the_title_and_the_number_of_its_document(facts_in):
    text = "依据《中华人民共和国政府信息公开条例》（国令第711号）编制。"
    assert facts_in(text) == [
        {
            "start": 2,
            "end": 27,
            "kind": "citation",
            "text": text[2:27],
            "document_number": "国务院令第711号",
            "document_title": "中华人民共和国政府信息公开条例",
        }
    ]


def test_facts_come_in_the_order_of_reports_sections_and_text(told):
    table = told(["2023年。", "收到2件、3件。"], ["公开5条。"])
    found = library.facts(table, jobs=1).read_all().to_pylist()
    assert [(row["report_id"], row["section"], row["text"]) for row in found] == [
        ("r1", 0, "2023年"),
        ("r1", 1, "2件"),
        ("r1", 1, "3件"),
        ("r2", 0, "5条"),
    ]


def test_a_text_in_traditional_characters_is_quoted_as_stored(facts_in):
    text = "依據《政府信息公開條例》，本縣共收到政府信息公開申請12件，辦結10件，結轉下年度2件。"
    found = facts_in(text)
    assert [(row["text"], row.get("noun")) for row in found] == [
        ("《政府信息公開條例》", None),
        ("12件", "申请"),
        ("10件", "申请"),
        ("2件", "申请"),
    ]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in found)


def test_the_reader_is_a_stream_that_other_libraries_take(told):
    reader = library.facts(told("收到申请12件。"), jobs=1)
    assert isinstance(reader, pa.RecordBatchReader)
    assert pa.table(reader)["value"].to_pylist() == [12]


def test_a_verb_of_an_earlier_clause_is_not_that_of_the_number(facts_in):
    count = {"kind": "count", "unit": "个", "relation": "whole"}
    text = "新设专栏18个，专题22个。"
    first, second = facts_in(text)
    assert first == count | {
        "start": 4, "end": 7, "text": "18个", "value": 18, "noun": "专栏", "verb": "新增",
    }  # fmt: skip
    assert second == count | {
        "start": 10, "end": 13, "text": "22个", "value": 22, "noun": "专栏",
    }  # fmt: skip


def test_a_verb_holds_for_all_numbers_of_its_clause(facts_in):
    count = {"kind": "count", "unit": "件", "verb": "公开", "relation": "whole"}
    assert facts_in("公开规章13件、文件60件。") == [
        count | {"start": 4, "end": 7, "text": "13件", "value": 13, "noun": "规章"},
        count | {"start": 10, "end": 13, "text": "60件", "value": 60, "noun": "文件"},
    ]


def test_a_year_in_a_report_without_a_year_gives_a_count_no_scope(facts_in):
    year, count = facts_in("2023年收到申请12件。", year=None)
    assert year == {"kind": "year", "start": 0, "end": 5, "text": "2023年", "value": 2023}
    assert count == {
        "kind": "count", "start": 9, "end": 12, "text": "12件", "value": 12, "unit": "件",
        "noun": "申请", "verb": "收到", "relation": "whole",
    }  # fmt: skip


def test_a_word_of_time_gives_a_scope_without_a_report_year_as_well(facts_in):
    (count,) = facts_in("上年收到申请12件。", year=None)
    assert count == {
        "kind": "count", "start": 6, "end": 9, "text": "12件", "value": 12, "unit": "件",
        "noun": "申请", "verb": "收到", "scope": "last_year", "relation": "whole",
    }  # fmt: skip

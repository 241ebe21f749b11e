"""Quantities with their values, units, bounds and surroundings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gikqa.text.quantities import Relation, Scope, read_quantities


def only(text, year=2023):
    (found,) = read_quantities(text, year)
    return found


VALUES = {
    "digits": ("公开信息650条。", 650, "条"),
    "full-width digits": ("公开信息６５０条。", 650, "条"),
    "separators": ("公开信息12,345条。", 12345, "条"),
    "full-width separators": ("公开信息12，345，678条。", 12345678, "条"),
    "a blank at the thousands": ("公开信息1 234条。", 1234, "条"),
    "a number torn by a line's end": ("公开各类信息36\n07条。", 3607, "条"),
    "a unit on the next line": ("全年共公开各类信息650\n条。", 650, "条"),
    "a blank before the unit": ("公开信息 650 条。", 650, "条"),
    "zero": ("收到申请0件。", 0, "件"),
    "ten thousands": ("访问量80.5万人次。", 805000, "人次"),
    "ten thousands with a blank": ("访问量80.5 万人次。", 805000, "人次"),
    "hundreds of millions": ("点击量1.2亿次。", 120000000, "次"),
    "two groups": ("点击量1亿2000万次。", 120000000, "次"),
    "a scale without unit": ("播放量2300万。", 23000000, None),
    "money in ten thousands": ("采购金额16.31万元。", Decimal("16.31"), "万元"),
    "money": ("收取费用2950元。", 2950, "元"),
    "money with decimals": ("收取费用712.187895万元。", Decimal("712.187895"), "万元"),
    "Chinese numerals": ("公开信息二十三条。", 23, "条"),
    "Chinese thousands": ("公开信息两千零一十条。", 2010, "条"),
    "Chinese ten thousands": ("公开信息三万五千条。", 35000, "条"),
    "the old twenty": ("公开信息廿三条。", 23, "条"),
    "ten": ("公开文件十件。", 10, "件"),
    "one behind its noun": ("收到申请一件。", 1, "件"),
    "one behind its verb": ("收到一件申请。", 1, "件"),
    "percent": ("公开率98.37%。", Decimal("98.37"), "%"),
    "full-width percent": ("好评率99.58％。", Decimal("99.58"), "%"),
    "percent with a blank in it": ("公开率98. 37%。", Decimal("98.37"), "%"),
    "percent in words": ("公开率百分之三。", 3, "%"),
    "percent in words with decimals": ("公开率百分之三点五。", Decimal("3.5"), "%"),
    "a hundred percent in words": ("公开率百分之百。", 100, "%"),
    "per mille": ("差错率2‰。", 2, "‰"),
    "percentage points": ("公开率提高3.2个百分点。", Decimal("3.2"), "百分点"),
    "a fraction": ("其余占四分之一。", Decimal("0.25"), "分之"),
    "a radical of a PDF": ("访问⼈次7854070⼈次。", 7854070, "人次"),
    "a traditional unit": ("發佈信息17086條。", 17086, "条"),
    "parts of a report": ("全文由六个部分组成。", 6, "个"),
    "no unit at the end of a clause": ("发布信息3403,较好。", 3403, None),
    "a unit with a second one in brackets": ("举办活动5场（次）。", 5, "场"),
    "letters in front": ("开发APP3个。", 3, "个"),
    "one case": ("受理诉讼一起。", 1, "起"),
    "none in words": ("共收到申请零件。", 0, "件"),
}


@pytest.mark.parametrize(("text", "value", "unit"), VALUES.values(), ids=VALUES.keys())
def test_value_and_unit_of(text, value, unit):
    found = only(text)
    assert (found.value, type(found.value), found.unit) == (value, type(value), unit)


BOUNDS = {
    "more than a hundred": ("公开100余条。", 100, 199),
    "more than two hundred and twenty": ("公开220多篇。", 220, 229),
    "more than two thousand without a unit behind": ("公开2000余条。", 2000, 2999),
    "more in ten thousands": ("公开18万余条。", 180000, 189999),
    "more in front of ten thousands": ("公开100余万条。", 1000000, 1999999),
    "an exact number with more": ("公开68余条。", 68, 69),
    "more in numerals": ("公开一百余条。", 100, 199),
    "about": ("公开约200条。", 180, 220),
    "about behind": ("公开200条左右。", 180, 220),
    "nearly": ("公开近200条。", 180, 200),
    "nearly a hundred in numerals": ("公开近百条。", 90, 100),
    "at least behind": ("公开率80%以上。", 80, None),
    "at least in front": ("播放量超2300万。", 23000000, None),
    "not less than": ("权重不低于4%。", 4, None),
    "less than": ("公开不足100条。", None, 100),
    "a range": ("开展3-5次。", 3, 5),
    "a range in words": ("开展三至五次。", 3, 5),
    "a range with the unit twice": ("开展3次至5次。", 3, 5),
    "a range of two digits": ("开展三五次。", 3, 5),
}


@pytest.mark.parametrize(("text", "low", "high"), BOUNDS.values(), ids=BOUNDS.keys())
def test_bounds_of(text, low, high):
    found = only(text)
    assert (found.low, found.high, found.is_vague) == (low, high, True)


@pytest.mark.parametrize("text", ["最近公开5条。", "线上5条。", "公约5条。", "网站上5条。"])
def test_a_vague_word_inside_another_word_makes_nothing_vague(text):
    assert not only(text).is_vague


def test_a_quantity_says_where_it_stands_in_the_text_as_stored():
    text = "⼆、公开约１20余条信息"
    found = only(text)
    assert (found.text, found.start, found.end) == ("约１20余条", 4, 10)
    assert (found.number_start, found.number_end) == (5, 9)
    assert text[found.start : found.end] == found.text


def test_printed_places_and_the_worth_of_the_last_digit_are_kept():
    assert [(q.places, q.step) for q in read_quantities("占3.50%，80.5万人次，8条。", 2023)] == [
        (2, Decimal("0.01")),
        (1, 1000),
        (0, 1),
    ]


AROUND = {
    "verb and noun in front": ("收到政府信息公开申请12件。", "申请", "收到", Scope.NONE),
    "an object behind": ("收到12件投诉。", "投诉", "收到", Scope.NONE),
    "an applicant is no application": ("向申请人公开信息3条。", "信息", "公开", Scope.NONE),
    "this year by number": ("2023年，我局受理申请7件。", "申请", "受理", Scope.THIS_YEAR),
    "last year by number": ("2022年受理申请7件。", "申请", "受理", Scope.LAST_YEAR),
    "another year": ("2015年受理申请7件。", "申请", "受理", Scope.OTHER_YEAR),
    "this year in words": ("全年办结申请7件。", "申请", "办结", Scope.THIS_YEAR),
    "carried in": ("上年度结转申请7件。", "申请", "结转", Scope.LAST_YEAR),
    "carried in, transposed": ("上年度转结申请7件。", "申请", "结转", Scope.LAST_YEAR),
    "carried out": ("7件申请顺延到下年度答复。", "申请", "结转", Scope.NEXT_YEAR),
    "cumulative": ("历年累计公开文件7件。", "文件", "公开", Scope.CUMULATIVE),
    "since": ("2008年以来公开文件7件。", "文件", "公开", Scope.CUMULATIVE),
    "pending is not answered": ("待答复申请1件。", "申请", "未办结", Scope.NONE),
    "a noun that is not in the list": ("信息公开及时，由12个乡镇承担。", None, "公开", Scope.NONE),
    "an outcome": ("不予公开35件。", None, "不予公开", Scope.NONE),
    "a word torn by a line's end": (
        "对照条例的有关规定全年共作出不予公\n开申请142件。",
        "申请",
        "不予公开",
        Scope.THIS_YEAR,
    ),
    "a noun directly behind": ("由申请情况等6个部分组成。", "部分", None, Scope.NONE),
    "a field of work is no noun": ("在招生方面，更新内容415次。", None, "发布", Scope.NONE),
    "a title is a noun of its own": ("印发解读，编印《公报》6期。", None, "制发", Scope.NONE),
    "a noun in a title does not count": ("印发《申请办理规范》12份。", None, "制发", Scope.NONE),
}


@pytest.mark.parametrize(("text", "noun", "verb", "scope"), AROUND.values(), ids=AROUND.keys())
def test_surroundings_of(text, noun, verb, scope):
    found = only(text)
    assert (found.noun, found.verb, found.scope) == (noun, verb, scope)


def test_without_a_report_year_every_printed_year_is_another_one():
    assert only("2023年受理申请7件。", None).scope is Scope.OTHER_YEAR


def test_a_year_that_is_only_compared_with_gives_no_scope():
    found = only("申请数量较2022年回落12.3%。")
    assert (found.scope, found.relation) == (Scope.NONE, Relation.CHANGE)


RELATIONS = {
    "share": ("占33.9%。", Relation.SHARE),
    "growth": ("同比增长12%。", Relation.CHANGE),
    "growth in pieces": ("比上年增加12件。", Relation.CHANGE),
    "points": ("提高3个百分点。", Relation.CHANGE),
    "new ones are no growth": ("增加5个专栏。", Relation.WHOLE),
    "part": ("其中线上15条。", Relation.PART),
    "including": ("含撤回申请15件。", Relation.INCLUDING),
    "whole": ("公开15条。", Relation.WHOLE),
}


@pytest.mark.parametrize(("text", "relation"), RELATIONS.values(), ids=RELATIONS.keys())
def test_relation_of(text, relation):
    assert only(text).relation is relation


def test_two_numbers_side_by_side_have_a_noun_each():
    found = read_quantities("平台接入53个部门2261项事项。", 2023)
    assert [(q.value, q.noun) for q in found] == [(53, "部门"), (2261, "事项")]


def test_brackets_keep_their_words_to_themselves():
    text = "答复申请98件（含上年度结转8件，另有5件顺延至下年度），办结率100%。"
    assert [(q.value, q.verb, q.scope) for q in read_quantities(text, 2023)] == [
        (98, "答复", Scope.NONE),
        (8, "结转", Scope.LAST_YEAR),
        (5, "结转", Scope.NEXT_YEAR),
        (100, "办结", Scope.NONE),
    ]


def test_a_list_of_numbers_has_the_unit_of_the_last():
    found = read_quantities("规章、文件、公告分别为5、6、7件。", 2023)
    assert [(q.value, q.unit) for q in found] == [(5, "件"), (6, "件"), (7, "件")]


def test_commas_that_group_no_thousands_part_numbers():
    found = read_quantities("各类信息分别为120,460,63,7条。", 2023)
    assert [q.value for q in found] == [120, 460, 63, 7]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("2022年收到申请9件，办结8件。", ["last_year", "last_year"]),
        ("新收9件，2022年结转1件，办结8件。", ["none", "last_year", "none"]),
        ("2022年以来累计通报4次，约谈6家。", ["cumulative", "cumulative"]),
        ("2023年以来收到申请4件，办结3件。", ["cumulative", "this_year"]),
    ],
)
def test_a_printed_year_is_that_of_the_next_clause_unless_it_is_carried(text, scopes):
    assert [q.scope.value for q in read_quantities(text, 2023)] == scopes

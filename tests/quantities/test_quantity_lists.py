"""Totals and the parts listed for them."""

from __future__ import annotations

import pytest

from gikqa.text.quantities import read_enumerations

OPEN = {
    "等": "公开信息20条，其中概况5条，动态8条等。",
    "主要": "公开信息20条，主要包括概况5条，动态8条。",
    "如": "公开信息20条，其中如概况5条，动态8条。",
    "例如": "公开信息20条，例如概况5条，动态8条。",
    "含": "公开信息20条，含概况5条，动态8条。",
    "涉及": "公开信息20条，涉及概况5条，动态8条。",
    "one part": "公开信息20条，其中原创5条。",
    "overlap in words": "公开信息20条，其中网站15条，同时微信8条。",
    "another unit at the end": "公开信息20条，其中概况5条，动态8条，图解3篇。",
    "an action of its own that does not fit": "收到申请20件，其中网络5件，信函8件，办结6件。",
    "其中 in a part": "公开信息20条，其中网站12条，其中原创3条，微信8条。",
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN.keys())
def test_a_list_is_open_because_of(text):
    assert not read_enumerations(text, 2023)[0].closed


CLOSED = {
    "其中": "公开信息20条，其中概况5条，动态8条，公告7条。",
    "其中 in a sentence of its own": "公开信息20条。其中，概况5条、动态8条、公告7条。",
    "包括": "公开信息20条，包括概况5条、动态8条、公告7条。",
    "a colon": "公开信息20条：概况5条、动态8条、公告7条。",
    "brackets": "公开信息20条（概况5条、动态8条、公告7条）。",
    "brackets with 其中": "公开信息20条（其中概况5条、动态8条、公告7条），增长5%。",
    "semicolons": "公开信息20条，其中：概况5条；动态8条；公告7条。",
    "shares between the parts": "公开20条，其中概况5条，占25%；动态8条，占40%；公告7条，占35%。",
    "分别为": "公开信息20条，分别为概况5条、动态8条、公告7条。",
    "a growth in between": "公开信息20条，比上年增加3条，其中概况5条，动态8条，公告7条。",
    "names behind": "公开信息20条，其中5条概况、8条动态、7条公告。",
    "等 inside a name": "公开信息20条，其中概况等信息5条，动态8条，公告7条。",
    "an action of its own behind": "收到申请20件，其中网络5件，信函8件，当面7件，办结18件。",
    "another unit behind a semicolon": "公开20条，其中概况5条，动态8条，公告7条；图解3篇。",
    "unclosed bracket": "公开信息20条（其中概况5条，动态8条，公告7条。全年受理申请9件。",
}


@pytest.mark.parametrize("text", CLOSED.values(), ids=CLOSED.keys())
def test_a_list_is_closed_and_whole_with(text):
    (found,) = read_enumerations(text, 2023)
    assert (found.total.value, [part.value for part in found.parts]) == (20, [5, 8, 7])
    assert (found.closed, found.adds_up, found.exceeds, found.sum) == (True, True, False, 20)


def test_what_is_carried_on_ends_a_list_that_is_whole_without_it():
    text = "答复申请8件，其中予以公开5件、不予公开3件，结转下年度2件。"
    (found,) = read_enumerations(text, 2023)
    assert (found.closed, [part.value for part in found.parts]) == (True, [5, 3])


def test_what_is_carried_on_is_a_part_if_the_list_is_whole_with_it():
    text = "收到申请10件，其中予以公开5件、不予公开3件、结转下年度2件。"
    (found,) = read_enumerations(text, 2023)
    assert (found.closed, [part.value for part in found.parts]) == (True, [5, 3, 2])


@pytest.mark.parametrize("carried", ["结转下年度办理2件", "上年结转2件"])
def test_what_is_carried_is_no_total_of_a_list_in_the_next_sentence(carried):
    text = f"收到申请9件，办结7件，{carried}。其中，予以公开4件，不予公开3件。"
    (found,) = read_enumerations(text, 2023)
    assert (found.total.text, found.adds_up) == ("7件", True)


def test_a_part_without_a_verb_does_not_have_that_of_the_part_before_it():
    (found,) = read_enumerations("行政复议9件，其中结果维持4件，其他结果5件。", 2023)
    assert [part.verb for part in found.parts] == ["维持", None]


def test_an_excess_is_seen_in_a_closed_list():
    (found,) = read_enumerations("审议事项12条，包括结果8条、整改8条。", 2021)
    assert (found.closed, found.sum, found.adds_up, found.exceeds) == (True, 16, False, True)


def test_vague_parts_are_taken_at_their_bounds():
    (found,) = read_enumerations("公开信息200余条，其中概况100条，动态约120条。", 2021)
    assert (found.adds_up, found.exceeds) == (True, False)


def test_two_lists_of_one_total_are_two_lists():
    text = "收到申请20件（甲县12件、乙县8件），其中，自然人15件，企业5件；答复18件。"
    lists = read_enumerations(text, 2023)
    assert [(e.total.value, e.marker, [p.value for p in e.parts]) for e in lists] == [
        (20, "（", [12, 8]),
        (20, "其中", [15, 5]),
    ]


def test_a_list_inside_a_part_is_kept_apart():
    text = "公开信息20条，其中网站12条（其中原创3条、转载9条），微信8条。"
    lists = read_enumerations(text, 2023)
    assert [(e.total.value, [p.value for p in e.parts], e.closed) for e in lists] == [
        (20, [12, 8], True),
        (12, [3, 9], True),
    ]


def test_two_units_in_turn_are_two_lists_with_the_same_names():
    text = "对5件申请收费70元，其中，甲局2件，收取30元；乙局3件，收取40元。"
    lists = read_enumerations(text, 2023)
    assert [(e.total.unit, e.sum, e.labels) for e in lists] == [
        ("件", 5, ("甲局", "乙局")),
        ("元", 70, ("甲局", "乙局")),
    ]


def test_a_name_that_occurs_twice_is_told():
    text = "公开信息300条，其中规划计划类134条，机构类4条，规划计划类162条。"
    (found,) = read_enumerations(text, 2019)
    assert (found.repeated, found.labels) == (
        ("规划计划类",),
        ("规划计划类", "机构类", "规划计划类"),
    )


def test_parts_have_the_noun_verb_and_time_of_their_total():
    (found,) = read_enumerations("2023年收到申请9件，其中甲县4件、乙县5件。", 2023)
    assert {(p.noun, p.verb, p.scope.value, p.relation.value) for p in found.parts} == {
        ("申请", "收到", "this_year", "part")
    }


def test_shares_stand_with_their_parts_and_the_list_ends_with_them():
    text = "公开57条，其中机构4条，占7.02%，政策2条，法规51条（占89.47%）。"
    (found,) = read_enumerations(text, 2019)
    assert [share and str(share.value) for share in found.shares] == ["7.02", None, "89.47"]
    assert text[found.start : found.end].endswith("89.47%")

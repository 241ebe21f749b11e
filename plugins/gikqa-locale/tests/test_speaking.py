"""Where a sentence speaks as the publisher, and where it does not."""

from __future__ import annotations

import pytest

from gikqa_locale.speaking import slot_of

SURE = (
    "本报告由|人民政府办公室编制。",
    "如有疑问，请与|政务公开办联系。",
    "联系单位：|人民政府办公室",
    "本报告可在|人民政府门户网站下载。",
    "依托|政务服务系统开展工作。",
    "在|委、县政府的坚强领导下，",
    "按照|政务公开工作要点的要求，",
    "结合|市场监管工作实际，",
    "2019年，|认真贯彻落实《条例》。",
    "现公布|2019年政府信息公开工作年度报告。",
    "印发《|政府信息公开办法》",
    "|各部门共收到申请3件。",
)
NOT_SURE = ("每逢季末，|核对台账。", "按季开展，|依托热线答复3件。")
NONE = (
    "地址：|红旗大道1号",
    "工作人员到|的集市上问了3个人。",
    "其中|地质灾害12条。",
    "低于|。",
    "转发《|经验材料》",
)


@pytest.mark.parametrize("sentence", SURE)
def test_only_the_body_itself_can_be_meant(sentence):
    slot = slot_of(*sentence.split("|"))
    assert slot is not None
    assert slot.is_sure


@pytest.mark.parametrize("sentence", NOT_SURE)
def test_the_body_itself_may_be_meant(sentence):
    slot = slot_of(*sentence.split("|"))
    assert slot is not None
    assert not slot.is_sure


@pytest.mark.parametrize("sentence", NONE)
def test_something_else_is_meant(sentence):
    assert slot_of(*sentence.split("|")) is None


@pytest.mark.parametrize("sentence", SURE)
def test_marks_of_half_width_are_the_same(sentence):
    marks = str.maketrans("，：（）", ",:()")
    first, second = (slot_of(*text.split("|")) for text in (sentence, sentence.translate(marks)))
    assert first == second

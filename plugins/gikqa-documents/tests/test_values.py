"""What a printed cell says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa.editions import Kind
from gikqa_documents.form.values import Value, is_blank, looks_like_value, read_value

COUNT, SIGNED, MONEY = Kind.COUNT, Kind.SIGNED, Kind.MONEY


@pytest.mark.parametrize("text", ["", " ", "\t", "\u3000\u3000", "\xa0", "&nbsp;", "\u200b"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_blank_cell_is_unknown_and_leaves_no_trace(text, kind):
    assert read_value(text, kind) == Value(None)
    assert is_blank(text)


@pytest.mark.parametrize("text", ["-", "—", "——", "/", "－", "／"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_stroke_is_unknown_and_kept_as_printed(text, kind):
    assert read_value(text, kind) == Value(None, text)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("0", COUNT, 0),
        ("  10", COUNT, 10),
        ("\u30007\u3000", COUNT, 7),
        ("3985758", COUNT, 3985758),
        ("-3", COUNT, -3),
        ("-3", SIGNED, -3),
        ("12", SIGNED, 12),
        ("316441", MONEY, Decimal(316441)),
        ("9223372036854775807", COUNT, 2**63 - 1),
    ],
)
def test_a_plain_integer_is_its_number_and_nothing_else(text, kind, number):
    value = read_value(text, kind)
    assert value == Value(number)
    assert type(value.number) is type(number)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("1,036", COUNT, 1036),
        ("11,398,889", COUNT, 11398889),
        ("1，036", COUNT, 1036),
        ("１２", COUNT, 12),
        ("5件", COUNT, 5),
        ("22（其中修订 16 件）", COUNT, 22),
        ("55(含自然失效29件)", COUNT, 55),
        ("+1036", SIGNED, 1036),
        ("12①", COUNT, 12),
        ("12 *", COUNT, 12),
        ("12¹", COUNT, 12),
        ("12[1]", COUNT, 12),
        ("12件②", COUNT, 12),
        ("3.5※", MONEY, Decimal("3.5")),
        ("＋5", SIGNED, 5),
        ("+0", SIGNED, 0),
        ("±0", SIGNED, 0),
        ("增15", SIGNED, 15),
        ("减4", SIGNED, -4),
        ("增加5", SIGNED, 5),
        ("减少 3", SIGNED, -3),
        ("−2", SIGNED, -2),
        ("16.31万元", MONEY, Decimal("16.31")),
        ("251000元", MONEY, Decimal("25.1")),
        ("3405820元", MONEY, Decimal("340.582")),
        ("152790 元", MONEY, Decimal("15.279")),
        ("1.5亿元", MONEY, Decimal(15000)),
        ("6944.93", MONEY, Decimal("6944.93")),
        ("59237.2449", MONEY, Decimal("59237.2449")),
        ("1,276.5534", MONEY, Decimal("1276.5534")),
        ("13000000(预算", MONEY, Decimal(13000000)),
    ],
)
def test_any_other_number_keeps_what_was_printed(text, kind, number):
    assert read_value(text, kind) == Value(number, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("无", COUNT),
        ("见附件", COUNT),
        ("0/0", SIGNED),
        ("增", SIGNED),
        ("±5", SIGNED),
        ("1,03", COUNT),
        ("1.5", COUNT),
        ("增5", COUNT),
        ("5万元", COUNT),
        ("5件", MONEY),
        ("9223372036854775808", COUNT),
        ("9" * 5000, COUNT),
        ("9" * 5000, MONEY),
        ("12 34", COUNT),
        ("12[1]3", COUNT),
        ("空", COUNT),
    ],
)
def test_what_cannot_be_read_is_no_number_and_is_kept(text, kind):
    value = read_value(text, kind)
    assert value == Value(None, text, readable=False)


@pytest.mark.parametrize(
    "text", ["1.属于国家秘密", "三、", "（一）予以公开", "其他", "2019年", "第1项", "1.", "总计"]
)
def test_a_label_does_not_look_like_a_value(text):
    assert not looks_like_value(text)


@pytest.mark.parametrize(
    "text", ["", "0", "-", "增15", "1,036", "22（其中修订 16 件）", "251000元", "12①", "空"]
)
def test_a_value_looks_like_one(text):
    assert looks_like_value(text)


@given(st.text(), st.sampled_from(list(Kind)))
def test_any_text_gives_a_value_of_the_right_type(text, kind):
    value = read_value(text, kind)
    assert type(value.number) in ({Decimal, type(None)} if kind is MONEY else {int, type(None)})


@given(st.integers(-(10**15), 10**15))
def test_every_integer_reads_back(number):
    assert read_value(str(number), SIGNED) == Value(number)
    assert read_value(f"{number:,}", SIGNED).number == number

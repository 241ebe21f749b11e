"""Any number, however it is printed, is read back; any text is read without harm."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gikqa.text.quantities import (
    clauses,
    read_enumerations,
    read_narrative,
    read_quantities,
    sentences,
)

COUNTS = st.integers(0, 10**8)
# Characters that belong to no numeral, unit or word of the reader.
PROSE = st.text("的在是和我们他她这那将把被让从而且但虽若使", max_size=30)
NOISE = st.text(
    "0123456789一二十百万亿条件个%年月日第号余多近，。；：、（）()《》“”.,-— \n申请其中等含包括",
    max_size=80,
)

DIGITS, TENS = "零一二三四五六七八九", ("", "十", "百", "千")


def below_ten_thousand(number: int) -> str:
    printed, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            printed += ("零" if gap and printed else "") + DIGITS[digit] + TENS[place]
        gap = digit == 0
    return printed


def chinese(number: int) -> str:
    """An independent speller: what people write, with 零 for a gap."""
    if number == 0:
        return "零"
    printed = ""
    for worth, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group, number = divmod(number, worth)
        if group:
            gap = printed and group < 1000
            printed += ("零" if gap else "") + below_ten_thousand(group) + name
    return printed.removeprefix("一") if printed.startswith("一十") else printed


@given(COUNTS, st.sampled_from("条件次篇份家"))
def test_a_number_in_chinese_is_read_back(number, unit):
    (found,) = read_quantities(f"共收到{chinese(number)}{unit}", 2023)
    assert (found.value, found.unit) == (number, unit)


@given(COUNTS, st.sampled_from(["{}", "{:,}"]), st.booleans())
def test_a_number_in_digits_is_read_back(number, form, wide):
    printed = form.format(number)
    if wide:
        printed = printed.translate({48 + digit: 0xFF10 + digit for digit in range(10)})
        printed = printed.replace(",", "，")
    (found,) = read_quantities(f"共收到{printed}件", 2023)
    assert (found.value, found.text) == (number, f"{printed}件")


@given(st.integers(0, 99999), st.integers(0, 4))
def test_a_percentage_keeps_its_places(number, places):
    printed = Decimal(number).scaleb(-places)
    (found,) = read_quantities(f"占{printed:f}%", 2023)
    assert (found.value, found.places, found.is_percent) == (printed, places, True)


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_tens_of_thousands_with_a_decimal_are_multiplied_out(number, scale):
    name, worth = scale
    (found,) = read_quantities(f"共访问{Decimal(number) / 10}{name}人次", 2023)
    assert (found.value, found.unit) == (number * worth // 10, "人次")


@given(PROSE, COUNTS, PROSE)
def test_text_around_moves_a_quantity_and_changes_nothing_else(before, number, after):
    text = f"{before}，收到{number}件，{after}"
    (found,) = read_quantities(text, 2023)
    assert (found.value, found.start) == (number, len(before) + 3)
    assert text[found.start : found.end] == found.text == f"{number}件"


@given(st.lists(st.integers(0, 9999), min_size=2, max_size=12), st.sampled_from("，、；"))
def test_any_list_that_was_summed_is_closed_and_adds_up(parts, mark):
    names = "甲乙丙丁戊己庚辛壬癸子丑"
    listed = mark.join(f"{name}镇{part}条" for name, part in zip(names, parts, strict=False))
    (found,) = read_enumerations(f"发布信息{sum(parts)}条，其中{listed}。", 2023)
    assert (found.closed, found.adds_up, found.sum) == (True, True, sum(parts))
    assert [part.value for part in found.parts] == parts


@given(NOISE, st.one_of(st.none(), st.integers(2008, 2030)))
def test_noise_is_read_without_harm_and_in_order(text, year):
    read = read_narrative(text, year)
    spans = [(q.start, q.end) for q in read.quantities]
    assert spans == sorted(spans)
    for q in read.quantities:
        assert text[q.start : q.end] == q.text
        assert q.start <= q.number_start < q.number_end <= q.end
    for one in read.enumerations:
        assert one.total not in one.parts
        assert len(one.parts) == len(one.labels) == len(one.shares) > 0
        assert set(one.parts) <= set(read.quantities)


@given(NOISE)
def test_spans_are_in_order_and_lose_no_letter(text):
    for spans in (sentences(text), clauses(text)):
        assert all(a.end <= b.start for a, b in pairwise(spans))
        kept = "".join(span.of(text) for span in spans)
        letters = [c for c in text if c.isalnum()]
        assert [c for c in kept if c.isalnum()] == letters

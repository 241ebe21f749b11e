"""When figures may be the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gikqa.text.quantities import agrees, percent_agrees, read_quantities


def only(text):
    (found,) = read_quantities(text, 2023)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("公开12条。", 12),
        ("公开100余条。", 150),
        ("公开近200条。", 195),
        ("访问80.5万次。", 805_000),
        ("访问80.5万次。", 805_499),
        ("访问80.5万次。", 804_500),
        ("采购16.31万元。", Decimal("16.3149")),
        ("公开率80%以上。", 93),
    ],
)
def test_a_quantity_agrees_with(text, value):
    assert only(text).agrees_with(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("公开12条。", 13),
        ("公开100余条。", 200),
        ("公开近200条。", 205),
        ("访问80.5万次。", 806_000),
        ("访问80.5万次。", 804_000),
        ("公开率80%以上。", 79),
    ],
)
def test_a_quantity_differs_from(text, value):
    assert not only(text).agrees_with(value)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("公开12条。", "公开12条。", True),
        ("公开12条。", "公开12件。", False),
        ("公开100余条。", "公开120条。", True),
        ("公开120条。", "公开100余条。", True),
        ("公开100余条。", "公开近200条。", True),
        ("公开100余条。", "公开300余条。", False),
        ("采购16.31万元。", "采购163100元。", True),
        ("采购16.31万元。", "采购173100元。", False),
        ("访问80.5万次。", "访问805123次。", True),
    ],
)
def test_two_quantities(a, b, same):
    assert agrees(only(a), only(b)) is same


ROUNDED = [(4, 57, "7.02"), (43, 57, "75.44"), (1, 57, "1.75"), (22, 49, "44.9")]
CUT = [(2, 57, "3.50"), (32, 362, "8.83"), (35, 805, "4.34")]
WRONG = [(9, 13, "75"), (258, 805, "33.9"), (2, 57, "3.7")]


@pytest.mark.parametrize(("part", "whole", "printed"), ROUNDED + CUT)
def test_rounding_and_cutting_off_agree(part, whole, printed):
    assert percent_agrees(part, whole, Decimal(printed), last_place=False)


@pytest.mark.parametrize(("part", "whole", "printed"), WRONG)
def test_a_wrong_percentage_differs(part, whole, printed):
    assert not percent_agrees(part, whole, Decimal(printed))


def test_one_unit_in_the_last_place_is_a_matter_of_choice():
    assert percent_agrees(1, 3, Decimal("33.4"))
    assert not percent_agrees(1, 3, Decimal("33.4"), last_place=False)


def test_a_printed_quantity_brings_its_places_and_its_bounds():
    assert percent_agrees(2, 57, only("占3.50%。"), last_place=False)
    assert percent_agrees(81, 100, only("占80%以上。"))
    assert not percent_agrees(79, 100, only("占80%以上。"))


@pytest.mark.parametrize(("printed", "same"), [("0", True), ("100", True), ("50", False)])
def test_nothing_of_nothing(printed, same):
    assert percent_agrees(0, 0, Decimal(printed)) is same

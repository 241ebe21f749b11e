"""Statements about whole numbers: which can hold together, and which clash."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa._proofs.whole_numbers import Statement, clashes, solution

NAMES = "xyz"
MOST = 4

statements = st.builds(
    Statement,
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from([1, -1, 2, -3]), min_size=1),
    st.integers(-4, 5),
    st.booleans(),
)
bounds = [Statement({name: 1}, MOST, equal=False) for name in NAMES]


def holds(one, values):
    total = sum(share * values[name] for name, share in one.shares.items())
    return total == one.due if one.equal else total <= one.due


def test_a_sum_of_parts_leaves_room():
    assert solution([Statement({"x": 1, "y": 1}, 5)]) is not None


def test_a_half_is_no_whole_number():
    assert solution([Statement({"x": 2}, 3)]) is None
    assert solution([Statement({"x": 1, "y": 1}, 3), Statement({"x": 1, "y": -1}, 0)]) is None


def test_only_what_is_signed_goes_below_zero():
    below = [Statement({"x": 1, "y": 1}, 0), Statement({"x": 1}, -2)]
    assert solution(below) is None
    assert solution(below, signed={"x"}) is not None


def test_limits_that_feed_each_other_for_ever_are_decided():
    growing = [
        Statement({"x": 1, "y": -1}, -1, equal=False),
        Statement({"y": 1, "x": -1}, -1, equal=False),
    ]
    assert solution(growing) is None


def test_whole_numbers_of_any_size_are_exact():
    large = 2**63 - 1
    assert solution([Statement({"x": 1}, large), Statement({"x": 1}, large + 1)]) is None
    assert (
        solution([Statement({"x": 1, "y": 1}, 2 * large), Statement({"x": 1}, large)]) is not None
    )


def test_a_clash_names_no_statement_that_can_be_spared():
    given_ones = [
        Statement({"y": 1}, 4, equal=False),
        Statement({"x": 1}, 3),
        Statement({"x": 1, "y": 1}, 2),
        Statement({"z": 1}, 7),
    ]
    assert list(clashes([[[one]] for one in given_ones])) == [(1, 2)]


def test_statements_without_a_common_unknown_clash_apart():
    pairs = [Statement({name: 1}, due) for name in "xy" for due in (1, 2)]
    assert sorted(clashes([[[one]] for one in pairs])) == [(0, 1), (2, 3)]


@settings(max_examples=150)
@given(st.lists(statements, max_size=4))
def test_what_can_hold_together_is_what_enumeration_finds(some):
    given_ones = [*some, *bounds]
    points = [dict(zip(NAMES, point, strict=True)) for point in product(range(MOST + 1), repeat=3)]
    possible = any(all(holds(one, point) for one in given_ones) for point in points)
    assert (solution(given_ones) is not None) is possible
    clashing = list(clashes([[[one]] for one in given_ones]))
    assert bool(clashing) is not possible
    for numbers in clashing:
        named = [given_ones[number] for number in numbers]
        assert not any(all(holds(one, point) for one in named) for point in points)

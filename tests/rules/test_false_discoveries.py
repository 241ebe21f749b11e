"""How many agreements GIK711 accepts, against the procedure as it is published."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa.rules.across.false_discoveries import FALSE_DISCOVERIES, least_weight

WEIGHTS = st.lists(st.integers(0, 120).map(lambda tenth: tenth / 10 + 0.0137), max_size=30)


@given(weights=WEIGHTS, comparisons=st.integers(1, 10**9))
def test_as_many_are_accepted_as_benjamini_and_hochberg_reject(weights, comparisons):
    chances = sorted(10**-weight for weight in weights)
    rejected = max(
        (
            rank
            for rank, chance in enumerate(chances, start=1)
            if chance <= FALSE_DISCOVERIES * rank / comparisons
        ),
        default=0,
    )
    least = least_weight(weights, comparisons)
    assert sum(weight >= least for weight in weights) == rejected


@pytest.mark.parametrize("comparisons", [0, 1])
def test_a_single_comparison_needs_a_chance_of_one_in_a_hundred(comparisons):
    assert least_weight([], comparisons) == least_weight([1.9], comparisons) == 2.0
    assert least_weight([2.1], comparisons) == 2.0

"""On small tables the search finds what trying every value finds."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.repairs.brute_force import check_against_brute_force, small_table

SEEDS = st.integers(0, 2**32).map(Random)


@settings(max_examples=150)
@given(SEEDS)
def test_all_smallest_repairs_are_those_of_brute_force(random: Random):
    check_against_brute_force(*small_table(random))

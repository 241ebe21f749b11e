"""On small tables the search finds what trying every value finds."""

from hypothesis import given, reject, settings
from tests.repairs.brute_force import small_tables, smallest_repairs

from gikqa._repairs.budget import Budget, OutOfStepsError
from gikqa._repairs.search import Search


@settings(max_examples=150)
@given(small_tables())
def test_all_smallest_repairs_are_those_of_brute_force(table):
    component, values = table
    expected = smallest_repairs(component, values)
    size = min(map(len, expected), default=0)
    search = Search(component, values, Budget(20_000))
    try:
        for smaller in range(size):
            assert search.repairs(smaller) == {}
        assert search.repairs(size) == expected
    except OutOfStepsError:
        # One case in some thousands: unknowns without an end on both sides of a contradiction.
        reject()

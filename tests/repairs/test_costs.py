"""What a slip costs: one digit the least, another number altogether the most."""

import pytest

from gikqa._repairs.cost import DIGIT, OTHER, TEN_THOUSAND_TIMES, TEN_TIMES, cost


@pytest.mark.parametrize(
    ("right", "written", "expected"),
    [
        ("123", "12", DIGIT),
        ("12", "132", DIGIT),
        ("123", "153", DIGIT),
        ("123", "132", DIGIT),
        ("12", "120", TEN_TIMES),
        ("120", "12", TEN_TIMES),
        ("3", "30000", TEN_THOUSAND_TIMES),
        ("123", "321", OTHER),
        ("123", "451", OTHER),
        ("9", "10", OTHER),
        ("7", "0", OTHER),
        ("-12", "12", OTHER),
    ],
)
def test_the_likelier_slip_costs_less(right, written, expected):
    assert cost(right, written) == expected

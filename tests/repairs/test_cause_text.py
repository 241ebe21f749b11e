"""The text of a cause says what was found, and can be read again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa._repairs.cause_text import (
    LISTED,
    Change,
    Explanation,
    cause_of,
    cause_without_repair,
    explanation_of,
    located,
)

CELLS = st.sampled_from(["requests.granted.total", "disputes.review.total", "money.a.b"])
VALUES = st.integers(-9, 10**20).map(str) | st.just("12.5")
CHANGES = st.lists(st.builds(Change, CELLS, VALUES, st.none() | VALUES), min_size=1, max_size=4)


@given(st.lists(CHANGES.map(tuple), min_size=1, max_size=9), st.booleans())
def test_a_cause_can_be_read_again(repairs, told):
    more = max(0, len(repairs) - LISTED)
    expected = Explanation(tuple(repairs[:LISTED]), more, told)
    assert explanation_of(cause_of(repairs, told=told)) == expected


@given(st.integers(1, 40), st.booleans())
def test_a_cause_without_repair_can_be_read_again(least, gave_up):
    cause = cause_without_repair("requests", least, gave_up=gave_up)
    assert explanation_of(cause) == Explanation(least=least, gave_up=gave_up)
    assert located(cause) is None


@pytest.mark.parametrize(
    "cause", [None, "", "reading", "repair", "unlocated:x", "foreign-locale:1"]
)
def test_other_causes_are_no_arithmetic(cause):
    assert explanation_of(cause) is None


@pytest.mark.parametrize("cause", ["repair:", "repair:told", "repair:x|y", "repair:|9 more|told"])
def test_what_a_plugin_may_write_is_read_without_an_error(cause):
    assert explanation_of(cause) is not None

"""A rate that is told truly is never found, and one that is clearly off always is."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st


@pytest.fixture(scope="module")
def status(export, report, lint):
    """What became of the rule on a text."""

    def status(text):
        sections = [{"number": 1, "heading": "总体情况", "text": text}]
        return lint(export(report(sections=sections)), select=["GIK509"]).statuses()["GIK509"]

    return status


def told(whole, part, rate):
    return f"共受理来信{whole}件，已办结{part}件，办结率{rate}%。"


@given(
    whole=st.integers(1, 5_000),
    data=st.data(),
    places=st.integers(0, 2),
    rounding=st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]),
)
def test_a_true_rate_is_silent(status, whole, data, places, rounding):
    part = data.draw(st.integers(0, whole))
    rate = (Decimal(part) * 100 / whole).quantize(Decimal(1).scaleb(-places), rounding)
    assert status(told(whole, part, rate)) == {"passed": 1}


@given(whole=st.integers(1, 5_000), data=st.data(), off=st.integers(3, 40))
def test_a_rate_some_points_off_is_found(status, whole, data, off):
    part = data.draw(st.integers(0, whole * 55 // 100))
    rate = part * 100 // whole + off
    assert status(told(whole, part, rate)) == {"violated": 1}

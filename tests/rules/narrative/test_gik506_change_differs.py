"""A change that is told truly is never found, however it is rounded."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

WAYS = [("增加", "增长"), ("减少", "下降")]


@given(
    base=st.integers(1, 5_000),
    change=st.integers(1, 5_000),
    places=st.integers(0, 2),
    rounding=st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]),
    up=st.booleans(),
)
def test_a_true_change_is_silent(export, report, lint, base, change, places, rounding, up):
    change = change if up else min(change, base)
    total = base + change if up else base - change
    share = (Decimal(change) * 100 / base).quantize(Decimal(1).scaleb(-places), rounding)
    counted, grown = WAYS[0] if up else WAYS[1]
    text = f"公开信息{total}条，同比{counted}{change}条，{grown}{share}%。"
    sections = [{"number": 1, "heading": "总体情况", "text": text}]
    result = lint(export(report(sections=sections)), select=["GIK506"])
    assert result.statuses()["GIK506"] == {"passed": 1}

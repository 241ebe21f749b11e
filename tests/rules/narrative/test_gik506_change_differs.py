"""A change that is told truly is never found, however it is rounded."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

WAYS = [("增加", "增长"), ("减少", "下降")]


def true_change(rng):
    """A sentence about a total and how it changed."""
    base, change, up = rng.randint(1, 5_000), rng.randint(1, 5_000), rng.random() < 0.5
    change = change if up else min(change, base)
    total = base + change if up else base - change
    rounding = rng.choice([ROUND_HALF_UP, ROUND_DOWN])
    step = Decimal(1).scaleb(-rng.randint(0, 2))
    share = (Decimal(change) * 100 / base).quantize(step, rounding)
    counted, grown = WAYS[0] if up else WAYS[1]
    return f"公开信息{total}条，同比{counted}{change}条，{grown}{share}%。"


def test_a_true_change_is_silent(export, report, lint):
    rng = Random(506)
    texts = [true_change(rng) for _ in range(1_000)]
    result = lint(
        export(
            *(
                report(
                    report_id=f"r{place:04}",
                    sections=[{"number": 1, "heading": "总体情况", "text": text}],
                )
                for place, text in enumerate(texts)
            )
        ),
        select=["GIK506"],
    )
    found = result.findings["report_id"].to_pylist()
    assert [texts[int(report_id[1:])] for report_id in found] == []
    assert result.statuses()["GIK506"] == {"passed": 1_000}

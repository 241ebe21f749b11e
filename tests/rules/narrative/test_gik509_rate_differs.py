"""A rate that is told truly is never found, and one that is clearly off always is."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

import pytest

MANY = 1_000


@pytest.fixture(scope="module")
def found(export, report, lint):
    """Which of many texts have a finding; the others have to have passed."""

    def found(texts):
        rows = [
            report(
                report_id=f"r{place:04}",
                sections=[{"number": 1, "heading": "总体情况", "text": text}],
            )
            for place, text in enumerate(texts)
        ]
        result = lint(export(*rows), select=["GIK509"])
        assert result.statuses()["GIK509"].keys() <= {"passed", "violated"}
        return [texts[int(row[1:])] for row in result.findings["report_id"].to_pylist()]

    return found


def told(whole, part, rate):
    return f"共受理来信{whole}件，已办结{part}件，办结率{rate}%。"


def true_rate(rng):
    whole = rng.randint(1, 5_000)
    part = rng.randint(0, whole)
    rounding = rng.choice([ROUND_HALF_UP, ROUND_DOWN])
    step = Decimal(1).scaleb(-rng.randint(0, 2))
    return told(whole, part, (Decimal(part) * 100 / whole).quantize(step, rounding))


def wrong_rate(rng):
    whole = rng.randint(1, 5_000)
    part = rng.randint(0, whole * 55 // 100)
    return told(whole, part, part * 100 // whole + rng.randint(3, 40))


def test_a_true_rate_is_silent(found):
    rng = Random(509)
    assert found([true_rate(rng) for _ in range(MANY)]) == []


def test_a_rate_some_points_off_is_found(found):
    rng = Random(509)
    texts = [wrong_rate(rng) for _ in range(MANY)]
    assert found(texts) == texts

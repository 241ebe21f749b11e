"""How often the findings of each rule are right, by what people have noted about them."""

from math import sqrt
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._baseline.kept_baseline import KeptRows

_Z = 1.959963984540054
"""The quantile of the normal distribution for an interval of 95 %."""


def precision(kept: KeptRows) -> list[dict[str, Any]]:
    """One line for each rule: confirmed, dismissed, other rows; the share confirmed, and Wilson's
    interval of 95 % for it, which is sensible for few rows, too.
    """
    rules = pc.fill_null(kept.rows.column("rule"), "").combine_chunks()
    pairs = pa.table([rules, pc.fill_null(kept.states, "")], ["rule", "state"])
    counts: dict[str, dict[str, int]] = {}
    for line in pairs.group_by(["rule", "state"]).aggregate([([], "count_all")]).to_pylist():
        counts.setdefault(line["rule"], {})[line["state"]] = line["count_all"]
    return [_line(rule, counts[rule]) for rule in sorted(counts)]


def _line(rule: str, states: dict[str, int]) -> dict[str, Any]:
    right, wrong = states.get("confirmed", 0), states.get("dismissed", 0)
    low, high = wilson(right, right + wrong)
    return {
        "rule": rule,
        "confirmed": right,
        "dismissed": wrong,
        "other": sum(states.values()) - right - wrong,
        "precision": right / (right + wrong) if right + wrong else None,
        "low": low,
        "high": high,
    }


def wilson(right: int, of: int) -> tuple[float | None, float | None]:
    """The ends of Wilson's interval of 95 % for a share; None if there is nothing to go by."""
    if not of:
        return None, None
    share, spread = right / of, _Z**2 / of
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / of + spread / (4 * of))
    low = (middle - reach) / (1 + spread) if right else 0.0  # exactly, where rounding leaves 1e-17
    high = (middle + reach) / (1 + spread) if right < of else 1.0
    return low, high

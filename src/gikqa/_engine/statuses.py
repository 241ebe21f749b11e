"""Count what became of every rule on every report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from gikqa._engine.identities import PASSED, SKIPPED, UNDETERMINED, VIOLATED
from gikqa._model import Rule, Status
from gikqa._result import COVERAGE_SCHEMA

NOT_APPLICABLE, FAILED, NO_YEAR = 4, 5, 6
"""Codes of a status array beyond the verdicts of identities."""

_MEANING: dict[int, tuple[Status, str | None]] = {
    PASSED: (Status.PASSED, None),
    UNDETERMINED: (Status.UNDETERMINED, None),
    SKIPPED: (Status.SKIPPED, None),
    VIOLATED: (Status.VIOLATED, None),
    NOT_APPLICABLE: (Status.NOT_APPLICABLE, None),
    FAILED: (Status.FAILED, None),
    NO_YEAR: (Status.SKIPPED, "the report's year is missing or impossible"),
}

Tally = Counter[tuple[str, Status, str | None]]
"""(rule, status, reason) → reports."""


def count(rule: str, codes: np.ndarray, skipped_because: str | None) -> Tally:
    """Count one rule's status codes, one a report."""
    tally: Tally = Counter()
    for code, times in enumerate(np.bincount(codes, minlength=len(_MEANING)).tolist()):
        if times:
            status, reason = _MEANING[code]
            tally[rule, status, skipped_because if code == SKIPPED else reason] += times
    return tally


def coverage(tally: Tally, rules: Mapping[str, Rule]) -> pa.Table:
    """The table of `Result.coverage`, by rule, then status in the order of the enumeration."""
    order = list(Status)

    def place(entry: tuple[str, Status, str | None]) -> tuple[str, int, str]:
        return entry[0], order.index(entry[1]), entry[2] or ""

    lines = [
        {
            "rule": code,
            "name": rules[code].name,
            "status": str(status),
            "reason": reason,
            "reports": tally[code, status, reason],
        }
        for code, status, reason in sorted(tally, key=place)
        if tally[code, status, reason]
    ]
    return pa.Table.from_pylist(lines, schema=COVERAGE_SCHEMA)


def name_columns(columns: Iterable[str], what: str) -> str:
    """A reason for skipping that names the columns, the first few of many."""
    names = sorted(columns)
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"{what}: {', '.join(names[:3])}{more}"

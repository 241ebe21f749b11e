"""Count what became of every rule on every report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from gikqa._model.result import COVERAGE_SCHEMA
from gikqa._model.rule import Rule
from gikqa._model.status import Status

PASSED, UNDETERMINED, SKIPPED, VIOLATED = 0, 1, 2, 3
"""Codes of verdicts, ordered so that the largest of a rule's equations is the rule's own."""

NOT_APPLICABLE, FAILED, NO_YEAR = 4, 5, 6
"""Codes of a status array beyond the verdicts of equations."""

_MEANING = {
    PASSED: Status.PASSED,
    UNDETERMINED: Status.UNDETERMINED,
    SKIPPED: Status.SKIPPED,
    VIOLATED: Status.VIOLATED,
    NOT_APPLICABLE: Status.NOT_APPLICABLE,
    FAILED: Status.FAILED,
    NO_YEAR: Status.SKIPPED,
}
_REASONS = {
    UNDETERMINED: {
        "zh": "有空白或缺少依据，无法判定",
        "en": "blanks, or nothing to go by, leave it open",
    },
    NOT_APPLICABLE: {
        "zh": "规则不适用于这些年份的报告",
        "en": "the rule is not for reports of these years",
    },
    FAILED: {"zh": "规则运行出错", "en": "the rule failed"},
    NO_YEAR: {"zh": "报告年份缺失或不合理", "en": "the report's year is missing or impossible"},
}
NOTHING_JUDGES = {
    "zh": "没有任何一版格式用到这条规则",
    "en": "no edition states anything for this rule",
}
_UNREAD = {
    "missing": {"zh": "缺少列：", "en": "column missing: "},
    "wrong": {"zh": "列的类型不对：", "en": "column of a wrong type: "},
}

Tally = Counter[tuple[str, Status, str | None]]
"""(rule, status, reason) → reports."""


def count(rule: str, codes: np.ndarray, lang: str, skipped_because: str | None = None) -> Tally:
    """Count one rule's status codes, one a report."""
    tally: Tally = Counter()
    for code, times in enumerate(np.bincount(codes, minlength=len(_MEANING)).tolist()):
        if times:
            reason = _REASONS[code][lang] if code in _REASONS else None
            reason = skipped_because if code == SKIPPED else reason
            tally[rule, _MEANING[code], reason] += times
    return tally


def failed(rule: str, reports: int, lang: str) -> Tally:
    """A tally of reports on which a rule has failed."""
    return count(rule, np.full(reports, FAILED, np.int8), lang)


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


def name_columns(columns: Iterable[str], what: str, lang: str) -> str:
    """A reason for skipping that names the `missing` or `wrong` columns, the first few of many."""
    names = sorted(columns)
    named, rest = _UNREAD[what][lang] + ", ".join(names[:3]), len(names) - 3
    if rest <= 0:
        return named
    return f"{named} 等 {len(names)} 列" if lang == "zh" else f"{named} and {rest} more"

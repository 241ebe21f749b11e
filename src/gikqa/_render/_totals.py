"""Count a result: the totals that every format shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import gikqa
from gikqa._model.finding import Severity
from gikqa._model.result import COVERAGE_SCHEMA, Result
from gikqa._model.status import Status

OUTPUT_VERSION = 1
"""Version of the shape that `specs/output/result.schema.json` describes; changes only by adding."""

JUDGED = (Status.PASSED, Status.VIOLATED, Status.SUPPRESSED)
NOT_JUDGED = (Status.UNDETERMINED, Status.NOT_APPLICABLE, Status.SKIPPED, Status.FAILED)


@dataclass(frozen=True)
class Unjudged:
    """Checks without a verdict for one reason; a check is one rule on one report."""

    status: str
    reason: str | None
    rules: tuple[str, ...]
    checks: int


@dataclass(frozen=True)
class Totals:
    """The totals of a result.

    severities: listed findings only, because of hidden ones only the rule is known. statuses:
    checks, with every status as a key. unjudged: by status, the most frequent reason first.
    """

    reports: int
    rules: int
    listed: int
    hidden: int
    severities: Mapping[str, int]
    statuses: Mapping[str, int]
    unjudged: tuple[Unjudged, ...]
    failures: int
    problems: int

    @property
    def findings(self) -> int:
        """All findings, listed or hidden."""
        return self.listed + self.hidden

    @property
    def judged(self) -> int:
        """Checks with a verdict; a suppressed finding is a verdict too."""
        return sum(self.statuses[status] for status in JUDGED)

    @property
    def not_judged(self) -> int:
        """Checks without a verdict."""
        return sum(self.statuses[status] for status in NOT_JUDGED)

    @property
    def complete(self) -> bool:
        """Whether no input was unreadable and nothing of gikqa or a plugin failed."""
        return not self.failures and not self.problems and not self.statuses[Status.FAILED]


def totals(result: Result) -> Totals:
    """Count the result."""
    statuses = dict.fromkeys(map(str, Status), 0)
    for of_rule in result.statuses().values():
        for status, reports in of_rule.items():
            statuses[status] += reports
    return Totals(
        reports=result.reports,
        rules=len(result.rules),
        listed=result.findings.num_rows,
        hidden=sum(result.hidden.values()),
        severities=dict.fromkeys(map(str, Severity), 0) | result.counts(),
        statuses=statuses,
        unjudged=_unjudged(result),
        failures=len(result.failures),
        problems=len(result.problems),
    )


def header(result: Result) -> dict[str, Any]:
    """Versions of gikqa, the output and the plugins, and the number of reports."""
    return {
        "gikqa": gikqa.__version__,
        "schema": OUTPUT_VERSION,
        "lang": result.lang,
        "plugins": dict(sorted(result.plugins.items())),
        "reports": result.reports,
    }


def summary(result: Result) -> dict[str, Any]:
    """The totals as JSON values."""
    counted = totals(result)
    return {
        "reports": counted.reports,
        "rules": counted.rules,
        "findings": {
            "total": counted.findings,
            "listed": counted.listed,
            "hidden": counted.hidden,
            "severity": dict(counted.severities),
        },
        "checks": {
            "total": sum(counted.statuses.values()),
            "judged": counted.judged,
            "not_judged": counted.not_judged,
            "status": dict(counted.statuses),
        },
        "not_judged": [{**asdict(part), "rules": list(part.rules)} for part in counted.unjudged],
        "complete": counted.complete,
    }


def remainder(result: Result) -> dict[str, Any]:
    """Everything but the findings and their totals, as JSON values."""
    return {
        "coverage": result.coverage.select(COVERAGE_SCHEMA.names).to_pylist(),
        "failures": [asdict(failure) for failure in result.failures],
        "problems": [asdict(problem) for problem in result.problems],
        "hidden": dict(sorted(result.hidden.items())),
    }


def _unjudged(result: Result) -> tuple[Unjudged, ...]:
    parts: dict[tuple[str, str | None], dict[str, int]] = {}
    for row in result.coverage.to_pylist():
        if row["status"] in NOT_JUDGED and row["reports"]:
            of_rules = parts.setdefault((row["status"], row["reason"]), {})
            of_rules[row["rule"]] = of_rules.get(row["rule"], 0) + row["reports"]
    order = {str(status): place for place, status in enumerate(NOT_JUDGED)}
    found = [
        Unjudged(status, reason, tuple(sorted(of_rules)), sum(of_rules.values()))
        for (status, reason), of_rules in parts.items()
    ]
    found.sort(key=lambda part: (order[part.status], -part.checks, part.reason or ""))
    return tuple(found)

"""Count a result: the totals that every format shows."""

from collections.abc import Mapping, Sequence
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
    rules: Sequence[str]
    checks: int


@dataclass(frozen=True)
class Findings:
    """The numbers of findings.

    severity: listed findings only, because of hidden ones only the rule is known.
    """

    total: int
    listed: int
    hidden: int
    severity: Mapping[str, int]


@dataclass(frozen=True)
class Checks:
    """The numbers of checks; a suppressed finding is a verdict too. status: has every status."""

    total: int
    judged: int
    not_judged: int
    status: Mapping[str, int]


@dataclass(frozen=True)
class Totals:
    """The totals of a result.

    not_judged: by status, the most frequent reason first. complete: whether no input was unreadable
    and nothing of gikqa or a plugin failed.
    """

    reports: int
    rules: int
    findings: Findings
    checks: Checks
    not_judged: Sequence[Unjudged]
    complete: bool


def totals(result: Result) -> Totals:
    """Count the result."""
    status = dict.fromkeys(map(str, Status), 0)
    for row in result.coverage.to_pylist():
        status[row["status"]] += row["reports"]
    judged, not_judged = (sum(status[s] for s in some) for some in (JUDGED, NOT_JUDGED))
    severity = dict.fromkeys(map(str, Severity), 0) | result.counts()
    listed, hidden = result.findings.num_rows, sum(result.hidden.values())
    return Totals(
        reports=result.reports,
        rules=len(result.rules),
        findings=Findings(listed + hidden, listed, hidden, severity),
        checks=Checks(judged + not_judged, judged, not_judged, status),
        not_judged=_unjudged(result),
        complete=not (result.failures or result.problems or status[Status.FAILED]),
    )


def header(result: Result) -> dict[str, Any]:
    """Versions of gikqa, the output and the plugins, options of rules, the number of reports."""
    return {
        "gikqa": gikqa.__version__,
        "schema": OUTPUT_VERSION,
        "lang": result.lang,
        "plugins": dict(sorted(result.plugins.items())),
        **({"options": result.options} if result.options else {}),
        "reports": result.reports,
    }


def summary(result: Result) -> dict[str, Any]:
    """The totals as JSON values."""
    return asdict(totals(result))


def remainder(result: Result) -> dict[str, Any]:
    """Everything but the findings and their totals, as JSON values."""
    return {
        "coverage": result.coverage.select(COVERAGE_SCHEMA.names).to_pylist(),
        "failures": [asdict(failure) for failure in result.failures],
        "problems": [asdict(problem) for problem in result.problems],
        "hidden": dict(sorted(result.hidden.items())),
    }


def obstacles(result: Result) -> list[tuple[str, str, str]]:
    """("error", plugin, what failed) for each failure, ("warning", source, why) for each input."""
    failures = [
        ("error", f"{f.plugin} {f.version}", f"{f.what}: {f.located}") for f in result.failures
    ]
    return failures + [("warning", problem.source, problem.problem) for problem in result.problems]


def _unjudged(result: Result) -> list[Unjudged]:
    parts: dict[tuple[str, str | None], dict[str, int]] = {}
    for row in result.coverage.to_pylist():
        if row["status"] in NOT_JUDGED and row["reports"]:
            of_rules = parts.setdefault((row["status"], row["reason"]), {})
            of_rules[row["rule"]] = of_rules.get(row["rule"], 0) + row["reports"]
    order = {str(status): place for place, status in enumerate(NOT_JUDGED)}
    found = [
        Unjudged(status, reason, sorted(of_rules), sum(of_rules.values()))
        for (status, reason), of_rules in parts.items()
    ]
    found.sort(key=lambda part: (order[part.status], -part.checks, part.reason or ""))
    return found

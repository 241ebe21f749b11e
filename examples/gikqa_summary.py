"""What a scheduler shows of a result: a few numbers, and the first findings as a table."""

from __future__ import annotations

from typing import Any

from gikqa import Result

SHOWN = 20
_COLUMNS = ("publisher", "year", "rule", "severity", "message")


def numbers(result: Result) -> dict[str, int]:
    """How many reports, findings of each severity, and checks that were judged or were not."""
    severities = result.findings["severity"].to_pylist()
    counts = {name: severities.count(name) for name in ("error", "warning", "info")}
    checks = {"judged": 0, "not judged": 0}
    for line in result.coverage.to_pylist():
        judged = line["status"] in ("passed", "violated", "suppressed")
        checks["judged" if judged else "not judged"] += line["reports"]
    return {"reports": result.reports, **counts, **checks, "failures": len(result.failures)}


def table(result: Result) -> str:
    """The first findings as a table in Markdown; empty if there are none."""
    rows: list[dict[str, Any]] = result.findings.slice(0, SHOWN).to_pylist()
    lines = ["| " + " | ".join(_cell(row[name]) for name in _COLUMNS) + " |" for row in rows]
    head = [f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|"]
    return "\n".join([*head, *lines]) if lines else ""


def _cell(value: object) -> str:
    return " ".join(str(value).replace("|", "\\|").split())

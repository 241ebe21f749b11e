"""What the coverage of a result says of a rule."""

from __future__ import annotations

from collections import Counter, defaultdict

from gikqa import Status

OF_THE_SOURCE = ("GIK001", "GIK002", "GIK005", "GIK006", "GIK007", "GIK008")


def reason_of(result, code, status):
    lines = result.coverage.to_pylist()
    (line,) = [one for one in lines if (one["rule"], one["status"]) == (code, status)]
    return line["reason"]


def check_sums(result, whole_reports=True):
    """The laws that hold for every result."""
    by_rule, reasons = Counter(), defaultdict(set)
    for line in result.coverage.to_pylist():
        assert line["reports"] > 0
        by_rule[line["rule"]] += line["reports"]
        reasons[line["status"]].add(line["reason"])
        assert line["name"] == {one.code: one.name for one in result.rules}[line["rule"]]
    codes = [one.code for one in result.rules]
    assert by_rule == {code: result.reports for code in codes if result.reports}
    for status, told in reasons.items():
        silent = status in (Status.PASSED, Status.VIOLATED)
        assert (None in told) is silent, (status, told)
    found = defaultdict(set)
    for line in result.findings.select(["rule", "report_id"]).to_pylist():
        found[line["rule"]].add(line["report_id"])
    for code in codes:
        violated = result.statuses().get(code, {}).get("violated", 0)
        if code in OF_THE_SOURCE:
            assert bool(violated) == bool(found[code]), code
        elif whole_reports:
            assert violated == len(found[code]), code
    return result

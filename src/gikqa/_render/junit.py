"""JUnit XML: a suite a rule, a failure a finding, a skipped case for what was not judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from gikqa._model.result import Result
from gikqa._model.status import Status
from gikqa._render._escape import attribute, encode, xml
from gikqa._render._rows import Row, rows, where
from gikqa._render._say import Voice, all_lines, total_lines, voice
from gikqa._render._totals import totals

SKIPPED = (Status.UNDETERMINED, Status.NOT_APPLICABLE, Status.SKIPPED, Status.SUPPRESSED)
SHOWN = ("observed", "expected", "section", "start", "end", "quote", "cause", "basis")


def write(result: Result, stream: BinaryIO) -> None:
    """Write a suite for every rule that ran, then one for the run with the totals."""
    coverage = _coverage_by_rule(result)
    names = {rule.code: rule.name for rule in result.rules}
    names |= {code: parts[0]["name"] for code, parts in coverage.items()}
    names |= {row["rule"]: row["name"] for row in _rules_of_findings(result)}
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gikqa">\n')
    for code in sorted(names):
        _write_suite(result, stream, code, names[code], coverage.get(code, []))
    _write_run(result, stream)
    stream.write(b"</testsuites>\n")


def _coverage_by_rule(result: Result) -> dict[str, list[dict[str, Any]]]:
    parts: dict[str, list[dict[str, Any]]] = {}
    for row in result.coverage.to_pylist():
        if row["reports"]:
            parts.setdefault(row["rule"], []).append(row)
    return parts


def _rules_of_findings(result: Result) -> list[dict[str, Any]]:
    grouped = result.findings.select(["rule", "name"]).group_by(["rule", "name"])
    found: list[dict[str, Any]] = grouped.aggregate([]).sort_by("rule").to_pylist()
    return found


def _write_suite(
    result: Result, stream: BinaryIO, code: str, name: str, coverage: list[dict[str, Any]]
) -> None:
    speak = voice(result.lang)
    findings = where(result.findings, "rule", code)
    hidden = result.hidden.get(code, 0)
    cases = [_coverage_case(code, part, speak) for part in coverage]
    statuses = [part["status"] for part in coverage]
    counts = {
        "tests": findings.num_rows + bool(hidden) + len([case for case in cases if case]),
        "failures": findings.num_rows + bool(hidden),
        "errors": statuses.count(Status.FAILED),
        "skipped": sum(status in SKIPPED for status in statuses),
    }
    stream.write(_suite_start(f"{code} {name}", counts))
    for row in rows(findings):
        stream.write(_finding_case(row))
    if hidden:
        more = speak.say("more", n=hidden)
        stream.write(_case(code, more, f'<failure type="hidden" message={attribute(more)}/>'))
    for case in filter(None, cases):
        stream.write(case)
    stream.write(b"  </testsuite>\n")


def _suite_start(name: str, counts: dict[str, int]) -> bytes:
    numbers = " ".join(f'{key}="{amount}"' for key, amount in counts.items())
    return encode(f"  <testsuite name={attribute(name)} {numbers}>\n")


def _finding_case(row: Row) -> bytes:
    place = [row["report_id"], *row["cells"]]
    details = "\n".join(_details(row))
    failure = (
        f"<failure type={attribute(row['severity'])} message={attribute(row['message'])}>"
        f"{xml(details)}</failure>"
    )
    return _case(row["rule"], " ".join(part for part in place if part) or "export", failure)


def _details(row: Row) -> Iterator[str]:
    yield " ".join(str(row[key]) for key in ("publisher", "year") if row[key] is not None)
    yield row["message"]
    for key in SHOWN:
        if row[key] is not None:
            yield f"{key}: {row[key]}"
    for change in row["proposal"]:
        yield f"proposal: {change['cell']} = {change['value']}"
    yield f"confidence: {row['confidence']}"
    yield f"fingerprint: {row['fingerprint']}"


def _coverage_case(code: str, part: dict[str, Any], speak: Voice) -> bytes | None:
    """A case for the reports with one status; None for violated ones, which have findings."""
    status, why = part["status"], part["reason"]
    if status == Status.VIOLATED:
        return None
    name = f"{speak.word(status)}: {speak.count(part['reports'], 'report')}"
    name = f"{name}: {why}" if why else name
    if status == Status.PASSED:
        return _case(code, name, "")
    kind = "error" if status == Status.FAILED else "skipped"
    return _case(code, name, f"<{kind} message={attribute(name)}/>")


def _case(classname: str, name: str, inside: str) -> bytes:
    start = f"    <testcase classname={attribute(classname)} name={attribute(name)}"
    return encode(f"{start}>{inside}</testcase>\n" if inside else f"{start}/>\n")


def _write_run(result: Result, stream: BinaryIO) -> None:
    """A suite for the run: a case for reading the export, and one for each failure or problem."""
    speak, counted = voice(result.lang), totals(result)
    obstacles = [
        (f"{failure.plugin} {failure.version}: {failure.what}", failure.problem)
        for failure in result.failures
    ]
    obstacles += [(problem.source, problem.problem) for problem in result.problems]
    counts = {"tests": 1 + len(obstacles), "failures": 0, "errors": len(obstacles), "skipped": 0}
    stream.write(_suite_start("gikqa", counts))
    stream.write(_case("gikqa", next(total_lines(counted, speak)), ""))
    for name, problem in obstacles:
        stream.write(_case("gikqa", name, f"<error message={attribute(problem)}/>"))
    lines = all_lines(result, counted, speak)
    stream.write(encode("    <system-out>" + xml("\n".join(lines)) + "</system-out>\n"))
    stream.write(b"  </testsuite>\n")

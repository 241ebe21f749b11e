"""JUnit XML: a suite a rule, a failure a finding, a skipped case for what was not judged."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO

from gikqa._model.result import Result
from gikqa._model.status import Status
from gikqa._render._escape import attribute, encode, xml
from gikqa._render._rows import Row, rows, where
from gikqa._render._say import Voice, all_lines, total_lines, voice
from gikqa._render._totals import totals

SHOWN = ("observed", "expected", "section", "start", "end", "quote", "cause", "basis")

Case = tuple[str, bytes]
"""`passed`, or the element that says what is wrong; the case as XML."""


def write(result: Result, stream: BinaryIO) -> None:
    """Write a suite for every rule that ran, then one for the run with the totals."""
    speak = voice(result.lang)
    grouped = result.findings.select(["rule", "name"]).group_by(["rule", "name"]).aggregate([])
    names = {rule.code: rule.name for rule in result.rules}
    names |= {row["rule"]: row["name"] for row in grouped.to_pylist()}
    cases: defaultdict[str, list[Case]] = defaultdict(list)
    for code, hidden in result.hidden.items():
        more = speak.say("more", n=hidden)
        cases[code].append(_case(code, more, "failure", more, kind="hidden"))
    for part in result.coverage.to_pylist():
        if part["reports"] and part["status"] != Status.VIOLATED:  # these are findings
            cases[part["rule"]].append(_coverage_case(part, speak))
    stream.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="gikqa">\n')
    for code in sorted(names):
        findings = where(result.findings, "rule", code)
        counts = Counter({"failure": findings.num_rows}) + Counter(kind for kind, _ in cases[code])
        found = map(_finding_case, rows(findings))
        _write_suite(stream, f"{code} {names[code]}", counts, chain(found, cases[code]))
    _write_run(result, stream, speak)
    stream.write(b"</testsuites>\n")


def _write_suite(
    stream: BinaryIO, name: str, counts: Counter[str], cases: Iterable[Case], end: str = ""
) -> None:
    numbers = f'tests="{counts.total()}" failures="{counts["failure"]}"'
    numbers += f' errors="{counts["error"]}" skipped="{counts["skipped"]}"'
    stream.write(encode(f"  <testsuite name={attribute(name)} {numbers}>\n"))
    stream.writelines(case for _, case in cases)
    stream.write(encode(f"{end}  </testsuite>\n"))


def _finding_case(row: Row) -> Case:
    place = " ".join(filter(None, (row["report_id"], *row["cells"]))) or "export"
    details = "\n".join(_details(row))
    return _case(row["rule"], place, "failure", row["message"], kind=row["severity"], text=details)


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


def _coverage_case(part: dict[str, Any], speak: Voice) -> Case:
    """A case for the reports of a rule with one status."""
    name = f"{speak.word(part['status'])}: {speak.count(part['reports'], 'report')}"
    name += f": {part['reason']}" if part["reason"] else ""
    element = {Status.PASSED: "passed", Status.FAILED: "error"}.get(part["status"], "skipped")
    return _case(part["rule"], name, element, name)


def _case(
    classname: str, name: str, element: str, message: str, *, kind: str = "", text: str = ""
) -> Case:
    inside = ""
    if element != "passed":
        attributes = (f" type={attribute(kind)}" if kind else "") + f" message={attribute(message)}"
        inside = f"<{element}{attributes}" + (f">{xml(text)}</{element}>" if text else "/>")
    start = f"    <testcase classname={attribute(classname)} name={attribute(name)}"
    return element, encode(f"{start}>{inside}</testcase>\n" if inside else f"{start}/>\n")


def _write_run(result: Result, stream: BinaryIO, speak: Voice) -> None:
    """A suite for the run: a case for reading the export, and one for each failure or problem."""
    counted = totals(result)
    cases = [_case("gikqa", next(total_lines(result, counted, speak)), "passed", "")]
    for failure in result.failures:
        name = f"{failure.plugin} {failure.version}: {failure.what}"
        cases.append(_case("gikqa", name, "error", failure.located))
    for problem in result.problems:
        cases.append(_case("gikqa", problem.source, "error", problem.problem))
    text = xml("\n".join(all_lines(result, counted, speak)))
    end = f"    <system-out>{text}</system-out>\n"
    _write_suite(stream, "gikqa", Counter(element for element, _ in cases), cases, end)

"""The findings for people: the worst reports first, every list bounded."""

from collections.abc import Iterator

from rich.text import Text

from gikqa._model.finding import Severity
from gikqa._model.result import Result
from gikqa._render._escape import clip
from gikqa._render._paper import CELL_LIMIT, Paper, grid, piece
from gikqa._render._rows import Row, often, rows, where, worst_first
from gikqa._render._say import Voice

REPORTS = 100
PER_REPORT = 20
CELLS = 4
CODE_LIMIT = 24

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def put_findings(result: Result, paper: Paper, speak: Voice) -> None:
    """List the findings by report, and say how many are left out."""
    ranked = _ranked(result)
    for report_id, _ in ranked[:REPORTS]:
        _put_report(result, report_id, paper, speak)
    left = ranked[REPORTS:]
    if left:
        findings = speak.count(sum(amount for _, amount in left), "finding")
        reports = speak.count(len(left), "report")
        paper.line()
        paper.line(speak.say("more reports", findings=findings, reports=reports))


def _ranked(result: Result) -> list[tuple[str, int]]:
    """(report, number of its findings): the export itself, then the worst reports first."""
    amounts: dict[str, dict[str, int]] = {}
    for (severity, report_id), amount in often(result.findings, "severity", "report_id"):
        amounts.setdefault(report_id, {})[severity] = amount

    def badness(report_id: str) -> tuple[bool, list[int], str]:
        worst = [-amounts[report_id].get(severity, 0) for severity in Severity]
        return report_id != "", worst, report_id

    return [(report, sum(amounts[report].values())) for report in sorted(amounts, key=badness)]


def _put_report(result: Result, report_id: str, paper: Paper, speak: Voice) -> None:
    findings = where(result.findings, "report_id", report_id)
    table = grid("", "", "")
    for place, row in enumerate(rows(worst_first(findings, PER_REPORT))):
        if not place:
            paper.line()
            paper.line(_heading(row, speak), style="bold")
        severity = Text("  " + speak.word(row["severity"]), style=STYLES[Severity(row["severity"])])
        table.add_row(severity, piece(row["rule"], limit=CODE_LIMIT), _body(row, speak))
    paper.put(table)
    if findings.num_rows > PER_REPORT:
        paper.line("  " + speak.say("more findings", n=findings.num_rows - PER_REPORT))


def _heading(row: Row, speak: Voice) -> str:
    if not row["report_id"]:
        return speak.word("whole export")
    parts = (row["publisher"], row["year"], row["report_id"])
    return " · ".join(clip(str(part), CELL_LIMIT) for part in parts if part is not None)


def _body(row: Row, speak: Voice) -> Text:
    body = piece(row["message"])
    for detail in _details(row, speak):
        body.append("\n" + detail, style="dim")
    return body


def _details(row: Row, speak: Voice) -> Iterator[str]:
    yield f"{clip(row['name'], CELL_LIMIT)} · {speak.word(row['confidence'])}"
    if row["cells"]:
        yield speak.pair("cells", _bounded(row["cells"], speak))
    place = _place(row, speak)
    if place:
        yield place
    if row["proposal"]:
        changes = [f"{change['cell']} → {change['value']}" for change in row["proposal"]]
        yield speak.pair("proposal", _bounded(changes, speak))
    if row["cause"]:
        yield speak.pair("cause", clip(row["cause"], CELL_LIMIT))


def _bounded(parts: list[str], speak: Voice) -> str:
    shown = ", ".join(clip(part, CELL_LIMIT) for part in parts[:CELLS])
    left = len(parts) - CELLS
    return f"{shown} {speak.say('more', n=left)}" if left > 0 else shown


def _place(row: Row, speak: Voice) -> str:
    """Section, offsets and quote of a finding in a narrative; empty for other findings."""
    parts = []
    if row["section"] is not None:
        parts.append(speak.say("section", section=row["section"]))
    if row["start"] is not None and row["end"] is not None:
        parts.append(speak.say("characters", start=row["start"], end=row["end"]))
    shown = [speak.listed(parts)] if parts else []
    if row["quote"] is not None:
        shown.append(speak.say("quote", quote=clip(row["quote"], CELL_LIMIT)))
    return " ".join(shown)

"""The findings for people: the worst reports first, every list bounded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from rich.text import Text

from gikqa._model.finding import Severity
from gikqa._model.reading_note import READING
from gikqa._model.result import Result
from gikqa._model.rule import Rule
from gikqa._render._causes import follows_from, is_arithmetic, said_causes
from gikqa._render._cells import CELLS, named_cells
from gikqa._render._escape import clip
from gikqa._render._paper import CELL_LIMIT, Paper, grid, piece
from gikqa._render._rows import Row, ranked, rows, where, worst_first
from gikqa._render._say import Voice
from gikqa.editions import PrintedNames

REPORTS = 100
PER_REPORT = 20
CODE_LIMIT = 24
CAUSES, CAUSE_LIMIT = 5, 800

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def put_findings(result: Result, paper: Paper, speak: Voice) -> None:
    """List the findings by report, and say how many are left out."""
    reports = ranked(result.findings)
    printed = _Printed(
        speak,
        PrintedNames(result.editions, speak.lang),
        {rule.code: rule_name(rule, speak) for rule in result.rules},
    )
    for report_id in list(reports)[:REPORTS]:
        _put_report(result, report_id, paper, printed)
    left = list(reports.values())[REPORTS:]
    if left:
        findings = speak.count(sum(sum(amounts.values()) for amounts in left), "finding")
        paper.line()
        others = speak.count(len(left), "report")
        paper.line(speak.say("more reports", findings=findings, reports=others))


@dataclass(frozen=True)
class _Printed:
    """What findings are written with: a language, the names of cells and, by code, of rules."""

    speak: Voice
    cells: PrintedNames
    rules: Mapping[str, str]


def rule_name(rule: Rule, speak: Voice) -> str:
    """What people call a rule: its title in Chinese, in English the name that options take."""
    return rule.title["zh"] if speak.lang == "zh" else rule.name


def _put_report(result: Result, report_id: str, paper: Paper, printed: _Printed) -> None:
    speak = printed.speak
    findings = where(result.findings, "report_id", report_id)
    table = grid("", "", "")
    shown = [*rows(worst_first(findings, PER_REPORT))]
    paper.line()
    paper.line(_heading(shown[0], speak), style="bold")
    for row in shown:
        severity = Text("  " + speak.word(row["severity"]), style=STYLES[Severity(row["severity"])])
        table.add_row(severity, piece(row["rule"], limit=CODE_LIMIT), _body(row, printed))
    for _, sentence, places in islice(said_causes(shown, printed.cells, speak), CAUSES):
        codes = speak.series([*dict.fromkeys(shown[place]["rule"] for place in places)])
        which = speak.say("these findings", n=len(places), rules=codes)
        paper.put(
            piece("  " + speak.pair("cause", sentence.format(which=which)), limit=CAUSE_LIMIT)
        )
    paper.put(table)
    if findings.num_rows > PER_REPORT:
        paper.line("  " + speak.say("more findings", n=findings.num_rows - PER_REPORT))


def _heading(row: Row, speak: Voice) -> str:
    if not row["report_id"]:
        return speak.word("whole export")
    parts = (row["publisher"], row["year"], row["report_id"])
    return " · ".join(clip(str(part), CELL_LIMIT) for part in parts if part is not None)


def _body(row: Row, printed: _Printed) -> Text:
    body = piece(row["message"])
    for detail in _details(row, printed):
        body.append("\n" + detail, style="dim")
    return body


def _details(row: Row, printed: _Printed) -> Iterator[str]:
    speak, names = printed.speak, printed.cells
    rule = printed.rules.get(row["rule"], row["name"])
    yield f"{clip(rule, CELL_LIMIT)} · {speak.word(row['confidence'])}"
    report = (row["year"], row["region_code"])
    if row["cells"]:
        yield speak.pair("cells", _bounded(*named_cells(row, names, speak), speak))
    place = _place(row, speak)
    if place:
        yield place
    if row["proposal"] and not is_arithmetic(row):
        changes = [
            f"{names.of(change['cell'], *report)} → {change['value']}" for change in row["proposal"]
        ]
        rest = speak.say("more", n=len(changes) - CELLS) if len(changes) > CELLS else ""
        yield speak.pair("proposal", _bounded(changes[:CELLS], rest, speak))
    if row["cause"] == READING:
        yield speak.pair("cause", speak.word("misread"))
    elif code := follows_from(row):
        yield speak.pair("cause", code)


def _bounded(parts: list[str], rest: str, speak: Voice) -> str:
    shown = speak.word("semicolon").join(clip(part, CELL_LIMIT) for part in parts)
    return f"{shown} {rest}".rstrip()


def _place(row: Row, speak: Voice) -> str:
    """Section, offsets and quote of a finding in a narrative; empty for other findings."""
    parts = speak.in_narrative(row)
    shown = [speak.listed(parts)] if parts else []
    if row["quote"] is not None:
        shown.append(speak.say("quote", quote=clip(row["quote"], CELL_LIMIT)))
    return " ".join(shown)

"""Text for people: totals, findings by report, and what was not judged."""

from typing import BinaryIO

from rich.text import Text

import gikqa
from gikqa._model.finding import Severity
from gikqa._model.result import Result
from gikqa._model.status import Status
from gikqa._render._listing import CODE_LIMIT, STYLES, put_findings, rule_name
from gikqa._render._paper import Paper, grid, piece
from gikqa._render._rows import often
from gikqa._render._say import Voice, number, reason, total_lines, verdict, voice
from gikqa._render._totals import Totals, obstacles, totals
from gikqa._render._unjudged_rules import put_unjudged_rules

RULES = 50
REASONS = 40
OBSTACLES = 20


def write(result: Result, stream: BinaryIO, *, by_rule: bool = False) -> None:
    """Write the result; colour and the width of the window only on a terminal.

    by_rule: whether what was not judged is listed rule by rule, and not by its reasons.
    """
    paper, speak, counted = Paper(stream), voice(result.lang), totals(result)
    paper.line(f"gikqa {gikqa.__version__}", style="bold")
    for line in total_lines(result, counted, speak):
        paper.line(line)
    put_findings(result, paper, speak)
    _put_rules(result, paper, speak)
    if by_rule:
        put_unjudged_rules(result, paper, speak)
    else:
        _put_unjudged(counted, paper, speak)
    for title, kind in (("failures", "error"), ("problems", "warning")):
        lines = [(where, what) for level, where, what in obstacles(result) if level == kind]
        _put_obstacles(title, lines, paper, speak)
    paper.line()
    for line in verdict(counted, speak):
        paper.line(line, style="bold")


def _put_rules(result: Result, paper: Paper, speak: Voice) -> None:
    """The number of findings of each rule, by severity and frequency."""
    lines = _rule_lines(result)
    named = {rule.code: rule_name(rule, speak) for rule in result.rules}
    if not lines:
        return
    _put_title("by rule", paper, speak)
    columns = ("severity", "rule", "in reports", "finding count", "of them hidden", "name")
    table = grid(*map(speak.word, columns))
    for place in (2, 3, 4):
        table.columns[place].justify = "right"
    statuses = result.statuses()
    for severity, code, name, listed in lines[:RULES]:
        hidden = result.hidden.get(code, 0)
        table.add_row(
            Text(speak.word(severity), style=STYLES[severity]),
            piece(code, limit=CODE_LIMIT),
            number(statuses.get(code, {}).get(Status.VIOLATED, 0)),
            number(listed + hidden),
            number(hidden) if hidden else "",
            piece(named.get(code, name)),
        )
    paper.put(table)
    _put_more(len(lines) - RULES, paper, speak)


def _rule_lines(result: Result) -> list[tuple[Severity, str, str, int]]:
    """Severity, code, name and listed findings of every rule, the worst rules first.

    A rule with findings of several severities has the worst of them. Hidden findings count too for
    the order; every rule that has some has listed ones as well.
    """
    gravity = list(Severity)
    found = [
        (Severity(severity), code, name, amount)
        for (severity, code, name), amount in often(result.findings, "severity", "rule", "name")
    ]
    lines: dict[str, tuple[Severity, str, str, int]] = {}
    for severity, code, name, amount in sorted(found, key=lambda line: gravity.index(line[0])):
        worst, _, _, before = lines.get(code, (severity, code, name, 0))
        lines[code] = worst, code, name, before + amount

    def weight(line: tuple[Severity, str, str, int]) -> tuple[int, int, str]:
        severity, code, _, amount = line
        return gravity.index(severity), -amount - result.hidden.get(code, 0), code

    return sorted(lines.values(), key=weight)


def _put_unjudged(counted: Totals, paper: Paper, speak: Voice) -> None:
    if not counted.not_judged:
        return
    _put_title("not judged", paper, speak)
    table = grid(*map(speak.word, ("status", "checks", "rules", "reason")))
    table.columns[1].justify = table.columns[2].justify = "right"
    for part in counted.not_judged[:REASONS]:
        rules = part.rules[0] if len(part.rules) == 1 else number(len(part.rules))
        why = piece(reason(part, speak))
        shown = piece(rules, limit=CODE_LIMIT)
        table.add_row(speak.word(part.status), number(part.checks), shown, why)
    paper.put(table)
    _put_more(len(counted.not_judged) - REASONS, paper, speak)


def _put_obstacles(title: str, lines: list[tuple[str, str]], paper: Paper, speak: Voice) -> None:
    if not lines:
        return
    _put_title(title, paper, speak)
    for where, problem in lines[:OBSTACLES]:
        # An input that could not be opened is named by its problem alone.
        parts = [piece(where)] if where else []
        paper.put(Text(speak.word("pair")).join([*parts, piece(problem, style="red")]))
    _put_more(len(lines) - OBSTACLES, paper, speak)


def _put_title(key: str, paper: Paper, speak: Voice) -> None:
    paper.line()
    paper.line(speak.word(key), style="bold underline")


def _put_more(left: int, paper: Paper, speak: Voice) -> None:
    if left > 0:
        paper.line(speak.say("more", n=left))

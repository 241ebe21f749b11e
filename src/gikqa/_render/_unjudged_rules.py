"""Which rules came to no verdict on some reports, or to a suppressed one: how many, and why."""

import pyarrow.compute as pc

from gikqa._model.result import Result
from gikqa._model.status import Status
from gikqa._render._listing import CODE_LIMIT
from gikqa._render._paper import Paper, grid, piece
from gikqa._render._say import Voice, number, reason
from gikqa._render._totals import NOT_JUDGED, Unjudged

_LISTED = (Status.SKIPPED, *(one for one in NOT_JUDGED if one != Status.SKIPPED), Status.SUPPRESSED)


def put_unjudged_rules(result: Result, paper: Paper, speak: Voice) -> None:
    """One line for each rule, status and reason, the skipped ones first."""
    table = grid(*map(speak.word, ("status", "rule", "in reports", "reason")))
    table.columns[2].justify = "right"
    for status in _LISTED:
        for row in result.coverage.filter(pc.field("status") == status).to_pylist():
            part = Unjudged(row["status"], row["reason"], [row["rule"]], row["reports"])
            code = piece(row["rule"], limit=CODE_LIMIT)
            why = piece(reason(part, speak))
            table.add_row(speak.word(status), code, number(part.checks), why)
    paper.line()
    paper.line(
        speak.word("not judged" if table.row_count else "all judged"), style="bold underline"
    )
    if table.row_count:
        paper.put(table)

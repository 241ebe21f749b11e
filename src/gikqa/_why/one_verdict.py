"""The status of one rule on one report, and why it has that status."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._baseline.kept_baseline import Baseline
from gikqa._engine.defects import DOUBLE_ID, SOURCE_RULES
from gikqa._engine.plan import Plan
from gikqa._engine.run import run
from gikqa._model.result import Result
from gikqa._model.rule import Rule
from gikqa._model.standing import VERDICTS_SCHEMA
from gikqa._model.status import Status
from gikqa._render._rows import Row, rows, where
from gikqa._why.first_condition import Case
from gikqa._why.one_report import find_report, the_only
from gikqa._why.sentences import Words, words_for
from gikqa._why.steps import steps_of


@dataclass(frozen=True)
class Answer:
    """The status of a rule on a report, and the lines to print about it."""

    status: Status
    lines: Sequence[str]


def why_not(data: Any, plan: Plan, rule: Rule, report_id: str, *, jobs: int) -> Answer:
    """Judge one report by one rule, and say why it came to its status.

    plan: of this rule alone. Only the columns of the rule are read, and only the part of a file
    that holds the report; but a rule across reports, or over the source, needs all of the input.
    Raises UsageError for an unknown report, InputError if several reports have the id.
    """
    whole = rule.across is not None or rule.code in (*SOURCE_RULES, DOUBLE_ID)
    found = find_report(data, plan, report_id)
    one = found[0] if rule.code == DOUBLE_ID else the_only(found, report_id)
    result = run(data, plan, jobs=jobs) if whole else run(one.table, plan, jobs=1)
    batch, lang = one.batch(plan), plan.origin.lang
    fields = batch.report_fields(0)
    words = words_for(lang, plan.editions, fields["year"], fields["region_code"])
    status, reason = _status(result, report_id)
    case = Case(plan, rule, batch, reason, words)
    parts = (rule.title["zh"] if lang == "zh" else rule.name, fields["publisher"], fields["year"])
    shown = [rule.code, *(str(part) for part in parts if part is not None), report_id]
    said = _about(case, status, result, report_id)
    head = words.speak.word(status) + words.speak.word("pair") + next(said, "")
    return Answer(status, [" · ".join(shown), head, *said])


def _status(result: Result, report_id: str) -> tuple[Status, str | None]:
    """The status of the only rule on a report, and the reason that the engine states for it."""
    row = where(result.verdicts, "report_id", report_id).to_pylist()[0]
    names = {str(status).replace(" ", "_"): status for status in Status}
    status = next(names[name] for name in VERDICTS_SCHEMA.names if name in names and row[name])
    if row["reasons"]:
        return status, row["reasons"].removeprefix(f"{status}: ")
    of_status = where(result.coverage, "status", status).column("reason").to_pylist()
    return status, of_status[-1] if of_status else None


def _about(case: Case, status: Status, result: Result, report_id: str) -> Iterator[str]:
    if status is Status.VIOLATED:
        ids = result.findings.column("report_id")
        own = result.findings.filter(pc.is_in(ids, pa.array([report_id, ""])))
        yield case.words.say("found", count=own.num_rows)
        for row in rows(own):
            yield ""
            yield from steps_of(row, case.rule, case.plan, case.batch, case.words)
    elif status is Status.FAILED:
        failures = result.failures
        yield "; ".join(
            f"{one.plugin} {one.version}: {one.what}: {one.located}" for one in failures
        )
    elif status is Status.SUPPRESSED:
        assert case.plan.baseline is not None
        yield case.reason or ""
        for name, row in _baseline_rows(case.plan.baseline, case.rule.code, report_id):
            yield _baseline_line(name, row, case.words)
    else:
        yield from case.why(status)


def _baseline_rows(baseline: Baseline, code: str, report_id: str) -> Iterator[tuple[str, Row]]:
    for file in baseline.files:
        for row in file.rows.filter(pa.array(file.active(baseline.as_of))).to_pylist():
            if (row["rule"], row["report_id"]) == (code, report_id):
                yield file.name, row


def _baseline_line(name: str, row: Row, words: Words) -> str:
    keys = ("fingerprint", "state", "reason", "author", "until")
    return words.say("baseline row", file=name, **{key: row[key] or "" for key in keys}).rstrip()

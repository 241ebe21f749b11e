"""Record what the rules found in one batch: statuses, findings, failures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa._engine.batch import Batch
from gikqa._engine.messages import in_words
from gikqa._engine.outcome.finding_rows import Origin, finding_row
from gikqa._export.layout import Layout
from gikqa._model.finding import Finding, Severity
from gikqa._model.result import COVERAGE_SCHEMA
from gikqa._model.rule import Rule
from gikqa._model.standing import Standing
from gikqa._model.status import Failure, Status
from gikqa._plugins.installed import of_the_user
from gikqa._plugins.where import frames_of, said

Verdict = IntEnum(
    "Verdict",
    "PASSED UNDETERMINED SKIPPED VIOLATED NOT_APPLICABLE FAILED NO_YEAR ALONE NOT_CONCERNED",
    start=0,
)
"""The codes in status arrays. The verdict of a rule is the largest among its equations."""

_STATUSES = (
    (Status.PASSED, None),
    (Status.UNDETERMINED, "open"),
    (Status.SKIPPED, None),
    (Status.VIOLATED, None),
    (Status.NOT_APPLICABLE, "other_years"),
    (Status.FAILED, "failed"),
    (Status.SKIPPED, "no_year"),
    (Status.NOT_APPLICABLE, "alone"),
    (Status.NOT_APPLICABLE, "not_concerned"),
)
"""Verdict → status, and the key of its reason in `messages.toml`."""

Tally = Counter[tuple[str, Status, str | None]]
"""(rule, status, reason) → reports."""


def coverage(tally: Tally, rules: Mapping[str, Rule]) -> pa.Table:
    """The table of `Result.coverage`, by rule, then status in the order of the enumeration."""
    order = list(Status)
    counted = sorted(+tally, key=lambda entry: (entry[0], order.index(entry[1]), entry[2] or ""))
    lines = [
        (code, rules[code].name, str(status), reason, tally[code, status, reason])
        for code, status, reason in counted
    ]
    named = [dict(zip(COVERAGE_SCHEMA.names, line, strict=True)) for line in lines]
    return pa.Table.from_pylist(named, schema=COVERAGE_SCHEMA)


def why_skipped(columns: Iterable[str], layout: Layout, lang: str) -> str | None:
    """A reason that names those of some columns that a source lacks, or else has as a wrong type.

    None if the source has them all. Of many columns the first three are named.
    """
    needed = set(columns)
    for key, unread in (("missing", layout.missing), ("wrong", layout.wrong.keys())):
        names = sorted(needed & unread)
        if names:
            named = in_words(key, lang, columns=", ".join(names[:3]))
            more = len(names) - 3
            if more <= 0:
                return named
            return in_words("some_columns", lang, columns=named, count=len(names), more=more)
    return None


@dataclass
class Judged:
    """The outcome of one batch; it is sent from one process to another.

    `standing`: what all rules came to on each report. `violated`: edition → the reports that
    violate its equations (`ViolationsOfEdition`).
    `rows`: findings of all other rules. `nameless`: reports without an id. `kept`: what rules
    across reports need of it at the end of the run.
    """

    reports: int
    standing: Standing
    tally: Tally = field(default_factory=Counter)
    violated: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    nameless: int = 0
    failures: Counter[Failure] = field(default_factory=Counter)
    kept: Any = None

    def join(self, other: "Judged") -> None:
        """Add what other rules came to on the same reports."""
        self.standing.join(other.standing)
        self.tally += other.tally
        self.rows += other.rows
        self.failures += other.failures
        both = self.kept is not None and other.kept is not None
        self.kept = self.kept.joined(other.kept) if both else self.kept or other.kept

    def count(
        self, rule: str, codes: np.ndarray, lang: str, skipped_because: str | None = None
    ) -> None:
        """Count one rule's status codes, one a report."""
        self.standing.rules += 1
        for code, times in enumerate(np.bincount(codes).tolist()):
            if times:
                status, key = _STATUSES[code]
                reason = in_words(key, lang) if key else None
                reason = skipped_because if code == Verdict.SKIPPED else reason
                self.tally[rule, status, reason] += times
                where = None if times == self.reports else codes == code
                self.standing.add(rule, status, reason, where)


def unjudged(report_ids: pa.Array) -> Judged:
    """The outcome of a batch before any rule has judged it."""
    return Judged(len(report_ids), Standing(report_ids))


class Record:
    """Takes down statuses, findings and failures of the rules on one batch, in `judged`."""

    def __init__(self, batch: Batch, origin: Origin) -> None:
        self.judged = unjudged(batch.columns["report_id"])
        self._batch, self._origin = batch, origin
        # By row: reports may share an id, and how they fall into batches must not matter.
        self._times: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def statuses(self, rule: str, codes: np.ndarray, columns: Iterable[str] = ()) -> None:
        """Count status codes, one a report; a lack of `columns` is why a report was skipped."""
        lang = self._origin.lang
        self.judged.count(rule, codes, lang, why_skipped(columns, self._batch.layout, lang))

    def violated(self, rule: Rule, codes: np.ndarray) -> None:
        """Keep which reports violate a rule that makes no finding on each of them here."""
        if Verdict.VIOLATED in codes:
            self.judged.standing.violate(np.flatnonzero(codes == Verdict.VIOLATED), rule.severity)

    def finding(self, rule: Rule, row: int, finding: Finding) -> None:
        """Keep one finding on the report in a row of the batch."""
        report = self._batch.report_fields(row)
        made = finding_row(finding, rule, report, self._origin, self._times[row])
        self.judged.standing.violate([row], Severity(made["severity"]))
        self.judged.rows.append(made)

    def verdicts(
        self,
        rule: Rule,
        codes: np.ndarray,
        found: Iterable[tuple[int, Finding]],
        columns: Iterable[str] = (),
    ) -> None:
        """Keep findings, as (row, finding), and the status codes of all other reports."""
        self.violated(rule, codes)
        for row, finding in found:
            codes[row] = Verdict.VIOLATED
            self.finding(rule, row, finding)
        self.statuses(rule.code, codes, columns)

    def failure(self, rule: str, what: str, error: BaseException, reports: int) -> None:
        """Keep that a function of a rule has raised, on how many reports."""
        self.judged.failures[failure_of(self._origin, rule, what, error)] += reports


def failure_of(origin: Origin, rule: str, what: str, error: BaseException) -> Failure:
    """The failure of a rule of which a function has raised.

    Raises a Ctrl-C of the user again; where SIGINT is ignored, the rule has raised it itself.
    """
    if of_the_user(error):
        raise error
    return origin.failure(rule, f"{what} {rule}", said(error), frames_of(error))

"""Record what the rules found in one batch: statuses, findings, failures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa._engine.batch import Batch
from gikqa._engine.outcome.finding_rows import Origin, finding_row
from gikqa._engine.outcome.statuses import VIOLATED, Tally, count, why_skipped
from gikqa._model.finding import Finding
from gikqa._model.rule import Rule
from gikqa._model.status import Failure


@dataclass
class Judged:
    """The outcome of one batch; it is sent from one process to another.

    `violated`: edition → the reports that violate its equations (`ViolationsOfEdition`).
    `rows`: findings of all other rules. `nameless`: reports without an id.
    """

    reports: int
    report_ids: pa.Array
    tally: Tally = field(default_factory=Counter)
    violated: dict[str, Any] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)
    nameless: int = 0
    failures: Counter[Failure] = field(default_factory=Counter)


class Record:
    """Takes down statuses, findings and failures of the rules on one batch, in `judged`."""

    def __init__(self, batch: Batch, origin: Origin) -> None:
        self.judged = Judged(batch.rows, batch.columns["report_id"])
        self._batch, self._origin = batch, origin
        # By row: reports may share an id, and how they fall into batches must not matter.
        self._times: defaultdict[int, Counter[str]] = defaultdict(Counter)

    def statuses(self, rule: str, codes: np.ndarray, columns: Iterable[str] = ()) -> None:
        """Count status codes, one a report; a lack of `columns` is why a report was skipped."""
        lang = self._origin.lang
        reason = why_skipped(columns, self._batch.layout, lang)
        self.judged.tally += count(rule, codes, lang, reason)

    def finding(self, rule: Rule, row: int, finding: Finding) -> None:
        """Keep one finding on the report in a row of the batch."""
        report = self._batch.report_fields(row)
        made = finding_row(finding, rule, report, self._origin, self._times[row])
        self.judged.rows.append(made)

    def verdicts(
        self,
        rule: Rule,
        codes: np.ndarray,
        found: Iterable[tuple[int, Finding]],
        columns: Iterable[str] = (),
    ) -> None:
        """Keep findings, as (row, finding), and the status codes of all other reports."""
        for row, finding in found:
            codes[row] = VIOLATED
            self.finding(rule, row, finding)
        self.statuses(rule.code, codes, columns)

    def failure(self, rule: str, what: str, error: BaseException, reports: int) -> None:
        """Keep that a function of a rule has raised, on how many reports."""
        problem = f"{type(error).__name__}: {error}"
        self.judged.failures[self._origin.failure(rule, f"{what} {rule}", problem)] += reports

"""What a rule across several reports declares, what it sees, and what it answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa._model.finding import Finding


@dataclass(frozen=True)
class Ledger:
    """All reports of a run that a rule across reports can judge, one row each.

    `reports` has `report_id`, `publisher`, `region_code`, `year`, and the columns that the rule
    keeps. `bodies` has a number for each body, -1 where a report names no publisher; two reports
    are of one body if publisher and region code are the same. `in_order` has the rows that have a
    body, by body and year. `options` has the value of each option of the rule.
    """

    reports: pa.Table
    bodies: np.ndarray
    in_order: np.ndarray
    options: Mapping[str, Any] = field(default_factory=dict)

    def numbers(self, name: str) -> np.ma.MaskedArray:
        """A column of counts; blanks are masked."""
        column = self.reports[name]
        if not column.null_count:
            return np.ma.array(column.to_numpy())
        return np.ma.array(column.fill_null(0).to_numpy(), mask=column.is_null().to_numpy())

    def same_year(self) -> np.ndarray:
        """Boolean array: whether the body of a row has another report for the same year."""
        again = self._steps() == 0
        twice = np.zeros(self.reports.num_rows, np.bool_)
        twice[self.in_order[:-1][again]] = True
        twice[self.in_order[1:][again]] = True
        return twice

    def neighbours(self) -> tuple[np.ndarray, np.ndarray]:
        """The rows of two reports of one body for years that follow each other: earlier, later.

        By body and year. A year of which there are several reports has no neighbours.
        """
        follows = self._steps() == 1
        earlier, later = self.in_order[:-1][follows], self.in_order[1:][follows]
        twice = self.same_year()
        alone = ~(twice[earlier] | twice[later])
        return earlier[alone], later[alone]

    def _steps(self) -> np.ndarray:
        """The years from each row of `in_order` to the next; -1 where the body changes."""
        years, bodies = self.reports["year"].to_numpy()[self.in_order], self.bodies[self.in_order]
        steps: np.ndarray = np.where(np.diff(bodies) == 0, np.diff(years), -1)
        return steps


@dataclass(frozen=True)
class Compared:
    """What a rule across reports has judged, by the rows of its ledger.

    `judged`: a boolean array of the reports that could be compared with another one. Of these, one
    with a finding is violated, one in `left_open` is undetermined, and all others have passed. The
    rule is not applicable to reports that are none of these. `findings`: row and finding.
    """

    judged: np.ndarray
    findings: Iterable[tuple[int, Finding]] = ()
    left_open: np.ndarray | None = None


Keep = Callable[[pa.RecordBatch], pa.RecordBatch]


@dataclass(frozen=True)
class Across:
    """Declares that a rule judges reports together: `Rule(..., needs=…, across=Across(judge))`.

    `judge` is called once, after all reports have been read, with the columns of the rule's `needs`
    and `reads`. `keep` makes less of these columns, batch by batch, because what is kept stays in
    memory until the end of the run: it returns a row for each row that it gets, and always the same
    columns and types.
    """

    judge: Callable[[Ledger], Compared]
    keep: Keep | None = None

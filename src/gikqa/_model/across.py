"""What a rule across several reports declares, what it sees, and what it answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from gikqa._model.finding import Finding
from gikqa._model.roster import UNLISTED, Roster


@dataclass(frozen=True)
class Ledger:
    """All reports of a run that a rule across reports can judge, one row each.

    `reports` has `report_id`, `publisher`, `region_code`, `year`, and the columns that the rule
    keeps. `bodies` has a number for each body, -1 where a report names no publisher; two reports
    are of one body if publisher and region code are the same. `in_order` has the rows that have a
    body, by body and year. `roster` has the bodies that have to file, if the user gave one, and
    `listed` for each report the row of its body there, negative if there is none. `options` has the
    value of each option of the rule.
    """

    reports: pa.Table
    bodies: np.ndarray
    in_order: np.ndarray
    roster: Roster | None = None
    listed: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    options: Mapping[str, Any] = field(default_factory=dict)

    def numbers(self, name: str) -> np.ma.MaskedArray:
        """A column of counts; blanks are masked."""
        column = self.reports[name]
        if not column.null_count:
            return np.ma.array(column.to_numpy())
        return np.ma.array(column.fill_null(0).to_numpy(), mask=column.is_null().to_numpy())

    @property
    def unlisted(self) -> np.ndarray:
        """Boolean array: which reports name a body that is not on the roster."""
        unlisted: np.ndarray = self.listed == UNLISTED
        return unlisted

    def same_year(self) -> np.ndarray:
        """Boolean array: whether the body of a row has another report for the same year."""
        again = self._steps() == 0
        twice = np.zeros(self.reports.num_rows, np.bool_)
        twice[self.in_order[:-1][again]] = True
        twice[self.in_order[1:][again]] = True
        return twice

    def neighbours(self) -> tuple[np.ndarray, np.ndarray]:
        """The rows of two reports of one body for years that follow each other: earlier, later.

        By body and year. A year of which there are several reports has no neighbours; nor are two
        years neighbours if by the roster the body was set up anew between them.
        """
        follows = self._steps() == 1
        earlier, later = self.in_order[:-1][follows], self.in_order[1:][follows]
        twice = self.same_year()
        alone = ~(twice[earlier] | twice[later] | self._anew(earlier, later))
        return earlier[alone], later[alone]

    def _anew(self, earlier: np.ndarray, later: np.ndarray) -> np.ndarray:
        """Boolean array: where the later report is not that of the same body going on as it was."""
        anew = np.zeros(len(earlier), np.bool_)
        if self.roster is None:
            return anew
        known = np.flatnonzero(self.listed[later] >= 0)
        rows, year = self.listed[later[known]], self.reports["year"].to_numpy()[later[known]]
        anew[known] = self.roster.first_years[rows] == year
        anew[known] |= self.roster.last_years[rows] == year - 1
        anew[known] |= self.roster.takes_over(rows, year - 1)
        return anew

    def _steps(self) -> np.ndarray:
        """The years from each row of `in_order` to the next; -1 where the body changes."""
        years, bodies = self.reports["year"].to_numpy()[self.in_order], self.bodies[self.in_order]
        steps: np.ndarray = np.where(np.diff(bodies) == 0, np.diff(years), -1)
        return steps


@dataclass(frozen=True)
class Absent:
    """A finding on a report that is not there: the row of its body in the roster, and its year."""

    body: int
    year: int
    finding: Finding


@dataclass(frozen=True)
class Compared:
    """What a rule across reports has judged, by the rows of its ledger.

    `judged`: a boolean array of the reports that could be compared with another one. Of these, one
    with a finding is violated, one in `left_open` is undetermined, and all others have passed. The
    rule is not applicable to reports that are none of these. `findings`: row and finding. `absent`:
    findings on reports of the roster that are not there; no report is violated by them.
    """

    judged: np.ndarray
    findings: Iterable[tuple[int, Finding]] = ()
    left_open: np.ndarray | None = None
    absent: Iterable[Absent] = ()


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

"""A baseline: rows about findings, each named by its fingerprint, on a certain day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

COLUMNS = (
    "fingerprint",
    "rule",
    "report_id",
    "publisher",
    "year",
    "message",
    "state",
    "reason",
    "author",
    "until",
    "when",
)
SUPPRESSING = ("accepted", "dismissed", "not-ours")
"""States of rows that suppress their finding; the others say that it is right, or not yet known."""

DECIDED = (*SUPPRESSING, "confirmed")
"""States by which somebody has decided on a finding."""


@dataclass(frozen=True)
class KeptRows:
    """The rows of one file, in its order.

    name: what the user knows the file by. rows: `COLUMNS`, then the user's own columns, all as
    texts as they are written; a column that the file lacks is null. states: what the words in the
    column `state` mean; null for none. until: the last day on which a row suppresses, or null.
    """

    name: str
    rows: pa.Table
    states: pa.Array
    until: pa.Array

    @property
    def fingerprints(self) -> pa.Array:
        """The findings that the rows are about."""
        return self.rows.column("fingerprint").combine_chunks()

    def ended(self, as_of: date) -> np.ndarray:
        """Boolean mask of the rows that suppress no more, because their last day is over."""
        before = pc.less(self.until, pa.scalar(as_of, pa.date32()))
        mask: np.ndarray = self._suppressing() & as_mask(pc.fill_null(before, False))
        return mask

    def active(self, as_of: date) -> np.ndarray:
        """Boolean mask of the rows that suppress their finding on a day."""
        mask: np.ndarray = self._suppressing() & ~self.ended(as_of)
        return mask

    def _suppressing(self) -> np.ndarray:
        return as_mask(pc.is_in(self.states, pa.array(SUPPRESSING)))


@dataclass(frozen=True)
class Baseline:
    """The rows of all files that a run was given, and the day that it counts as today."""

    files: Sequence[KeptRows]
    as_of: date

    def active(self) -> pa.Array:
        """The fingerprints of all findings that are suppressed."""
        found = [one.fingerprints.filter(pa.array(one.active(self.as_of))) for one in self.files]
        return pa.concat_arrays([pa.array([], pa.string()), *found])


def as_mask(flags: pa.Array | pa.ChunkedArray) -> np.ndarray:
    """A column of flags without nulls as a mask of numpy."""
    mask: np.ndarray = flags.to_numpy(zero_copy_only=False)
    return mask

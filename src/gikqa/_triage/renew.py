"""A baseline anew: the rows that are there, and one for each finding that has none."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._baseline.kept_baseline import COLUMNS, Baseline, as_mask
from gikqa._model.result import Result
from gikqa.errors import UsageError

_LONGEST = 1_000
"""Characters of a message that a row repeats: it is there for people, not to be compared."""


@dataclass(frozen=True)
class Renewed:
    """The rows to write, and how many of them are new, were taken out, or do not suppress."""

    rows: pa.Table
    new: int
    taken_out: int
    reported: int


def renewed(
    baseline: Baseline, result: Result, marks: Mapping[str, str], *, prune: bool
) -> Renewed:
    """The rows of the files in their order, then new rows for what `result` still reports.

    result: judged with this baseline. marks: what new rows hold in the columns that people fill.
    prune: whether rows that match nothing are taken out. Raises UsageError if the files disagree.
    """
    kept = _joined(baseline)
    idle = as_mask(pc.is_in(kept.column("fingerprint"), pa.array(result.unused, pa.string())))
    if prune:
        kept = kept.filter(pa.array(~idle))
    known = as_mask(pc.is_in(result.findings.column("fingerprint"), kept.column("fingerprint")))
    found = result.findings.filter(pa.array(~known))
    found = found.take(pa.array(_first_of_each(found.column("fingerprint"))))
    new = {
        name: pa.repeat(marks.get(name, ""), found.num_rows)
        if name not in found.column_names
        else found.column(name).cast(pa.string())
        for name in COLUMNS
    }
    new["message"] = pc.utf8_slice_codeunits(new["message"], 0, _LONGEST)
    rows = pa.concat_tables([kept, pa.table(new)], promote_options="default")
    return Renewed(rows, found.num_rows, int(idle.sum()) if prune else 0, int(known.sum()))


def _joined(baseline: Baseline) -> pa.Table:
    """The rows of all files; of rows with one fingerprint in several files, the first."""
    files = baseline.files
    if len(files) == 1:
        return files[0].rows
    empty = pa.table({name: pa.array([], pa.string()) for name in COLUMNS})
    whole = pa.concat_tables([empty, *(one.rows for one in files)], promote_options="default")
    states = pa.chunked_array([one.states for one in files], pa.string())
    pairs = pa.table([whole.column("fingerprint"), pc.fill_null(states, "")], ["one", "state"])
    counted = pairs.group_by("one").aggregate([("state", "count_distinct")])
    for line in counted.filter(pc.greater(counted.column("state_count_distinct"), 1))[
        :1
    ].to_pylist():
        names = [one.name for one in files]
        raise UsageError.worded("baselines disagree", files=names, fingerprint=line["one"])
    return whole.take(pa.array(_first_of_each(whole.column("fingerprint"))))


def _first_of_each(fingerprints: pa.ChunkedArray) -> np.ndarray:
    """The places at which a fingerprint comes for the first time, in order."""
    places = pa.table([fingerprints, np.arange(len(fingerprints))], ["one", "place"])
    firsts = places.group_by("one").aggregate([("place", "min")]).column("place_min")
    return np.sort(firsts.to_numpy())

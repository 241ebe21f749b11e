"""Join lists in which people have noted what they think of findings."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa._baseline.kept_baseline import DECIDED, KeptRows, as_mask


def joined_lists(files: Sequence[KeptRows]) -> KeptRows:
    """One row for each finding: the last one that decides on it, or else the last one.

    A list that was not yet filled in does not undo what an earlier one decided. The order is that
    in which the findings come first.
    """
    rows = pa.concat_tables([one.rows for one in files], promote_options="default")
    states = pa.chunked_array([one.states for one in files], pa.string())
    until = pa.chunked_array([one.until for one in files], pa.date32())
    places = np.arange(rows.num_rows)
    rank = places + rows.num_rows * as_mask(pc.is_in(states, pa.array(DECIDED)))
    table = pa.table([rows.column("fingerprint"), places, rank], ["one", "place", "rank"])
    chosen = table.group_by("one").aggregate([("place", "min"), ("rank", "max")])
    chosen = chosen.sort_by("place_min").column("rank_max").to_numpy()
    taken = pa.array(chosen % max(rows.num_rows, 1))
    return KeptRows(
        ", ".join(one.name for one in files),
        rows.take(taken),
        states.take(taken).combine_chunks(),
        until.take(taken).combine_chunks(),
    )

"""What is kept of a narrative to find its passages again: marks, names of places, and figures.

A mark is the hash of a stretch of masked characters. One stretch of `ONE_OF` is kept: the one whose
hash is small enough (a scaled MinHash), so that two reports keep the same stretches of what they
share, wherever it is.

All reports of a batch are hashed as arrays: packages for MinHash take a list of strings for each
passage, which alone takes longer to make (340 microseconds a report) than everything here, and they
do not say where a stretch is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa.rules.across.masked_texts import MaskedTexts, Places

_CHUNK = 1 << 18
"""Characters that are worked on at a time, so that they fit into the processor's cache."""

_FIELDS = (
    ("marks", np.uint64, pa.uint64()),
    ("origins", np.uint32, pa.uint32()),
    ("names", np.uint64, pa.uint64()),
    ("names_before", np.uint64, pa.uint64()),
    ("name_places", np.uint32, pa.uint32()),
    ("name_ends", np.uint32, pa.uint32()),
    ("contexts", np.uint64, pa.uint64()),
    ("figures", np.uint32, pa.uint32()),
)


def keep_marks(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Keep marks, names of places and figures of each narrative, as lists in reading order.

    marks: hash, then the place of the stretch in the last 24 bits; origins: where the stretch
    begins in the text of all sections. names, names_before: the last four characters of what may be
    the name of a place, and the four before them; name_places; name_ends: in the text of all
    sections. contexts: hash of what is before a figure, then its place; figures: its value.
    sections, lengths: number and characters of each section.
    """
    parts = batch.column("sections")
    listed = pc.list_flatten(parts)
    texts = pc.fill_null(pc.struct_field(listed, "text"), "")
    lengths = pc.utf8_length(texts).to_numpy().astype(np.int64)
    counts = pc.fill_null(pc.list_value_length(parts), 0).to_numpy().astype(np.int64)
    first = np.concatenate([[0], np.cumsum(counts)])
    found: dict[str, list[np.ndarray]] = {name: [] for name, _, _ in _FIELDS}
    many: dict[str, list[np.ndarray]] = {name: [] for name in ("marks", "names", "contexts")}
    for start, end in _chunks(first, lengths):
        own = lengths[first[start] : first[end]]
        piece = MaskedTexts(
            texts[first[start] : first[end]], own, first[start : end + 1] - first[start]
        )
        for kind, columns in (
            ("marks", piece.marks()),
            ("names", piece.names()),
            ("contexts", piece.figures()),
        ):
            rows, *values = columns.values()
            many[kind].append(np.bincount(rows, minlength=end - start))
            for name, value in zip(list(columns)[1:], values, strict=True):
                found[name].append(value)
    return pa.RecordBatch.from_pydict(_lists(found, many) | _sections(listed, lengths, first))


def _lists(
    found: dict[str, list[np.ndarray]], many: dict[str, list[np.ndarray]]
) -> dict[str, pa.Array]:
    owner = {"origins": "marks", "figures": "contexts"}
    owner |= dict.fromkeys(("names_before", "name_places", "name_ends"), "names")
    made = {}
    for name, kind, arrow in _FIELDS:
        values = np.concatenate([np.zeros(0, kind), *found[name]]).astype(kind)
        ends = np.cumsum(np.concatenate([[0], *many[owner.get(name, name)]])).astype(np.int32)
        made[name] = pa.ListArray.from_arrays(ends, pa.array(values, arrow))
    return made


def _sections(listed: pa.Array, lengths: Places, first: Places) -> dict[str, pa.Array]:
    numbers = pc.fill_null(pc.struct_field(listed, "number").cast(pa.int64()), 0)
    ends = pa.array(first.astype(np.int32))
    sizes = pa.array(lengths.astype(np.uint32))
    return {
        "sections": pa.ListArray.from_arrays(ends, numbers),
        "lengths": pa.ListArray.from_arrays(ends, sizes),
    }


def _chunks(first: Places, lengths: Places) -> Iterator[tuple[int, int]]:
    """Runs of reports with about `_CHUNK` characters, and at least one report, in each."""
    ends = np.concatenate([[0], np.cumsum(lengths + 1)])[first]
    start, rows = 0, len(first) - 1
    while start < rows:
        end = max(start + 1, int(np.searchsorted(ends, ends[start] + _CHUNK, "right")) - 1)
        yield start, end
        start = end

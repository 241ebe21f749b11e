"""Pair the findings of two files: the same ones, and those that differ.

Texts are numbered column by column, so that only the distinct texts of one are in memory.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from gikqa._render._columns import as_json

Numbers = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]
Both = tuple[Numbers, Numbers]
"""One number or one place for each finding of the old file, and of the new one."""

FINGERPRINT = ("rule", "report_id", "fingerprint")
PLACE = ("rule", "report_id", "cells", "section", "start")
COMPARED = (
    *("severity", "confidence", "cells", "section", "start", "end", "quote", "observed"),
    *("expected", "message", "cause", "proposal", "basis"),
)
"""What makes a finding another one, beside its rule and report."""
_MOST = 1 << 62
_ROWS = 65_536
"""Findings whose texts are in memory at once: some 10 MB of one column."""


@dataclass(frozen=True)
class Pairs:
    """Places of findings in both files.

    same: those that are alike in all of `COMPARED`. changed: those that are still the same finding.
    """

    same: Both
    changed: Both
    removed: Numbers
    added: Numbers


def number(files: tuple[pq.ParquetFile, pq.ParquetFile], name: str) -> tuple[Both, pa.Array]:
    """A column of both files as numbers, and its values; null is 0, the first value 1."""
    batches = [
        [_distinct(batch.column(0)) for batch in file.iter_batches(_ROWS, columns=[name])]
        for file in files
    ]
    parts = [part for some in batches for part in some]
    if not parts:
        return (np.empty(0, np.int32), np.empty(0, np.int32)), pa.array([], pa.string())
    both = pa.chunked_array(parts).unify_dictionaries()
    numbers = [pc.fill_null(part.indices, -1).to_numpy() + 1 for part in both.chunks]
    whole = np.concatenate(numbers)
    old = sum(map(len, batches[0]))
    return (whole[:old], whole[old:]), both.chunk(0).dictionary


def _distinct(values: pa.Array) -> pa.DictionaryArray:
    """The values as places in a list of distinct ones; lists as JSON."""
    return (as_json(values) if pa.types.is_list(values.type) else values).dictionary_encode()


def pair(numbers: Mapping[str, Both], kept: tuple[Numbers, Numbers], messages: pa.Array) -> Pairs:
    """Pair the findings at the places `kept`.

    Alike first; of the rest those with one fingerprint, which may have moved or been graded anew;
    of the rest those of one rule at one place. numbers: of the columns that are compared.
    """
    left = kept
    alike = _one_key(numbers[name] for name in dict.fromkeys((*PLACE, *COMPARED)))
    same, left = _take_pairs(alike, left)
    moved, left = _take_pairs(_one_key(numbers[name] for name in FINGERPRINT), left)
    # Of several at one place, those with similar messages become a pair.
    rank = np.zeros(len(messages) + 1, np.int64)
    rank[pc.sort_indices(messages).to_numpy().astype(np.int64) + 1] = np.arange(len(messages))
    old, new = (
        places[np.argsort(rank[of_side[places]], kind="stable")]
        for places, of_side in zip(left, numbers["message"], strict=True)
    )
    other, (removed, added) = _take_pairs(_one_key(numbers[name] for name in PLACE), (old, new))
    changed_old, changed_new = (np.concatenate(parts) for parts in zip(moved, other, strict=True))
    order = np.argsort(changed_new, kind="stable")
    return Pairs(same, (changed_old[order], changed_new[order]), np.sort(removed), np.sort(added))


def _one_key(columns: Iterable[Both]) -> Both:
    """One number for the values that a finding has in several columns."""
    split, key, size = 0, np.empty(0, np.int64), 0
    for old, new in columns:
        split, column = len(old), np.concatenate([old, new]).astype(np.int64)
        width = int(column.max(initial=0)) + 1
        if not size:
            key, size = column, width
            continue
        if size * width > _MOST:
            key = np.unique(key, return_inverse=True)[1]
            size = int(key.max(initial=0)) + 1
        key, size = key * width + column, size * width
    return key[:split], key[split:]


def _take_pairs(keys: Both, places: Both) -> tuple[Both, Both]:
    """The places that form pairs by a key, and the rest, both in their order.

    Of several with one key, the first of one side goes with the first of the other.
    """
    dense = np.unique(
        np.concatenate([k[p] for k, p in zip(keys, places, strict=True)]), return_inverse=True
    )[1]
    old, new = np.split(dense, [len(places[0])])
    times = tuple(map(_times_before, (old, new)))
    most = max((int(one.max(initial=0)) for one in times), default=0) + 1
    _, first, second = np.intersect1d(
        old * most + times[0], new * most + times[1], assume_unique=True, return_indices=True
    )
    chosen = (np.sort(first), second[np.argsort(first)])
    rest = tuple(np.delete(p, taken) for p, taken in zip(places, chosen, strict=True))
    return (places[0][chosen[0]], places[1][chosen[1]]), (rest[0], rest[1])


def _times_before(keys: Numbers) -> Numbers:
    """How often each key has occurred before."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    runs = np.diff(first, append=len(keys))
    times = np.empty(len(keys), np.int64)
    times[order] = np.arange(len(keys)) - np.repeat(first, runs)
    return times

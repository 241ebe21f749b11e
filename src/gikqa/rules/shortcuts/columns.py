"""Whole columns as screens over cells need them: numbers with 0 for blanks, and what is blank."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gikqa.text.characters import Flags
from gikqa.text.rule_batch import RuleBatch


def known(batch: RuleBatch, path: str) -> np.ndarray:
    """The values of a cell, 0 where it is blank or absent; money as floating point."""
    column = batch.columns.get(path)
    if column is None:
        return np.zeros(batch.rows, np.int64)
    if pa.types.is_decimal(column.type):
        column = column.cast(pa.float64())
    values: np.ndarray = pc.fill_null(column, 0).to_numpy(zero_copy_only=False)
    return values


def known_at(batch: RuleBatch, path: str, rows: np.ndarray) -> np.ndarray:
    """The values of a count in some rows, 0 where it is blank."""
    taken = batch.columns[path].take(pa.array(rows))
    values: np.ndarray = pc.fill_null(taken, 0).to_numpy(zero_copy_only=False)
    return values


def known_sum(batch: RuleBatch, paths: Iterable[str]) -> np.ndarray:
    """The sum of some cells, blanks as 0; floating point, as counts may be near 2^63."""
    total = np.zeros(batch.rows, np.float64)
    for path in paths:
        total += known(batch, path)
    return total


def blank(batch: RuleBatch, name: str) -> Flags:
    """Where a column is blank; everywhere if it is absent."""
    column = batch.columns.get(name)
    if column is None:
        return np.ones(batch.rows, np.bool_)
    mask: Flags = pc.is_null(column).to_numpy(zero_copy_only=False)
    return mask


def matching(batch: RuleBatch, name: str, pattern: str) -> Flags:
    """Where a text matches an RE2 pattern somewhere; nowhere if it is blank."""
    column = batch.columns.get(name)
    if column is None:
        return np.zeros(batch.rows, np.bool_)
    found = pc.fill_null(pc.match_substring_regex(column, pattern), False)
    mask: Flags = found.to_numpy(zero_copy_only=False)
    return mask

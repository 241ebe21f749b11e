"""Cells of valid reports from a seeded generator: one report, or columns of a million."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from random import Random

import numpy as np
import numpy.typing as npt

from gikqa._proofs.edition_analysis import Cells
from gikqa.editions import Edition, Kind
from gikqa.testing.construction import Column, construction

MONEY_PLACES = 6
LARGEST = 10**7

# Most bodies have next to nothing to report and few have much: one report in ten fills half of a
# group of connected free cells, the others a cell in a hundred. About 90 % of all cells are zero.
BUSY_ONE_IN = 10
BUSY, QUIET = 500, 10  # filled free cells per thousand


def valid_cells(edition: Edition, rng: Random) -> Cells:
    """The cells of one report that satisfies every identity; money as Decimal with six places."""
    built = construction(edition, MONEY_PLACES)
    chance = dict.fromkeys(built.free, QUIET)
    for group in built.groups:
        chance |= dict.fromkeys(group.free, QUIET if rng.randrange(BUSY_ONE_IN) else BUSY)
    filled = [path for path in built.free if rng.randrange(1000) < chance[path]]
    return cells_from_steps(edition, {path: _steps(edition, path, rng) for path in filled})


def cells_from_steps(edition: Edition, steps: Mapping[str, int]) -> Cells:
    """The valid report that lies nearest to some free cells' steps away from the plainest report.

    A cell that is not named takes no step; all zeros give the plainest report. What the identities
    do not allow is moved back towards it.
    """
    built = construction(edition, MONEY_PLACES)
    columns = {path: np.array([count], dtype=np.int64) for path, count in steps.items()}
    values = {path: int(column[0]) for path, column in built.complete(columns, 1).items()}
    return {
        path: Decimal(value).scaleb(-MONEY_PLACES)
        if edition.cells[path].kind is Kind.MONEY
        else value
        for path, value in values.items()
    }


def valid_columns(edition: Edition, n: int, rng: np.random.Generator) -> dict[str, Column]:
    """Cell path → int64 column of n valid reports, money in whole 万元; about 90 % zeros.

    Needs about 8 bytes a cell and report: ask for many reports in chunks of, say, 100 000.
    """
    built = construction(edition, 0)
    chance = dict.fromkeys(built.free, np.full(n, QUIET, dtype=np.int16))
    for group in built.groups:
        busy = rng.integers(BUSY_ONE_IN, size=n, dtype=np.int16) == 0
        chance |= dict.fromkeys(group.free, np.where(busy, BUSY, QUIET).astype(np.int16))
    signed = built.signed
    drawn = {path: _steps_column(chance[path], path in signed, rng) for path in built.free}
    return built.complete(drawn, n)


def _steps(edition: Edition, path: str, rng: Random) -> int:
    size = 1 + min(int(rng.lognormvariate(1.0, 1.8)), LARGEST - 1)
    kind = edition.cells[path].kind
    if kind is Kind.MONEY:  # mostly with two places, as amounts are printed
        return size * rng.choice((1, 10**4, 10**4, 10**MONEY_PLACES))
    return size * rng.choice((1, -1)) if kind is Kind.SIGNED else size


def _steps_column(chance: npt.NDArray[np.int16], signed: bool, rng: np.random.Generator) -> Column:
    column = np.zeros(len(chance), dtype=np.int64)
    rows = np.flatnonzero(rng.integers(1000, size=len(chance), dtype=np.int16) < chance)
    sizes = 1 + np.minimum(rng.lognormal(1.0, 1.8, size=len(rows)), LARGEST - 1).astype(np.int64)
    column[rows] = sizes * rng.choice([1, -1], size=len(rows)) if signed else sizes
    return column

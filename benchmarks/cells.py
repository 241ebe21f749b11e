"""Valid cells of the same publishers over consecutive years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gikqa.editions import Edition
from gikqa.testing import valid_columns

Cells = dict[str, NDArray[np.int64]]
"""Cell path → values: one a report, or one row a publisher and one column a year.

0 where the form of the year lacks the cell.
"""

KINDS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_institution",
    "other_organization",
)


def cells_over_years(
    editions: Sequence[Edition], publishers: int, rng: np.random.Generator
) -> Cells:
    """Valid reports for each year's edition, agreeing from year to year.

    What one report carries out the next one carries in, and stocks follow from flows.
    """
    years = [valid_columns(edition, publishers, rng) for edition in editions]
    paths = dict.fromkeys(path for year in years for path in year)
    blank = np.zeros(publishers, np.int64)
    cells = {path: np.stack([y.get(path, blank) for y in years], axis=1) for path in paths}
    for path in paths:
        if ".regulations." in path:  # these bodies have no power to make regulations
            cells[path][:] = 0
    _carry_over(cells)
    _keep_plausible(cells)
    _keep_stocks(cells, [edition.key for edition in editions])
    return cells


def _carry_over(cells: Cells) -> None:
    """Make `carried_in` what the year before carried out, and `new_received` what balances it."""
    rows = {
        row: np.stack([cells[f"requests.{row}.{kind}"] for kind in KINDS])
        for row in ("new_received", "carried_in", "total_concluded", "carried_out")
    }
    handled, waiting, brought = rows["total_concluded"], rows["carried_out"], rows["carried_in"]
    for year in reversed(range(handled.shape[2])):
        most = handled[..., year] + waiting[..., year]
        if year:
            waiting[..., year - 1] = np.minimum(waiting[..., year - 1], most)
            brought[..., year] = waiting[..., year - 1]
        else:
            brought[..., year] = np.minimum(brought[..., year], most)
    rows["new_received"][:] = handled + waiting - brought
    for row, values in rows.items():
        cells[f"requests.{row}.total"][:] = values.sum(axis=0)
        for kind, column in zip(KINDS, values, strict=True):
            cells[f"requests.{row}.{kind}"][:] = column


def _keep_plausible(cells: Cells) -> None:
    """No disputes without requests, no lawsuits after reviews without reviews, nothing hidden."""
    requests = cells["requests.new_received.total"] + cells["requests.carried_in.total"]
    reviews = cells["disputes.review.total"]
    for path in [path for path in cells if path.startswith("disputes.")]:
        cells[path][requests == 0] = 0
        if ".litigation_after_review." in path:
            cells[path][reviews == 0] = 0
    made = "disclosure.normative_documents.newly_made"
    if made in cells:
        total = cells["disclosure.normative_documents.disclosed_total"]
        np.maximum(total, cells[made], out=total)


def _keep_stocks(cells: Cells, editions: Sequence[str]) -> None:
    """Documents in force and items of power follow from last year's and this year's changes."""
    for year, (before, now) in enumerate(pairwise(editions), start=1):
        if before == now == "2021":
            _keep_documents(cells, year)
        if before == now == "2019":
            _keep_items(cells, year)


def _keep_documents(cells: Cells, year: int) -> None:
    issued, repealed, in_force = (
        cells[f"disclosure.normative_documents.{column}"]
        for column in ("issued", "repealed", "in_force")
    )
    most = in_force[:, year - 1] + issued[:, year]
    repealed[:, year] = np.minimum(repealed[:, year], most)
    in_force[:, year] = most - repealed[:, year]


def _keep_items(cells: Cells, year: int) -> None:
    for path in [path for path in cells if path.endswith(".items_previous_year")]:
        row = path.removesuffix(".items_previous_year")
        stock, change = cells[path], cells[f"{row}.items_change"]
        stock[:, year] = stock[:, year - 1] + change[:, year - 1]
        needed = np.zeros_like(stock[:, year])
        if f"{row}.decisions" in cells:  # decisions rest on at least one item
            needed += cells[f"{row}.decisions"][:, year] > 0
        change[:, year] = np.maximum(change[:, year], needed - stock[:, year])


def spoil(
    cells: Cells, edition: Edition, reports: NDArray[np.intp], rng: np.random.Generator
) -> None:
    """Change one cell of the requests or disputes in each of these reports, in place.

    Half of the cells of two digits get their last two digits transposed; the others a few cases
    more or fewer.
    """
    paths = [path for path in edition.cells if path.startswith(("requests.", "disputes."))]
    for report in reports:
        column = cells[paths[int(rng.integers(len(paths)))]]
        column[report] = _misprint(int(column[report]), rng)


def _misprint(value: int, rng: np.random.Generator) -> int:
    transposed = value - value % 100 + value % 10 * 10 + value // 10 % 10
    if value >= 10 and transposed != value and rng.random() < 0.5:
        return transposed
    change = int(rng.integers(1, 10))
    return value - change if change <= value and rng.random() < 0.5 else value + change

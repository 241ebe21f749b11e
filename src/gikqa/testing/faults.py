"""Ways in which a valid report goes wrong: slips of one cell, and slips of reading a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from gikqa.editions import Block, Edition, Kind, Table

if TYPE_CHECKING:
    from hypothesis import strategies as st

Value = int | Decimal | None


@dataclass(frozen=True)
class Fault:
    """A named slip: `changes` gives the cells whose value it alters, None for a blank."""

    name: str
    changes: Mapping[str, Value]

    def applied_to(self, cells: Mapping[str, Value]) -> dict[str, Value]:
        """The report with the fault in it; the original is left alone."""
        return {**cells, **self.changes}


def mutations(
    cells: Mapping[str, Value], edition: Edition
) -> st.SearchStrategy[tuple[str, int | Decimal]]:
    """(cell path, value) that differs from the report's own and is in the domain of the cell.

    Near misses are as likely as values from anywhere; shrinks towards small values of first cells.
    """
    from hypothesis import strategies as st  # most users of faults have no Hypothesis

    def value(path: str) -> st.SearchStrategy[tuple[str, int | Decimal]]:
        old, kind = cells[path], edition.cells[path].kind
        near = [new for _, new in _slips(old, kind) if new is not None]
        anywhere = _domain(kind)
        drawn = st.one_of(st.sampled_from(near), anywhere) if near else anywhere
        # Only the old value itself is refused, so next to nothing is drawn in vain.
        return drawn.filter(lambda new: new != old).map(lambda new: (path, new))

    return st.sampled_from(list(edition.cells)).flatmap(value)


def faults(cells: Mapping[str, Value], edition: Edition) -> st.SearchStrategy[Fault]:
    """One of the named faults that alter this report."""
    from hypothesis import strategies as st

    return st.sampled_from(list(named_faults(cells, edition)))


def named_faults(cells: Mapping[str, Value], edition: Edition) -> Iterator[Fault]:
    """Every fault that alters this report, in printed order.

    Of one cell: `plus-one`, `minus-one`, `transposed-digits`, `times-ten`, `blank`. Of a table:
    `swapped-columns` (two neighbours), `shifted-row` (a cell was lost, the rest of the row moved
    up and its last cell is blank), `shifted-column` (the same down a column).
    """
    for path, cell in edition.cells.items():
        for name, value in _slips(cells[path], cell.kind):
            yield Fault(name, {path: value})
    for table in edition.tables:
        for block in table.blocks:
            for name, sources in _moves(table, block):
                moved = {to: cells[at] if at else None for to, at in sources.items()}
                changes = {path: value for path, value in moved.items() if value != cells[path]}
                if changes:
                    yield Fault(name, changes)


def _domain(kind: Kind) -> st.SearchStrategy[int | Decimal]:
    from hypothesis import strategies as st

    if kind is Kind.MONEY:
        return st.decimals(0, 10**7, places=6)
    return st.integers(-(10**7) if kind is Kind.SIGNED else 0, 10**7)


def _slips(value: Value, kind: Kind) -> Iterator[tuple[str, Value]]:
    """The slips of one cell that alter it and leave it in its domain."""
    if value is None:
        return
    yield "plus-one", value + 1
    if kind is Kind.SIGNED or value >= 1:
        yield "minus-one", value - 1
    if (swapped := _transposed(value)) != value:
        yield "transposed-digits", swapped
    if value:
        yield "times-ten", value * 10
    yield "blank", None


def _transposed(value: int | Decimal) -> int | Decimal:
    """The value with the first two neighbouring digits that differ exchanged: 1123 → 1213."""
    text = str(value)
    for at, (one, other) in enumerate(pairwise(text)):
        if one.isdigit() and other.isdigit() and one != other:
            return type(value)(text[:at] + other + one + text[at + 2 :])
    return value


def _moves(table: Table, block: Block) -> Iterator[tuple[str, dict[str, str | None]]]:
    """Slips of a block: cell → the cell whose value it gets, None for a blank."""
    grid = [
        [f"{table.key}.{row.key}.{column.key}" for column in block.columns] for row in block.rows
    ]
    columns = [list(column) for column in zip(*grid, strict=True)]
    for left, right in pairwise(columns):
        yield "swapped-columns", dict(zip(left + right, right + left, strict=True))
    for name, lines in (("shifted-row", grid), ("shifted-column", columns)):
        for line in lines:
            for lost in range(len(line) - 1):
                yield name, dict(zip(line[lost:], [*line[lost + 1 :], None], strict=True))

"""What an edition consists of."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a cell holds: a count (integer ≥ 0), a signed integer, or money (decimal ≥ 0, 万元)."""

    COUNT = "count"
    SIGNED = "signed"
    MONEY = "money"


class Relation(StrEnum):
    """The relation of the two sides of an identity."""

    EQUAL = "="
    AT_MOST = "<="
    AT_LEAST = ">="
    ZERO_IMPLIES_ZERO = "zero-implies-zero"


@dataclass(frozen=True)
class Line:
    """A row or a column of a printed table.

    `within` are the labels of the groups that enclose it, outermost first.
    """

    key: str
    label: str
    variants: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    unit: str = "件"
    kind: Kind = Kind.COUNT
    verified: bool = True


@dataclass(frozen=True)
class Block:
    """Rows and columns that cross in one part of a table."""

    label: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]


@dataclass(frozen=True)
class Cell:
    """One value of a form; `path` (`table.row.column`) is its only name."""

    path: str
    table: str
    row: str
    column: str
    kind: Kind
    unit: str
    verified: bool


@dataclass(frozen=True)
class Table:
    """A statutory table: its blocks in printed order.

    `domain_rule` is the code of the rule that reports a value which is no count, or no money.
    """

    key: str
    domain_rule: str
    title: str
    blocks: tuple[Block, ...]
    note: str | None = None

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, row by row in printed order."""
        return tuple(
            Cell(
                path=f"{self.key}.{row.key}.{column.key}",
                table=self.key,
                row=row.key,
                column=column.key,
                kind=column.kind,
                unit=column.unit,
                verified=row.verified and column.verified,
            )
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        )


@dataclass(frozen=True)
class SectionHeading:
    """A chapter that the form requires, and the headings printed for it."""

    number: int
    heading: str
    variants: tuple[str, ...] = ()
    table: str | None = None


@dataclass(frozen=True)
class Identity:
    """A linear statement about cells: Σ `left` `relation` Σ `right` + `constant`.

    `left` and `right` are cell paths. `left[0]` holds the printed result where there is one.
    `name` is unique: the id of its entry and the row or column it is for, `R3:new_received`.
    """

    name: str
    rule: str
    relation: Relation
    left: tuple[str, ...]
    right: tuple[str, ...]
    constant: int
    basis: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of the statement, the left side first."""
        return self.left + self.right


@dataclass(frozen=True)
class Edition:
    """A statutory form and the report years that it governs."""

    key: str
    first_year: int
    last_year: int | None
    instrument: str
    verified: bool
    title: dict[str, str]
    sections: tuple[SectionHeading, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]

    def governs(self, year: int) -> bool:
        """Whether a report of this year has to follow the edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def table(self, key: str) -> Table:
        """The table with this key; KeyError if the edition has none."""
        return {table.key: table for table in self.tables}[key]

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell by its path, in printed order."""
        return {cell.path: cell for table in self.tables for cell in table.cells}

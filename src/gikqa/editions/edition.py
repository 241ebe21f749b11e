"""What an edition consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from gikqa.editions.scope import Scope


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

    @property
    def place(self) -> str:
        """The path of the row or column that it is about, or of its first cell."""
        line = self.name.partition(":")[2]
        return f"{self.left[0].partition('.')[0]}.{line}" if line else self.left[0]


@dataclass(frozen=True)
class Edition:
    """A statutory form, the report years that it governs, and the bodies that have to use it.

    `base`: the form that this one extends; its own tables and identities are then what it adds.
    `labels`: path of a row, a column or a group → labels that it accepts beside those of `base`.
    """

    key: str
    first_year: int
    last_year: int | None
    instrument: str
    verified: bool
    title: dict[str, str]
    sections: tuple[SectionHeading, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]
    scope: Scope = field(default_factory=Scope)
    base: "Edition | None" = None
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def governs(self, year: int) -> bool:
        """Whether a report of this year, by a body of its scope, has to follow the edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def years_shared(self, other: "Edition") -> tuple[int, int | None] | None:
        """The first and the last year that both editions have; None for the last: no end."""
        first = max(self.first_year, other.first_year)
        ends = [one.last_year for one in (self, other) if one.last_year is not None]
        last = min(ends, default=None)
        return (first, last) if last is None or first <= last else None

    @property
    def is_national(self) -> bool:
        """Whether it is a whole form, for every public body of China."""
        return self.base is None and self.scope == Scope()

    def table(self, key: str) -> Table:
        """The table with this key, with what the edition adds; KeyError if it has none."""
        own = {table.key: table for table in self.tables}
        if self.base is None or key not in {table.key for table in self.base.tables}:
            return own[key]
        table = self.base.table(key)
        added = own[key].blocks if key in own else ()
        return replace(table, blocks=(*table.blocks, *added))

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """Every cell by its path, in printed order; those that it adds at the end."""
        own = {cell.path: cell for table in self.tables for cell in table.cells}
        return own if self.base is None else self.base.cells | own

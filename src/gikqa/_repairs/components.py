"""The identities of a form as statements about numbered cells, in parts that share no cell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from gikqa._proofs.connected import connected
from gikqa.editions.edition import Identity, Kind, Relation

STEPS = 10**24
"""Steps of a unit of money: an export holds decimals of at most 24 places."""

Coefficients = dict[int, int]
"""Number of a cell → its coefficient; none is zero."""


@dataclass(frozen=True)
class Statement:
    """A linear statement about cells: Σ `terms` is equal to, or at most, `constant`.

    Where the relation is zero-implies-zero: Σ `terms` is not zero, or Σ `others` is.
    """

    name: str
    relation: Relation
    terms: Coefficients
    constant: int = 0
    others: Coefficients | None = None

    @cached_property
    def cells(self) -> frozenset[int]:
        """The numbers of its cells."""
        return frozenset((*self.terms, *(self.others or ())))


@dataclass(frozen=True)
class Component:
    """Statements that are connected by cells, and the paths of these cells by their number.

    signed: the cells that may be negative. money: those that count in `STEPS`.
    """

    paths: tuple[str, ...]
    statements: tuple[Statement, ...]
    signed: frozenset[int]
    money: frozenset[int]

    def steps(self, cell: int, value: int | Decimal | None) -> int | None:
        """The value of a cell as a whole number of its steps; None is a blank."""
        if value is None:
            return None
        return int(Fraction(value) * STEPS) if cell in self.money else int(value)

    def spell(self, cell: int, steps: int) -> str:
        """The value that is a number of steps, as an export has it."""
        if cell not in self.money:
            return str(steps)
        whole, part = divmod(abs(steps), STEPS)
        sign = "-" if steps < 0 else ""
        return f"{sign}{whole}.{part:024d}".rstrip("0").rstrip(".")


def components(identities: Iterable[Identity], kinds: Mapping[str, Kind]) -> tuple[Component, ...]:
    """The parts into which identities fall, in the order of their first identities.

    kinds: of each cell, by path, in printed order.
    """
    every = list(identities)
    return tuple(
        _component([every[at] for at in group], kinds)
        for group in sorted(connected(one.cells for one in every))
    )


def _component(identities: list[Identity], kinds: Mapping[str, Kind]) -> Component:
    named = {path for identity in identities for path in identity.cells}
    paths = tuple(path for path in kinds if path in named)
    numbers = {path: number for number, path in enumerate(paths)}
    money = frozenset(number for number, path in enumerate(paths) if kinds[path] is Kind.MONEY)
    return Component(
        paths,
        tuple(_statement(identity, numbers, money) for identity in identities),
        frozenset(number for number, path in enumerate(paths) if kinds[path] is Kind.SIGNED),
        money,
    )


def _statement(identity: Identity, numbers: Mapping[str, int], money: frozenset[int]) -> Statement:
    left = _sum(numbers[path] for path in identity.left)
    right = _sum(numbers[path] for path in identity.right)
    if identity.relation is Relation.ZERO_IMPLIES_ZERO:
        return Statement(identity.name, identity.relation, left, others=right)
    sign = -1 if identity.relation is Relation.AT_LEAST else 1
    terms = {
        cell: sign * share
        for cell in {**left, **right}
        if (share := left.get(cell, 0) - right.get(cell, 0))
    }
    constant = sign * identity.constant
    if not money.isdisjoint(terms):
        terms = {cell: n if cell in money else n * STEPS for cell, n in terms.items()}
        constant *= STEPS
    equal = identity.relation is Relation.EQUAL
    return Statement(identity.name, Relation.EQUAL if equal else Relation.AT_MOST, terms, constant)


def _sum(cells: Iterable[int]) -> Coefficients:
    total: Coefficients = {}
    for cell in cells:
        total[cell] = total.get(cell, 0) + 1
    return total

"""Valid by construction: turn any draw of values into cells that satisfy every identity.

Cells that equalities determine are computed; the others are free. What a draw violates is mended
by moving free cells towards a known valid report (all zeros, for the statutory forms), never away
from it, so mending ends and simple draws stay simple. A whole column is mended at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from math import lcm

import numpy as np
import numpy.typing as npt

from gikqa._proofs.edition_analysis import feasible, gap, groups
from gikqa._proofs.linear import ONE, Form, add
from gikqa.editions import Edition, Identity, Kind, Relation, Table

Column = npt.NDArray[np.int64]

# Mending a group of cells takes one or two passes; what still fails then becomes the valid report.
PASSES = 8


@dataclass(frozen=True)
class Sum:
    """Σ coefficient · free cell + constant, in whole numbers."""

    terms: tuple[tuple[str, int], ...]
    constant: int

    def of(self, free: Mapping[str, Column], reports: int) -> Column:
        """The sum for each report; a cell without a column is zero in all of them."""
        total = np.full(reports, self.constant, dtype=np.int64)
        for cell, factor in self.terms:
            if cell in free:
                total += free[cell] if factor == 1 else factor * free[cell]
        return total


@dataclass(frozen=True)
class Implication:
    """Where `left` is zero, `right` has to be."""

    left: Sum
    right: Sum


@dataclass(frozen=True)
class Group:
    """Cells that identities connect: the free ones, and what equalities leave to be checked."""

    free: tuple[str, ...]
    at_most_zero: tuple[Sum, ...]
    implications: tuple[Implication, ...]


@dataclass(frozen=True)
class Construction:
    """How every cell of an edition follows from its free cells.

    A column of a free cell counts steps away from a known valid report: at zero everywhere, the
    cells are that report. Only the cells of `signed` may step below it. `cells` gives each cell in
    whole numbers: counts as they are, money in units of 10^-places 万元.
    """

    free: tuple[str, ...]
    signed: frozenset[str]
    cells: Mapping[str, Sum]
    groups: tuple[Group, ...]

    def complete(self, free: Mapping[str, Column], reports: int) -> dict[str, Column]:
        """Every cell's column from those of the free cells, which are mended in place.

        A free cell without a column is at zero steps in all reports.
        """
        for group in self.groups:
            _mend(group, free, reports)
        return {path: total.of(free, reports) for path, total in self.cells.items()}


def construction(edition: Edition, places: int) -> Construction:
    """Compile an edition; ValueError if no report can satisfy it. Compiled once per edition."""
    return _compiled(_Key(edition.tables, edition.identities, edition), places)


@dataclass(frozen=True)
class _Key:
    """What a construction depends on; editions themselves cannot be hashed."""

    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]
    edition: Edition = field(compare=False)


@lru_cache(maxsize=32)
def _compiled(key: _Key, places: int) -> Construction:
    edition = key.edition
    base = feasible(edition, least=0)
    if base is None:
        raise ValueError(f"no report satisfies every identity of edition {edition.key}")
    kinds = {path: cell.kind for path, cell in edition.cells.items()}
    unit = {path: 10**places if kind is Kind.MONEY else 1 for path, kind in kinds.items()}
    equalities, at_most = _linear(edition.identities)
    solved = _dependents(equalities)
    steps: dict[str, Form] = {}
    for path in edition.cells.keys() - solved.keys():
        shares = [unit[cell] * form.get(path, 0) / unit[path] for cell, form in solved.items()]
        step = Fraction(lcm(*(Fraction(share).denominator for share in shares)), unit[path])
        steps[path] = add({path: step}, {ONE: Fraction(base[path])})

    def in_steps(form: Form) -> Form:
        return _substitute(_substitute(form, solved), steps)

    free = tuple(path for path in edition.cells if path in steps)
    signed = frozenset(path for path in free if kinds[path] is Kind.SIGNED)
    cells = {path: _whole(in_steps({path: Fraction(unit[path])}), 1) for path in edition.cells}
    negative = [in_steps({path: Fraction(-1)}) for path in solved if kinds[path] != Kind.SIGNED]
    limits = [_whole(form) for form in [*map(in_steps, at_most), *negative]]
    limits = [limit for limit in limits if any(f > 0 or c in signed for c, f in limit.terms)]
    compiled = []
    for group in groups(edition.identities):
        members = {path for identity in group for path in identity.cells}
        compiled.append(
            Group(
                free=tuple(path for path in free if path in members),
                at_most_zero=tuple(total for total in limits if total.terms[0][0] in members),
                implications=tuple(
                    Implication(
                        *(
                            _whole(
                                in_steps({path: Fraction(n) for path, n in Counter(side).items()})
                            )
                            for side in (identity.left, identity.right)
                        )
                    )
                    for identity in group
                    if identity.relation is Relation.ZERO_IMPLIES_ZERO
                ),
            )
        )
    return Construction(free, signed, cells, tuple(compiled))


def _linear(identities: Iterable[Identity]) -> tuple[list[Form], list[Form]]:
    """Forms that are zero, totals before balances, and forms that are at most zero."""
    identities = sorted(identities, key=lambda identity: len(identity.left))
    zero = [gap(identity) for identity in identities if identity.relation is Relation.EQUAL]
    at_most = [gap(identity) for identity in identities if identity.relation is Relation.AT_MOST]
    at_most += [gap(identity) for identity in identities if identity.relation is Relation.AT_LEAST]
    # Two inequalities that face each other are an equality; mending could only meet it at zero.
    facing = [form for form in at_most if add({}, form, Fraction(-1)) in at_most]
    return zero + facing, [form for form in at_most if form not in facing]


def _dependents(equalities: Iterable[Form]) -> dict[str, Form]:
    """Dependent cell → its value as a form over the free cells.

    A cell that is alone on its side becomes dependent first: a total is then a sum of its
    parts, and few cells are differences that could fall below zero.
    """
    solved: dict[str, Form] = {}
    for equality in equalities:
        rest = _substitute(equality, solved)
        if not rest:  # it follows from those before
            continue
        sides = {sign: sum(share * sign > 0 for share in rest.values()) for sign in (1, -1)}
        cell = min(
            (path for path in rest if path != ONE),
            key=lambda path: (abs(rest[path]) != 1, sides[1 if rest[path] > 0 else -1]),
        )
        value = _substitute(
            {path: part for path, part in rest.items() if path != cell}, {}, -1 / rest[cell]
        )
        solved = {path: _substitute(form, {cell: value}) for path, form in solved.items()}
        solved[cell] = value
    return solved


def _whole(form: Form, factor: int | None = None) -> Sum:
    """The form times the factor (by default the smallest one) that makes it whole."""
    if factor is None:
        factor = lcm(*(share.denominator for share in form.values()))
    whole = _substitute(form, {}, factor)
    if any(share.denominator != 1 for share in whole.values()):
        raise ValueError("a cell of the edition needs more decimal places than were asked for")
    terms = tuple((path, int(share)) for path, share in whole.items() if path != ONE)
    return Sum(terms, int(whole.get(ONE, 0)))


def _mend(group: Group, free: Mapping[str, Column], reports: int) -> None:
    for _ in range(PASSES):
        moved = [_lower(total, free, reports) for total in group.at_most_zero]
        moved += [_imply(implication, free, reports) for implication in group.implications]
        if not any(moved):
            return
    failing = [total.of(free, reports) > 0 for total in group.at_most_zero]
    failing += [_broken(implication, free, reports) for implication in group.implications]
    _reset(group.free, free, np.flatnonzero(np.logical_or.reduce(failing)))


def _lower(total: Sum, free: Mapping[str, Column], reports: int) -> bool:
    """Where the sum exceeds zero, move its cells towards zero, one by one, until it does not."""
    excess = total.of(free, reports)
    rows = np.flatnonzero(excess > 0)
    excess = excess[rows]
    for cell, factor in total.terms if rows.size else ():
        if cell not in free:
            continue
        sign, size = (1, factor) if factor > 0 else (-1, -factor)
        here = free[cell][rows]
        moved = np.minimum(np.maximum(-(-excess // size), 0), np.maximum(sign * here, 0))
        free[cell][rows] = here - sign * moved
        excess = excess - size * moved
    return bool(rows.size)


def _imply(implication: Implication, free: Mapping[str, Column], reports: int) -> bool:
    rows = np.flatnonzero(_broken(implication, free, reports))
    _reset((cell for cell, _ in implication.right.terms), free, rows)
    return bool(rows.size)


def _broken(
    implication: Implication, free: Mapping[str, Column], reports: int
) -> npt.NDArray[np.bool_]:
    nothing: npt.NDArray[np.bool_] = implication.left.of(free, reports) == 0
    something: npt.NDArray[np.bool_] = implication.right.of(free, reports) != 0
    return nothing & something


def _reset(cells: Iterable[str], free: Mapping[str, Column], rows: npt.NDArray[np.intp]) -> None:
    for cell in cells:
        if cell in free:
            free[cell][rows] = 0


def _substitute(form: Form, values: Mapping[str, Form], factor: Fraction | int = 1) -> Form:
    """`factor · form` with each cell that has a value replaced by it; terms keep their order."""
    total: Form = {}
    for key, share in form.items():
        for other, part in values.get(key, {key: Fraction(1)}).items():
            total[other] = total.get(other, Fraction(0)) + factor * share * part
    return {key: share for key, share in total.items() if share}

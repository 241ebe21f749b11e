"""Equations of a form as statements about whole numbers; which of them contradict each other."""

from collections.abc import Iterable, Mapping, Sequence

from gikqa._proofs.whole_numbers import Statement, clashes
from gikqa.editions.edition import Cell, Identity, Kind, Relation


def is_linear(identity: Identity, cells: Mapping[str, Cell]) -> bool:
    """Whether an identity is one equation or inequality between whole numbers."""
    whole = all(cells[path].kind is not Kind.MONEY for path in identity.cells)
    return whole and identity.relation is not Relation.ZERO_IMPLIES_ZERO


def statement_of(identity: Identity, values: Mapping[str, int | None]) -> Statement:
    """What an identity says of the cells that are blank; values: cell path → value, None if so."""
    shares, due = {}, identity.constant
    for cells, sign in ((identity.left, 1), (identity.right, -1)):
        for cell in cells:
            value = values.get(cell)
            if value is None:
                shares[cell] = sign
            else:
                due -= sign * value
    if identity.relation is Relation.AT_LEAST:
        return Statement({cell: -share for cell, share in shares.items()}, -due, equal=False)
    return Statement(shares, due, equal=identity.relation is Relation.EQUAL)


def contradiction(
    identities: Iterable[Identity], cells: Mapping[str, Cell], further: Sequence[Statement] = ()
) -> tuple[Identity, ...] | None:
    """Identities that no report satisfies together, or none of them with `further`; None if fine.

    Amounts of money, and statements that zero implies zero, are left out.
    """
    linear = [one for one in identities if is_linear(one, cells)]
    statements = [*(statement_of(one, {}) for one in linear), *further]
    signed = {path for path, cell in cells.items() if cell.kind is Kind.SIGNED}
    found = min(clashes(statements, signed), key=len, default=None)
    return None if found is None else tuple(linear[n] for n in found if n < len(linear))

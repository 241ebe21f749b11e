"""Repairs as the text of a cause: `repair:cell=10>9+cell=7>9|cell=10>7|12 more|told`.

Each cell has the value as written and the right one; none is right where several would do. `told`:
the narrative agrees with the first repair, and with no other. Where no repair was found:
`unlocated:requests:5` says the table, and that at least five of its cells are wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

LISTED = 6
"""Repairs in a cause; there can be hundreds of pairs of cells."""
_REPAIRS = re.compile(r"repair:(.*?)(?:\|([0-9]+) more)?(\|told)?")
_UNLOCATED = re.compile("unlocated:[^:]*:([0-9]+)(:gave up)?")


class Change(NamedTuple):
    """A cell, its value as written, and the right value; None where several values would do."""

    cell: str
    written: str
    right: str | None


Changes: TypeAlias = tuple[Change, ...]
"""All changes of one repair."""


@dataclass(frozen=True)
class Explanation:
    """What a cause says: the repairs that it lists, and how many more there are.

    told: the narrative agrees with the first one alone. least: so many cells are wrong, at least;
    0 where repairs are listed. gave_up: the search used up its steps at so many.
    """

    repairs: tuple[Changes, ...] = ()
    more: int = 0
    told: bool = False
    least: int = 0
    gave_up: bool = False

    @property
    def cells(self) -> int:
        """How many cells each repair changes; 0 if there is none."""
        return len(self.repairs[0]) if self.repairs else 0

    @property
    def located(self) -> Changes | None:
        """The only repair, if each of its values is the only one."""
        only = self.repairs[0] if len(self.repairs) == 1 else ()
        return None if any(change.right is None for change in only) else only or None


def cause_of(repairs: Sequence[Changes], *, told: bool = False) -> str:
    """The cause of the findings that each of these repairs explains."""
    parts = [
        "+".join([f"{cell}={written}>{right or ''}" for cell, written, right in changes])
        for changes in repairs[:LISTED]
    ]
    more = len(repairs) - LISTED
    parts += [f"{more} more"] if more > 0 else []
    return "repair:" + "|".join([*parts, *(["told"] if told else [])])


def cause_without_repair(table: str, least: int, *, gave_up: bool) -> str:
    """The cause of findings in a table of which at least so many cells are wrong."""
    return f"unlocated:{table}:{least}" + (":gave up" if gave_up else "")


def explanation_of(cause: str | None) -> Explanation | None:
    """What a cause of arithmetic says; None for another cause."""
    if found := _UNLOCATED.fullmatch(cause or ""):
        return Explanation(least=int(found[1]), gave_up=found[2] is not None)
    if found := _REPAIRS.fullmatch(cause or ""):
        repairs = tuple(tuple(map(_change, one.split("+"))) for one in found[1].split("|"))
        return Explanation(repairs, int(found[2] or 0), found[3] is not None)
    return None


def located(cause: str | None) -> Changes | None:
    """The only repair of a cause, if each of its values is the only one."""
    found = explanation_of(cause)
    return None if found is None else found.located


def _change(text: str) -> Change:
    cell, _, values = text.partition("=")
    written, _, right = values.partition(">")
    return Change(cell, written, right or None)

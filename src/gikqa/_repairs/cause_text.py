"""Repairs as the text of a cause: `repair:cell=10>9+cell=7>9|cell=10>7|12 more`.

Each cell has the value as written and the right one; none is right where several would do.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

START = "repair:"
LISTED = 6
"""Repairs in a cause; there can be hundreds of pairs of cells."""
_MORE = " more"


class Change(NamedTuple):
    """A cell, its value as written, and the right value; None where several values would do."""

    cell: str
    written: str
    right: str | None


Changes: TypeAlias = tuple[Change, ...]
"""All changes of one repair."""


def cause_of(repairs: Sequence[Changes]) -> str:
    """The cause of the findings that each of these repairs explains."""
    listed = [
        "+".join([f"{cell}={written}>{right or ''}" for cell, written, right in changes])
        for changes in repairs[:LISTED]
    ]
    more = len(repairs) - LISTED
    return START + "|".join([*listed, *([f"{more}{_MORE}"] if more > 0 else [])])


def repairs_of(cause: str | None) -> tuple[list[Changes], int]:
    """The repairs that a cause lists, and how many more there are; none of another cause."""
    if cause is None or not cause.startswith(START):
        return [], 0
    parts = cause.removeprefix(START).split("|")
    left = parts[-1].removesuffix(_MORE)
    more = int(parts.pop().removesuffix(_MORE)) if left != parts[-1] and left.isdecimal() else 0
    return [tuple(map(_change, part.split("+"))) for part in parts], more


def located(cause: str | None) -> Changes | None:
    """The only repair of a cause, if each of its values is the only one."""
    repairs, _ = repairs_of(cause)
    return repairs[0] if len(repairs) == 1 and _is_sure(repairs[0]) else None


def _is_sure(changes: Iterable[Change]) -> bool:
    return all(change.right is not None for change in changes)


def _change(text: str) -> Change:
    cell, _, values = text.partition("=")
    written, _, right = values.partition(">")
    return Change(cell, written, right or None)

"""Repairs as the text of a cause: `repair:cell=value+cell=value|cell=value|12 more`.

A cell without a value is one of which several values would do.
"""

from collections.abc import Sequence
from typing import TypeAlias

Changes: TypeAlias = tuple[tuple[str, str | None], ...]
"""Cells, each with its right value or None."""

START = "repair:"
LISTED = 6
"""Repairs in a cause; there can be hundreds of pairs of cells."""
_MORE = " more"


def cause_of(repairs: Sequence[Changes]) -> str:
    """The cause of the findings that each of these repairs explains."""
    listed = ["+".join(map(_change, changes)) for changes in repairs[:LISTED]]
    more = len(repairs) - LISTED
    return START + "|".join([*listed, *([f"{more}{_MORE}"] if more > 0 else [])])


def repairs_of(cause: str | None) -> tuple[list[Changes], int]:
    """The repairs that a cause lists, and how many more there are; none of another cause."""
    if cause is None or not cause.startswith(START):
        return [], 0
    *listed, last = cause.removeprefix(START).split("|")
    more = int(last.removesuffix(_MORE)) if last.endswith(_MORE) else 0
    return [_changes(one) for one in ([*listed] if more else [*listed, last])], more


def located(cause: str | None) -> Changes | None:
    """The only repair of a cause, if each of its values is the only one."""
    repairs, _ = repairs_of(cause)
    sure = len(repairs) == 1 and all(value is not None for _, value in repairs[0])
    return repairs[0] if sure else None


def _change(change: tuple[str, str | None]) -> str:
    cell, value = change
    return cell if value is None else f"{cell}={value}"


def _changes(text: str) -> Changes:
    parted = (one.partition("=") for one in text.split("+"))
    return tuple((cell, value if sign else None) for cell, sign, value in parted)

"""The cells of a finding: which of them people are told, and what stands in them."""

from gikqa._render._rows import Row
from gikqa._render._say import Voice
from gikqa.editions import PrintedNames

CELLS = 4
"""Cells that are named; a sum has up to 22, and the first one is its result."""


def values_of(row: Row) -> dict[str, str]:
    """What the report has in those cells of a finding that are not blank; known of equations."""
    values = row["params"].get("values", "").split()
    return {cell: value for cell, value in zip(row["cells"], values, strict=False) if value != "?"}


def named_cells(row: Row, names: PrintedNames, speak: Voice) -> tuple[list[str], str]:
    """The printed names of some cells, and a word about the others, empty if there are none.

    Of many cells, those that are not zero are named: they make up the sum.
    """
    cells, values = row["cells"], values_of(row)
    if values and len(cells) > CELLS:
        cells = [cells[0], *(one for one in cells[1:] if values.get(one, "0") != "0")]
    cells = cells[:CELLS]
    left = [one for one in row["cells"] if one not in cells]
    key = "rest zero" if all(values.get(one) == "0" for one in left) else "more"
    rest = speak.say(key, n=len(left)) if left else ""
    return names.listed(cells, row["year"], row["region_code"]), rest

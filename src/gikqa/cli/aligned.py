"""A table as lines for a terminal."""

from collections.abc import Iterable, Iterator

from gikqa._render._escape import visible
from gikqa.cli.help_texts import width_of


def aligned(rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Each row as a line, its cells below those of the row before."""
    table = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(width_of, column)) for column in zip(*table, strict=True)]
    for row in table:
        padded = (
            cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()

"""Lay out text for people: plain in a file, in colour and full width on a terminal."""

import os
from io import StringIO
from typing import BinaryIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from gikqa._render._escape import clip, encode

FILE_WIDTH = 100
NARROWEST = 40

CELL_LIMIT = 300
"""Code points of one piece of text, so that a report of 50 MB does not flood the terminal."""


class Paper:
    """A binary stream that takes rich's renderables; it is not closed."""

    def __init__(self, stream: BinaryIO) -> None:
        terminal = stream.isatty()
        self._stream = stream
        self._buffer = StringIO()
        self._console = Console(
            file=self._buffer,
            width=_width(stream) if terminal else FILE_WIDTH,
            force_terminal=terminal,
            force_jupyter=False,
            color_system="auto" if terminal else None,
            legacy_windows=False,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def put(self, what: RenderableType) -> None:
        """Write it without spaces at the end of lines."""
        self._console.print(what)
        lines = self._buffer.getvalue().split("\n")
        self._buffer.seek(0)
        self._buffer.truncate()
        self._stream.write(encode("\n".join(line.rstrip() for line in lines)))

    def line(self, text: str = "", style: str = "") -> None:
        """Write one paragraph; text of reports has to be escaped before."""
        self.put(Text(text, style=style, overflow="fold"))


def piece(text: object, style: str = "", limit: int = CELL_LIMIT) -> Text:
    """Text from a report, a plugin or a file name: escaped, bounded, and never markup."""
    return Text(clip(str(text), limit), style=style, overflow="fold")


def grid(*headings: str, last_takes_rest: bool = True) -> Table:
    """A table without lines."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=any(headings))
    for place, heading in enumerate(headings):
        rest = last_takes_rest and place == len(headings) - 1
        table.add_column(Text(heading), overflow="fold", ratio=1 if rest else None)
    table.expand = last_takes_rest
    return table


def _width(stream: BinaryIO) -> int:
    """The width of the terminal; some pseudo-terminals report 0 or fail."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except OSError:
        return FILE_WIDTH
    return max(columns, NARROWEST) if columns else FILE_WIDTH

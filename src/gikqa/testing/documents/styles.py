"""A style of documents: its format, its look, and how it prints values and blanks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gikqa.testing.documents.page_layout import Shape


class Blank(StrEnum):
    """How a blank cell is printed."""

    EMPTY = ""
    NO_BREAK = "\xa0"  # written &nbsp; in pages, and by tools that took their text over
    IDEOGRAPHIC = "\u3000"
    DASH = "-"


class Money(StrEnum):
    """How money is printed where the label of its column does not name the unit."""

    WAN = "16.31万元"
    YUAN = "163100元"
    BARE = "16.31"


class Change(StrEnum):
    """How a signed number is printed."""

    PLAIN = "3"
    PLUS = "+3"
    WORDS = "增3"


class Flat(StrEnum):
    """How plain text separates the rows and cells of a table."""

    TABS = "a tab before and a line break after each cell, a blank line between rows"
    TAB_CELLS = "a tab before and a line break after each cell, nothing between rows"
    TAB_ROWS = "a row a line, tabs between cells"
    TAB_OWN = "a row a line, tabs between the cells that begin in it"
    LINES = "a cell a line"
    SPACED = "a cell a line, a blank line between cells, a blank before numbers"
    WORDS = "a row a line, blanks between cells"
    LABEL_ABOVE = "a label a line, the values of its row on the next, blanks between them"
    PIPES = "a row a line, a pipe after each cell, runs of pipes for merged cells"
    LEADING_PIPES = "a row a line, pipes before, between and after cells"
    PIPE_AFTER = "a cell and a pipe a line"
    PIPE_ALONE = "a cell a line, and a pipe on the next"
    PIPES_FILLED = "a row a line, a pipe after each cell, more pipes to the width of the table"
    PIPE_FILLED = "a cell and a pipe a line, pipes to the width of the table on the next"
    PIPE_BEFORE_ROW = "a pipe on a line before each row, a cell and a pipe a line, then as above"
    MARKDOWN = "a Markdown table"
    MARKDOWN_ROWS = "a Markdown table for each row of table 三, under heads that name nothing"


class Beside(StrEnum):
    """On which line a number is printed next to a label of several lines."""

    MIDDLE = "between the lines of the label"
    FIRST = "on its first line"
    LAST = "on its last line"
    ABOVE = "on a line of its own above the label"


MARKED = (Flat.MARKDOWN, Flat.MARKDOWN_ROWS)
"""Conversions to Markdown, which mark headings and turn （一） into (一)."""

OFFICIAL = Shape()


@dataclass(frozen=True)
class Page:
    """How a web page looks.

    `heading` is the element around chapter headings (p, h2, strong), `nested` the number of layout
    tables around the report, `charset` what the page declares.
    """

    heading: str = "p"
    paragraphs: bool = False
    broken_labels: bool = False
    nested: int = 0
    furniture: bool = False
    metadata: bool = False
    charset: str = "utf-8"


@dataclass(frozen=True)
class Plain:
    """How plain text or Markdown looks.

    `frame` prints what a web page has around a report, `broken` prints long labels over two lines
    and the label that runs down the side of table 三 one character a line, `paged` prints the
    number of a page and the heads of table 三 again in the middle of it.
    """

    flat: Flat
    frame: bool = False
    broken: bool = False
    paged: bool = False


@dataclass(frozen=True)
class Word:
    """How a DOCX file looks; `headings` gives chapters the style of headings.

    `numbered` has the numerals of chapters counted by a list instead of typed, `boxed` puts the
    title into a text box, `upright` prints group labels at the side one character a line.
    """

    headings: bool = False
    footer: bool = False
    numbered: bool = False
    boxed: bool = False
    upright: bool = False


@dataclass(frozen=True)
class Print:
    """How a PDF looks. Rules around cells show which one is blank; text alone does not.

    A table longer than `rows` goes on on the next page under the same heads; None leaves that to
    the length of the page. `number` is the page number's form. `spaced` prints blanks inside short
    labels (规    章), `radicals` prints Kangxi radicals for the characters that they look like.
    """

    rows: int | None = None
    number: str = "- {} -"
    ruled: bool = True
    beside: Beside = Beside.MIDDLE
    spaced: bool = False
    radicals: bool = False


@dataclass(frozen=True)
class Style:
    """A way in which reports are published.

    `dated` styles print the day of publication; `split_title` breaks the title over two lines.
    """

    name: str
    suffix: str
    description: str
    look: Page | Plain | Word | Print
    blank: Blank = Blank.EMPTY
    money: Money = Money.WAN
    change: Change = Change.PLAIN
    shape: Shape = OFFICIAL
    encoding: str = "utf-8"
    dated: bool = False
    split_title: bool = False

    @property
    def flat(self) -> Flat | None:
        """The way its tables are flattened, None if they are tables."""
        return self.look.flat if isinstance(self.look, Plain) else None

    @property
    def loses_blanks(self) -> bool:
        """Whether a blank cell leaves no trace, so that a row with one cannot be read."""
        lines = self.flat in (Flat.LINES, Flat.SPACED, Flat.WORDS, Flat.LABEL_ABOVE)
        unseen = lines or self.needs_labels
        return unseen and self.blank is not Blank.DASH and self.blank is not Blank.NO_BREAK

    @property
    def needs_labels(self) -> bool:
        """Whether a table with a damaged label cannot be read: labels alone prove its rows."""
        return isinstance(self.look, Print) and not self.look.ruled

    @property
    def loses_paragraphs(self) -> bool:
        """Whether lines are broken at the margin, so that line breaks say nothing."""
        return isinstance(self.look, Print)

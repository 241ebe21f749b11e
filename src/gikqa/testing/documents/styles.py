"""The styles that reports are written in, with what each does to values and to blanks."""

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
    """How the rows and cells of a table are told apart where it is plain text."""

    TABS = "a tab before and a line break after each cell, a blank line between rows"
    TAB_CELLS = "a tab before and a line break after each cell, nothing between rows"
    TAB_ROWS = "a row a line, tabs between cells"
    LINES = "a cell a line"
    SPACED = "a cell a line, a blank line between cells, a blank before numbers"
    WORDS = "a row a line, blanks between cells"
    PIPES = "a row a line, a pipe after each cell, runs of pipes for merged cells"
    LEADING_PIPES = "a row a line, pipes before, between and after cells"
    PIPE_AFTER = "a cell and a pipe a line"
    PIPE_ALONE = "a cell a line, and a pipe on the next"
    MARKDOWN = "a Markdown table"
    MARKDOWN_ROWS = "a Markdown table for each row of table 三, under heads that name nothing"


class Beside(StrEnum):
    """Where a printed number stands beside a label of several lines."""

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
    and the label that runs down the side of table 三 one character a line.
    """

    flat: Flat
    frame: bool = False
    broken: bool = False


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
        lines = self.flat in (Flat.LINES, Flat.SPACED, Flat.WORDS)
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


_ALL = (
    Style(
        "html-plain", ".html", "a clean page: paragraphs and tables with merged cells", Page(),
    ),
    Style(
        "html-office", ".html",
        "saved from an office program: paragraphs and broken labels in cells, &nbsp;, uneven spans",
        Page(paragraphs=True, broken_labels=True, nested=2),
        blank=Blank.NO_BREAK, money=Money.YUAN, change=Change.WORDS, shape=Shape(uneven=True),
        dated=True,
    ),
    Style(
        "html-portal", ".html",
        "a portal: navigation, path, search, type size, metadata, footer; chapters in <h2>",
        Page(heading="h2", furniture=True, metadata=True),
        blank=Blank.IDEOGRAPHIC, change=Change.PLUS, dated=True, split_title=True,
    ),
    Style(
        "html-gbk", ".htm",
        "an old page in GBK that declares gb2312: layout tables, chapters in <strong>",
        Page(heading="strong", nested=1, furniture=True, charset="gb2312"),
        blank=Blank.NO_BREAK, money=Money.BARE, encoding="gbk", dated=True,
    ),
    Style(
        "html-gb18030", ".html",
        "a page in GB18030: three small tables for table 四, no note in table 三, dashes",
        Page(metadata=True, charset="gb18030"),
        blank=Blank.DASH, money=Money.YUAN, change=Change.PLUS, encoding="gb18030",
        shape=Shape(note=False, apart=True),
    ),
    Style(
        "html-split-heads", ".html",
        "a page whose heads are not merged downwards: empty cells stand under them",
        Page(heading="strong", nested=1), shape=Shape(split_heads=True), money=Money.BARE,
    ),
    Style("text-tabs", ".txt", Flat.TABS.value, Plain(Flat.TABS)),
    Style(
        "text-tabs-cells", ".txt", Flat.TAB_CELLS.value, Plain(Flat.TAB_CELLS), money=Money.YUAN,
        change=Change.WORDS,
    ),
    Style(
        "text-tabs-rows", ".txt", Flat.TAB_ROWS.value, Plain(Flat.TAB_ROWS, frame=True),
        money=Money.BARE, dated=True,
    ),
    Style(
        "text-lines-broken", ".txt", f"{Flat.LINES.value}, labels broken over lines",
        Plain(Flat.LINES, broken=True), shape=Shape(note=False),
    ),
    Style(
        "text-lines", ".txt", Flat.LINES.value, Plain(Flat.LINES), change=Change.WORDS, dated=True,
    ),
    Style(
        "text-lines-marked", ".txt", f"{Flat.LINES.value}; blank cells keep their &nbsp;",
        Plain(Flat.LINES), blank=Blank.NO_BREAK, money=Money.YUAN, split_title=True,
    ),
    Style(
        "text-lines-spaced", ".txt", f"{Flat.SPACED.value}; with the frame of its page",
        Plain(Flat.SPACED, frame=True), money=Money.BARE, dated=True,
    ),
    Style(
        "text-words", ".txt", Flat.WORDS.value, Plain(Flat.WORDS),
        money=Money.YUAN, change=Change.PLUS, shape=Shape(note=False),
    ),
    Style(
        "text-words-dashes", ".txt", f"{Flat.WORDS.value}; dashes for blanks; GB18030",
        Plain(Flat.WORDS), blank=Blank.DASH, encoding="gb18030",
    ),
    Style("text-pipes", ".txt", Flat.PIPES.value, Plain(Flat.PIPES), change=Change.PLUS),
    Style(
        "text-pipes-leading", ".txt", Flat.LEADING_PIPES.value, Plain(Flat.LEADING_PIPES),
        blank=Blank.IDEOGRAPHIC, money=Money.YUAN, shape=Shape(apart=True),
    ),
    Style(
        "text-pipe-after-cell", ".txt", Flat.PIPE_AFTER.value, Plain(Flat.PIPE_AFTER, frame=True),
        blank=Blank.NO_BREAK, change=Change.WORDS, dated=True,
    ),
    Style(
        "text-pipe-alone", ".txt", Flat.PIPE_ALONE.value, Plain(Flat.PIPE_ALONE),
        money=Money.BARE, shape=Shape(note=False),
    ),
    Style(
        "markdown", ".md", "a conversion: Markdown tables, (一) for （一）, dashes for blanks",
        Plain(Flat.MARKDOWN), blank=Blank.DASH, money=Money.YUAN,
    ),
    Style(
        "markdown-rows", ".md", Flat.MARKDOWN_ROWS.value, Plain(Flat.MARKDOWN_ROWS),
        change=Change.PLUS, shape=Shape(apart=True),
    ),
    Style(
        "docx-plain", ".docx", "paragraphs and tables with merged cells", Word(),
        money=Money.YUAN, split_title=True,
    ),
    Style(
        "docx-headings", ".docx", "chapters in a heading style, a footer, blank cells filled",
        Word(headings=True, footer=True), blank=Blank.IDEOGRAPHIC, change=Change.WORDS,
        shape=Shape(uneven=True),
    ),
    Style(
        "docx-lists", ".docx", "numerals counted by a list, title in a text box, upright labels",
        Word(numbered=True, boxed=True, upright=True), blank=Blank.NO_BREAK, dated=True,
        money=Money.BARE, shape=Shape(note=False, apart=True, split_heads=True),
    ),
    Style(
        "pdf-plain", ".pdf", "ruled tables, narrow labels, page numbers", Print(),
        change=Change.PLUS, split_title=True,
    ),
    Style(
        "pdf-split", ".pdf", "tables that go on on the next page under the same heads",
        Print(rows=12, number="— {} —"), money=Money.YUAN, shape=Shape(note=False),
    ),
    Style(
        "pdf-radicals", ".pdf", "ruled tables, blanks inside labels, Kangxi radicals in the text",
        Print(beside=Beside.LAST, spaced=True, radicals=True), blank=Blank.DASH, dated=True,
    ),
    Style(
        "pdf-unruled", ".pdf", "no lines around cells, numbers between the lines of their label",
        Print(ruled=False), blank=Blank.DASH,
    ),
    Style(
        "pdf-unruled-first", ".pdf", "no lines around cells, numbers on the first line of a label",
        Print(ruled=False, beside=Beside.FIRST, number="{}"), blank=Blank.DASH, money=Money.BARE,
    ),
    Style(
        "pdf-unruled-last", ".pdf", "no lines around cells, blanks inside labels, numbers behind",
        Print(ruled=False, beside=Beside.LAST, spaced=True), change=Change.PLUS,
    ),
    Style(
        "pdf-unruled-above", ".pdf", "no lines around cells, numbers above their label",
        Print(ruled=False, beside=Beside.ABOVE, rows=14), blank=Blank.DASH, dated=True,
        shape=Shape(note=False),
    ),
)  # fmt: skip

STYLES: dict[str, Style] = {style.name: style for style in _ALL}
"""Every style by its name."""

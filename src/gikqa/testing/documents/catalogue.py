"""Every style in which test documents are printed."""

from __future__ import annotations

from gikqa.testing.documents.page_layout import Shape
from gikqa.testing.documents.styles import (
    Beside,
    Blank,
    Change,
    Flat,
    Money,
    Page,
    Plain,
    Print,
    Style,
    Word,
)

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
        "text-lines-paged", ".txt", f"{Flat.LINES.value}, a page number inside table 三",
        Plain(Flat.LINES, paged=True), money=Money.YUAN,
    ),
    Style(
        "text-label-above", ".txt", Flat.LABEL_ABOVE.value, Plain(Flat.LABEL_ABOVE, frame=True),
        blank=Blank.DASH, change=Change.PLUS,
    ),
    Style("text-tabs-own", ".txt", Flat.TAB_OWN.value, Plain(Flat.TAB_OWN), money=Money.BARE),
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
        "text-pipes-filled", ".txt", Flat.PIPES_FILLED.value, Plain(Flat.PIPES_FILLED),
        shape=Shape(note=False), split_title=True,
    ),
    Style(
        "text-pipe-filled", ".txt", Flat.PIPE_FILLED.value, Plain(Flat.PIPE_FILLED, frame=True),
        change=Change.PLUS, dated=True,
    ),
    Style(
        "text-pipe-filled-marked", ".txt", f"{Flat.PIPE_FILLED.value}; blank cells keep &nbsp;",
        Plain(Flat.PIPE_FILLED), blank=Blank.NO_BREAK, shape=Shape(note=False),
    ),
    Style(
        "text-pipe-before-row", ".txt", Flat.PIPE_BEFORE_ROW.value, Plain(Flat.PIPE_BEFORE_ROW),
        money=Money.YUAN,
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

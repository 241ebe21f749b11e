"""Find tables that were flattened into lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gikqa.text import pattern
from gikqa_documents.document import Block, Layout, Paragraph, Sheet, SheetCell
from gikqa_documents.form.chapter_headings import heading_of_form, read_heading
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.labels import label_key
from gikqa_documents.form.page_furniture import is_furniture
from gikqa_documents.form.table_labels import is_known, is_run_together
from gikqa_documents.form.values import is_blank, looks_like_value
from gikqa_documents.tables.layout_tables import unpack
from gikqa_documents.tables.printed_rows import MOST_PIECES, join_pieces

_PIPE = pattern(r"[|｜]")
_RULER = pattern(r"[\s|｜:：\-—+=]+")
_WORD = pattern(
    r"[^\s（(]*[（(][^（）()]*[)）]?\S*|\d[\d,.]*\s(?:件|条|项|次|个|人次|万元|元)(?!\S)|\S+"
)
_PROSE = pattern(r"[。！？]")
_LONGEST_CELL = 60
_MOST_BELOW = 4  # lines: the rest of a head, and a label broken in two or three
# Fewer different labels are a list in the narrative, not a table.
_FEWEST_LABELS = 3


def separate_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with successive lines that print a table turned into sheets."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            yield from _separate_lines(lines)
            lines = []
            yield from unpack(block)
    yield from _separate_lines(lines)


def _separate_lines(lines: Sequence[str]) -> Iterator[Block]:
    """A table never crosses a chapter heading or a sentence."""
    stretch: list[str] = []
    for line in lines:
        if _ends_stretch(line):
            yield from _stretch(stretch)
            stretch = []
            yield Paragraph(line)
        else:
            stretch.append(line)
    yield from _stretch(stretch)


def _ends_stretch(line: str) -> bool:
    text = line.strip()
    if read_heading(line, after=0) is not None or heading_of_form(text) is not None:
        return True
    long = len(squeeze(text)) > _LONGEST_CELL and not all(map(looks_like_value, words_of(text)))
    prose = long or bool(_PROSE.search(text))
    return prose and not _PIPE.search(text) and not _known_in(line)


def _stretch(lines: Sequence[str]) -> Iterator[Block]:
    known = [_known_in(line) for line in lines]
    telling = [at for at, bodies in enumerate(known) if bodies]
    if len(set().union(*known)) < _FEWEST_LABELS:
        yield from map(Paragraph, lines)
        return
    start, stop = telling[0], telling[-1] + 1
    while reach := _begins_earlier(lines, start):
        start -= reach
    stop = next(
        (at + 1 for at in range(len(lines) - 1, stop - 1, -1) if _holds_values(lines[at])), stop
    )
    while reach := _ends_later(lines, stop):
        stop += reach
    while stop < len(lines) and "\xa0" in lines[stop] and not lines[stop].strip():
        stop += 1  # blank cells that end the table
    yield from map(Paragraph, lines[:start])
    yield sheet_of_lines(lines[start:stop])
    yield from map(Paragraph, lines[stop:])


def _begins_earlier(lines: Sequence[str], start: int) -> int:
    """How many lines above the first known label are cells too: an empty one, a broken label."""
    above = lines[start - 1] if start else ""
    if above.strip() and not _PIPE.sub("", above).strip():
        return 1
    counts = range(2, min(start, MOST_PIECES) + 1)
    return next((n for n in counts if is_known("".join(lines[start - n : start]))), 0)


def _ends_later(lines: Sequence[str], stop: int) -> int:
    """How many lines below the last value belong to a broken label that has no value."""
    below = [at for at in range(stop, len(lines)) if lines[at].strip()][:_MOST_BELOW]
    for first, start in enumerate(below):
        for last in below[first + 1 :]:
            if is_known("".join(lines[start : last + 1])):
                return last + 1 - stop
    return 0


def words_of(line: str) -> list[str]:
    """The words of a line; a remark in brackets stays with its number."""
    return _WORD.findall(line)


def _known_in(line: str) -> set[str]:
    if is_known(line) or is_run_together(line):
        return {label_key(line).body}
    parts = _PIPE.split(line) if _PIPE.search(line) else None
    if parts is None:
        parts = [cell.text for cell in join_pieces([SheetCell(word) for word in words_of(line)])]
    return {label_key(part).body for part in parts if is_known(part)}


def _holds_values(line: str) -> bool:
    if line.startswith("\t") or _PIPE.search(line):
        return True
    words = words_of(line)
    return bool(words) and looks_like_value(words[-1])


def sheet_of_lines(lines: Sequence[str]) -> Sheet:
    """Lines that print a table as cells; their separators show the layout."""
    lines = [line for line in lines if not is_furniture(line, inside=True)]  # page numbers
    filled = [line for line in lines if line.strip()]
    if 2 * sum(bool(_PIPE.search(line)) for line in filled) >= len(filled):
        return _piped(lines)
    tabbed = [line for line in lines if line.startswith("\t")]
    inner = [line for line in filled if "\t" in line[1:]]
    if 2 * len(inner) > len(filled):
        return _gridded([line.split("\t") for line in filled])
    if len(tabbed) > len(lines) // 3:
        return _tabbed(lines)
    return _worded(lines)


def _piped(lines: Sequence[str]) -> Sheet:
    """Pipes: a row a line, or a cell a line with its pipe after or below it."""
    filled = [line for line in lines if line.strip() and not _is_ruler(line)]
    rows = [_PIPE.split(line) for line in filled]
    if _has_a_row_a_line(rows):
        return _gridded(_without_frame(rows))
    texts = _PIPE.split("\n".join(line for line in lines if line.strip()))
    if texts and is_blank(texts[-1]):
        texts.pop()
    return Sheet(tuple(SheetCell(text.strip()) for text in texts), Layout.STREAM)


def _has_a_row_a_line(rows: Sequence[Sequence[str]]) -> bool:
    """Whether lines are rows. With a cell a line, numbers stand alone, and labels with them.

    Lines of nothing but pipes fill rows up in both, and a heading may stand above its cells.
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    together = sum(len(cells) > 1 for cells in filled)
    alone = sum(len(cells) == 1 and looks_like_value(cells[0]) for cells in filled)
    if alone or together:
        return together > alone
    return 4 * sum(len(row) > 3 for row in rows) > len(rows)


def _is_ruler(line: str) -> bool:
    """The line of hyphens below the heads of a Markdown table."""
    return "--" in line and _RULER.fullmatch(line) is not None


def _without_frame(rows: list[list[str]]) -> list[list[str]]:
    """Drop the empty cells outside of the outer pipes, if every row has these."""
    if all(is_blank(row[-1]) for row in rows):
        rows = [row[:-1] for row in rows]
    if all(is_blank(row[0]) for row in rows):
        rows = [row[1:] for row in rows]
    return rows


def _gridded(rows: Sequence[Sequence[str]]) -> Sheet:
    """A row a line. If rows differ in length and none begins blank, each holds its own cells only.

    Where a label goes on from above, a converter that keeps columns begins the row with a blank.
    """
    ragged = len({len(row) for row in rows}) > 1 and not any(is_blank(row[0]) for row in rows)
    cells = (
        SheetCell(text.strip(), row, column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    )
    return Sheet(tuple(cells), Layout.ROWS if ragged else Layout.COLUMNS)


def _tabbed(lines: Sequence[str]) -> Sheet:
    """Lines with a tab before each cell; a line without a tab continues the cell before it.

    Empty lines, if there are any, separate rows; otherwise only the order of the cells is known.
    """
    cells: list[tuple[int, list[str]]] = []  # row, lines of the cell
    row, gaps = 0, 0
    fresh = True
    for line in lines:
        if line.startswith("\t"):
            cells.append((row, [line[1:].strip()]))
        elif line.strip():
            if fresh or not cells:
                cells.append((row, []))
            cells[-1][1].append(line.strip())
        elif cells and cells[-1][0] == row:
            row, gaps = row + 1, gaps + 1
        fresh = not line.strip() and not line.startswith("\t")
    layout = Layout.ROWS if gaps > 2 else Layout.STREAM
    keep = layout is Layout.ROWS
    return Sheet(
        tuple(
            SheetCell("\n".join(filter(None, texts)), row if keep else 0) for row, texts in cells
        ),
        layout,
    )


def _worded(lines: Sequence[str]) -> Sheet:
    """Neither pipes nor tabs: words in lines, or one cell a line."""
    split = [_cells_of(line) for line in lines if line.strip()]
    together = sum(len(words) > 1 and looks_like_value(words[-1]) for words in split)
    alone = sum(len(words) == 1 and looks_like_value(words[0]) for words in split)
    # Where every cell has a line of its own, no line has two numbers. If one has, numbers may come
    # before their label as well as after it, and their order alone proves nothing.
    runs = sum(len(words) > 1 and all(map(looks_like_value, words)) for words in split)
    if together > alone or runs > 1:
        cells = [
            SheetCell(word, row, column)
            for row, words in enumerate(split)
            for column, word in enumerate(words)
        ]
        return Sheet(tuple(cells), Layout.LINES)
    if _marks_blanks(lines):
        texts = [word for line in lines for word in (_cells_of(line) or ([""] if line else []))]
        return Sheet(tuple(join_pieces([SheetCell(text) for text in texts])), Layout.STREAM)
    return Sheet(tuple(SheetCell(word) for words in split for word in words), Layout.LOOSE)


def _cells_of(line: str) -> list[str]:
    """The cells of a line; one where all of it is a label or a number: 22 件, 商业 企业."""
    text, words = line.strip(), words_of(line)
    if len(words) > 1 and looks_like_value(words[-1]):
        # Two values, of which one may be a dash; or a label with its values.
        return words
    whole = is_known(text) or looks_like_value(text)
    return [text] if text and whole else words


def _marks_blanks(lines: Sequence[str]) -> bool:
    """Whether lines of nothing but &nbsp; are blank cells, and not gaps between all the cells."""
    kinds = "".join(
        "c" if line.strip() else "n" for line in lines if line.strip() or "\xa0" in line
    )
    gaps = [len(gap) for gap in re.findall(r"(?<=c)n*(?=c)", kinds)]
    between_all = sum(gap == 1 for gap in gaps) > 0.9 * len(gaps)
    return any(gaps) and not between_all

"""Glyphs put together into lines of text, top to bottom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gikqa_documents.files.pdf.load import Glyph
from gikqa_documents.form.characters import raised

# Shares of the height of a character. A gap of a quarter, as between digits and 年, is no blank;
# between Latin letters a smaller gap is one.
_SAME_BASELINE = 0.3
_SMALLER, _BESIDE = 0.8, 0.75
_RISE = 0.15
_BLANK, _LATIN_BLANK = 0.5, 0.18
_COLUMN_GAP = 1.3
_SAME_PLACE = 0.15
_FIRST_IDEOGRAPHIC = "\u2e80"
_EM = 0.8


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line; `tabular` if its words are so far apart that they are cells of a row.

    The text has two blanks between such words. `size` is the width of its ideographs,
    because the heights that fonts declare differ within one line.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    tabular: bool = False


def rows_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs on one line, left to right, without blanks and without the copies of bold print.

    Blank glyphs are left out, because gaps show the same. Smaller print beside larger belongs to
    its line although the baseline differs: numbers are printed small to fit their cells.
    """
    row: list[Glyph] = []
    smallest: Glyph | None = None
    printed = (glyph for glyph in glyphs if glyph.text.strip())
    for glyph in sorted(printed, key=lambda glyph: (glyph.baseline, glyph.left)):
        if smallest is None or not (_same_baseline(row[0], glyph) or _beside(smallest, glyph)):
            if row:
                yield _in_order(row)
            row, smallest = [], glyph
        row.append(glyph)
        smallest = min(smallest, glyph, key=lambda one: one.size)
    if row:
        yield _in_order(row)


def _same_baseline(one: Glyph, other: Glyph) -> bool:
    return other.baseline - one.baseline <= _SAME_BASELINE * min(one.size, other.size)


def _beside(small: Glyph, large: Glyph) -> bool:
    inside = min(small.bottom, large.bottom) - max(small.top, large.top)
    return small.size < _SMALLER * large.size and inside >= _BESIDE * small.size


def _in_order(row: list[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in sorted(row, key=lambda glyph: glyph.left):
        # Bold print is sometimes made by printing a character twice with a small offset.
        last = kept[-1] if kept else None
        if last and last.text == glyph.text and glyph.left - last.left < _SAME_PLACE * glyph.size:
            continue
        kept.append(glyph)
    return kept


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """The lines of a page or of a cell."""
    return [line_of(row) for row in rows_of(glyphs)]


def line_of(row: Sequence[Glyph]) -> TextLine:
    """One line from the glyphs of a row; there must be at least one."""
    text, tabular, on_line = row[0].text, False, row[0]
    for before, glyph in pairwise(row):
        gap = (glyph.left - before.right) / max(min(before.size, glyph.size), 0.1)
        latin = before.text < _FIRST_IDEOGRAPHIC and glyph.text < _FIRST_IDEOGRAPHIC
        if gap > _COLUMN_GAP:
            text, tabular = f"{text}  ", True
        elif gap > (_LATIN_BLANK if latin else _BLANK) or (glyph.apart and gap > 0):
            text += " "
        if gap <= _LATIN_BLANK and _is_raised(on_line, glyph):
            text += raised(glyph.text)
        else:
            text, on_line = text + glyph.text, glyph
    return TextLine(
        text=text,
        left=row[0].left,
        right=max(glyph.right for glyph in row),
        top=min(glyph.top for glyph in row),
        bottom=max(glyph.bottom for glyph in row),
        size=_size(row),
        tabular=tabular,
    )


def _is_raised(on_line: Glyph, glyph: Glyph) -> bool:
    """Whether a character is smaller print above a number, as the number of a note is."""
    rise = on_line.baseline - glyph.baseline
    return (
        on_line.text.isdigit()
        and glyph.size < _SMALLER * on_line.size
        and rise > _RISE * on_line.size
    )


def _size(row: Sequence[Glyph]) -> float:
    widths = [glyph.right - glyph.left for glyph in row if glyph.text >= _FIRST_IDEOGRAPHIC]
    return median(widths) if widths else _EM * median(glyph.size for glyph in row)

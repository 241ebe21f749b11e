"""Lines of a PDF joined into paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from gikqa.text import pattern
from gikqa_documents.files.pdf.page_edges import PageItems
from gikqa_documents.files.pdf.text_lines import TextLine
from gikqa_documents.form.chapter_headings import read_heading
from gikqa_documents.form.titles import find_title

_NEW_ITEM = pattern(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．]|[一二三四五六七八九十]+、)"
)
# Shares of the size of a line.
_SHORT_OF_MARGIN, _AT_MARGIN = 1.6, 0.8
_SAME_SIZE = 0.2
_FEWEST_LINES = 4
_MOST_TITLE_LINES = 4
_LONG_LINE = 12  # characters


def paragraphs_of(lines: Sequence[tuple[int, TextLine]], margins: Margins) -> list[str]:
    """Lines that follow each other (with their page), those broken at the margin joined."""
    lines = list(_with_titles(lines, margins))
    texts: list[str] = []
    before: tuple[int, TextLine] | None = None
    for page, line in lines:
        if before is not None and _goes_on(
            before[1], line, margins.of(before[0])[1], margins.of(page)[0]
        ):
            texts[-1] = _glue(texts[-1], line.text)
        else:
            texts.append(line.text)
        before = page, line
    return texts


def _with_titles(
    lines: Sequence[tuple[int, TextLine]], margins: Margins
) -> Iterator[tuple[int, TextLine]]:
    """The lines, with a title that is printed on several lines joined.

    The lines of one title are those of one size in the middle, which only the page shows.
    """
    at = 0
    while at < len(lines):
        page, first = lines[at]
        run = [first]
        for other_page, line in lines[at + 1 : at + _MOST_TITLE_LINES]:
            if other_page != page or not _alike(first, line):
                break
            run.append(line)
        if not all(_in_the_middle(line, *margins.of(page)) for line in run):
            run = [first]
        while len(run) > 1 and find_title(["".join(line.text for line in run)]) is None:
            run.pop()
        yield page, replace(first, text="".join(line.text for line in run))
        at += len(run)


def _in_the_middle(line: TextLine, left: float, right: float) -> bool:
    return abs((line.left - left) - (right - line.right)) < 2 * line.size


def _alike(one: TextLine, other: TextLine) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)


def _goes_on(line: TextLine, following: TextLine, right: float, left: float) -> bool:
    """Whether a line is full and the next one begins at the margin, not indented."""
    if line.tabular or following.tabular or not _alike(line, following):
        return False
    if line.right < right - _SHORT_OF_MARGIN * line.size or line.left > (left + right) / 2:
        return False  # a number far to the right belongs to a column
    if abs(following.left - left) > _AT_MARGIN * following.size:
        return False
    if any(read_heading(text, 0) is not None for text in (line.text, following.text)):
        return False
    if find_title([line.text]) is not None:
        return False
    return not (line.text.endswith(("。", "！", "？")) and _NEW_ITEM.match(following.text))


def _glue(text: str, following: str) -> str:
    latin = text[-1:].isascii() and following[:1].isascii()
    letters = text[-1:].isalpha() and following[:1].isalpha()
    return text + (" " if latin and letters else "") + following


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the text of each page begins and how wide it is.

    Where pages are bound, the text of even pages begins elsewhere than that of odd ones; its width
    is the same.
    """

    lefts: dict[int, float]
    left: float
    width: float

    def of(self, page: int) -> tuple[float, float]:
        """The left and the right margin of a page."""
        left = self.lefts.get(page, self.left)
        return left, left + self.width


def margins_of(pages: Sequence[PageItems]) -> Margins:
    """The margins of a document."""
    by_page = {
        page.number: _long([item for item in page.items if isinstance(item, TextLine)])
        for page in pages
    }
    lines = [line for own in by_page.values() for line in own]
    if not lines:
        return Margins({}, 0.0, float("inf"))  # no line reaches this margin, so none is joined
    # Labels of a table without ruling lines are printed smaller, and broken at their own margin.
    # A size that some line has: between two sizes there may be none. Damaged files have odd ones.
    usual = median_low(line.size for line in lines for _ in line.text)
    by_page = {
        page: [line for line in own if abs(line.size - usual) <= _SAME_SIZE * abs(usual)]
        for page, own in by_page.items()
    }
    lines = [line for own in by_page.values() for line in own]
    if not lines:
        return Margins({}, 0.0, float("inf"))
    lefts = {page: _left(own) for page, own in by_page.items() if len(own) >= _FEWEST_LINES}
    left = _left(lines)
    widths = [line.right - lefts.get(page, left) for page, own in by_page.items() for line in own]
    return Margins(lefts, left, sorted(widths)[len(widths) * 2 // 3])


def _long(lines: Sequence[TextLine]) -> list[TextLine]:
    return [line for line in lines if len(line.text) >= _LONG_LINE and not line.tabular]


def _left(lines: Sequence[TextLine]) -> float:
    """The left edge of full lines; a tenth of them may begin further left."""
    right = sorted(line.right for line in lines)[len(lines) * 2 // 3]
    full = [line.left for line in lines if line.right >= right - _SHORT_OF_MARGIN * abs(line.size)]
    return sorted(full)[len(full) // 10]

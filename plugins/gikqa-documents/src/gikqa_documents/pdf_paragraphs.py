"""Lines of a PDF joined into paragraphs; page numbers and running heads taken out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from gikqa_documents.headings import read_heading
from gikqa_documents.identity import find_title
from gikqa_documents.labels import squeeze
from gikqa_documents.pdf_lines import TextLine
from gikqa_documents.pdf_load import Page
from gikqa_documents.pdf_tables import RuledTable, tables_of

_EDGE = 0.12  # share of the page's height in which heads and feet stand
_SAME_PLACE = 3.0  # points
_MARKED_NUMBER = re.compile(
    r"[-‐‑–—―─－~·•]+\d{1,3}[-‐‑–—―─－~·•]+|第\d{1,3}页(?:[,，/（(]?共\d{1,3}页[)）]?)?|\d{1,3}/\d{1,3}"
)
_BARE_NUMBER = re.compile(r"\d{1,3}")
_LEADERS = re.compile(r"(?:[.．·…⋯]\s*){4,}\d{1,3}$")  # a line of a table of contents
_NEW_ITEM = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[.、．]|[一二三四五六七八九十]+、)"
)
# Shares of the size of a line.
_SHORT_OF_MARGIN, _AT_MARGIN = 1.6, 0.8
_SAME_SIZE = 0.2
_FEWEST_LINES = 4
_MOST_TITLE_LINES = 4
_LONG_LINE = 12  # characters


@dataclass
class PageItems:
    """What stands on a page, top to bottom."""

    number: int
    height: float
    items: list[TextLine | RuledTable]

    def edge_lines(self) -> Iterator[TextLine]:
        """Lines above and below all else that may be heads or feet, outermost first."""
        for items, at_foot in ((self.items, False), (self.items[::-1], True)):
            for item in items[:2]:
                if not isinstance(item, TextLine):
                    break
                depth = self.height - item.top if at_foot else item.bottom
                if depth <= _EDGE * self.height:
                    yield item


def items_of(number: int, page: Page) -> PageItems:
    """The tables of a page and the lines around them in reading order."""
    tables, lines = tables_of(page)
    items: list[TextLine | RuledTable] = [*tables, *lines]
    return PageItems(number, page.height, sorted(items, key=lambda item: (item.top, item.left)))


def drop_furniture(pages: Sequence[PageItems]) -> None:
    """Take page numbers, running heads and lines of a table of contents out of the pages."""
    edges = {page.number: list(page.edge_lines()) for page in pages}
    places: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, lines in edges.items():
        for line in lines:
            places[_without_numbers(line)].append((number, line.top))
    offsets = Counter(
        int(text) - number
        for number, lines in edges.items()
        for line in lines
        if _BARE_NUMBER.fullmatch(text := squeeze(line.text))
    )
    for page in pages:
        drop = {
            id(line)
            for line in edges[page.number]
            if _is_page_number(line, page.number, offsets) or _runs(line, places, len(pages))
        }
        page.items = [
            item
            for item in page.items
            if id(item) not in drop
            and not (isinstance(item, TextLine) and _LEADERS.search(item.text))
        ]


def _without_numbers(line: TextLine) -> str:
    return re.sub(r"\d+", "#", squeeze(line.text))


def _is_page_number(line: TextLine, page: int, offsets: Counter[int]) -> bool:
    text = squeeze(line.text)
    if _MARKED_NUMBER.fullmatch(text):
        return True
    # A bare number may be the last cell of a table; one that grows page by page is none.
    return bool(_BARE_NUMBER.fullmatch(text)) and offsets[int(text) - page] > 1


def _runs(line: TextLine, places: Mapping[str, Sequence[tuple[int, float]]], pages: int) -> bool:
    """Whether a line is printed at one place of most pages; figures alone never count."""
    text = _without_numbers(line)
    words = len(re.findall(r"[^\W\d_]", text)) > 1
    # A note that stands under several tables may come to an edge, but not to the same place.
    here = {number for number, top in places[text] if abs(top - line.top) <= _SAME_PLACE}
    return words and pages > 2 and 2 * len(here) > pages


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
    """The lines, a title that is printed in several made one.

    Only the page shows which lines are one title: of one size and in the middle.
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
    if line.right < right - _SHORT_OF_MARGIN * line.size:
        return False
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
        return Margins({}, 0.0, float("inf"))  # nothing is broken at a margin that no line reaches
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
    """Where the lines begin that reach as far to the right as most, few exceptions left out."""
    right = sorted(line.right for line in lines)[len(lines) * 2 // 3]
    full = [line.left for line in lines if line.right >= right - _SHORT_OF_MARGIN * abs(line.size)]
    return sorted(full)[len(full) // 10]

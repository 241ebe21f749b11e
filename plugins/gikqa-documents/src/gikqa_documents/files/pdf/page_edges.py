"""What the pages of a PDF print around the text: page numbers, running heads, leaders."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from gikqa.text import pattern
from gikqa_documents.files.pdf.load import Page
from gikqa_documents.files.pdf.ruled_tables import RuledTable, tables_of
from gikqa_documents.files.pdf.text_lines import TextLine
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.page_furniture import BETWEEN_MARKS

_EDGE = 0.12  # share of the page's height in which heads and feet are printed
_SAME_PLACE = 3.0  # points
_NAMED_NUMBER = pattern(r"第\d{1,3}页(?:[,，/（(]?共\d{1,3}页[)）]?)?")
_OF_ALL = pattern(r"\d{1,3}\s?/\s?\d{1,3}")
_LONE = pattern(r"[-‐‑–—―─－~·•]*\s*(\d{1,3})\s*[-‐‑–—―─－~·•]*")
_LEADERS = pattern(r"(?:[.．·…⋯]\s*){4,}\d{1,3}$")  # a line of a table of contents


@dataclass
class PageItems:
    """The lines and tables of a page, top to bottom."""

    number: int
    height: float
    items: list[TextLine | RuledTable]

    def edges(self) -> tuple[list[TextLine], list[TextLine]]:
        """The outermost lines at the top and at the bottom that may be heads and feet."""
        return list(self._edge(at_foot=False)), list(self._edge(at_foot=True))

    def _edge(self, *, at_foot: bool) -> Iterator[TextLine]:
        for item in self.items[:-3:-1] if at_foot else self.items[:2]:
            depth = self.height - item.top if at_foot else item.bottom
            if not isinstance(item, TextLine) or depth > _EDGE * self.height:
                return
            yield item


def items_of(number: int, page: Page) -> PageItems:
    """The tables of a page and the lines around them in reading order."""
    tables, lines = tables_of(page)
    items: list[TextLine | RuledTable] = [*tables, *lines]
    return PageItems(number, page.height, sorted(items, key=lambda item: (item.top, item.left)))


def drop_furniture(pages: Sequence[PageItems]) -> None:
    """Take page numbers, running heads and lines of a table of contents out of the pages."""
    drop = _page_numbers(pages) | _running_lines(pages)
    for page in pages:
        page.items = [
            item
            for item in page.items
            if id(item) not in drop
            and not (isinstance(item, TextLine) and _LEADERS.search(item.text))
        ]


def _page_numbers(pages: Sequence[PageItems]) -> set[int]:
    """The lines that are page numbers, by identity."""
    found: set[int] = set()
    lone: dict[int, dict[int, int]] = defaultdict(dict)
    for page in pages:
        for edge in page.edges():
            marked = [id(line) for line in edge if _is_marked(line.text)]
            found.update(marked)
            numbers = [(line, number) for line in edge if (number := _LONE.fullmatch(line.text))]
            # A number further inside than a page number is none.
            for line, number in numbers[:1] if not marked else ():
                lone[int(number[1]) - page.number][page.number] = id(line)
    # The last cell of a table may look like a page number, but does not grow page by page.
    return found.union(*(of_pages.values() for of_pages in lone.values() if len(of_pages) > 1))


def _is_marked(text: str) -> bool:
    return bool(
        BETWEEN_MARKS.fullmatch(text)
        or _OF_ALL.fullmatch(text)
        or _NAMED_NUMBER.fullmatch(squeeze(text))
    )


def _running_lines(pages: Sequence[PageItems]) -> set[int]:
    """The lines that are printed at one place of most pages, by identity."""
    printed: dict[str, list[tuple[int, TextLine]]] = defaultdict(list)
    for page in pages:
        for line in chain(*page.edges()):
            printed[_without_numbers(line)].append((page.number, line))
    found: set[int] = set()
    for text, lines in printed.items():
        if (
            len(pages) < 3 or len(re.findall(r"[^\W\d_]", text)) < 2
        ):  # numbers alone are no running line
            continue
        for _, line in lines:
            here = _pages_with(line, printed)
            others = [page for page in pages if page.number not in here]
            # Two lines alike may be chance, except on the last two of three pages.
            most = len(here) > len(others) and (len(here) > 2 or others[0] is pages[0])
            if most and not _is_among_text(line, others, printed):
                found.add(id(line))
    return found


def _without_numbers(line: TextLine) -> str:
    return re.sub(r"\d+", "#", squeeze(line.text))


def _pages_with(line: TextLine, printed: Mapping[str, Sequence[tuple[int, TextLine]]]) -> set[int]:
    """The pages that print the line, numbers aside, at the same height."""
    # A note under several tables may be at an edge, but not always at the same height.
    return {
        number
        for number, other in printed.get(_without_numbers(line), ())
        if abs(other.top - line.top) <= _SAME_PLACE
    }


def _is_among_text(
    line: TextLine,
    others: Sequence[PageItems],
    printed: Mapping[str, Sequence[tuple[int, TextLine]]],
) -> bool:
    """Whether other pages print text as far out as this line; running heads leave it no room."""
    for page in others:
        at_foot = 2 * line.top > page.height
        for item in reversed(page.items) if at_foot else page.items:
            if at_foot and item.bottom < line.bottom - _SAME_PLACE:
                break
            if not at_foot and item.top > line.top + _SAME_PLACE:
                break
            if isinstance(item, RuledTable) or len(_pages_with(item, printed)) < 2:
                return True
    return False

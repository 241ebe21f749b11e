"""HTML pages as paragraphs and sheets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from gikqa.text import pattern
from gikqa_documents.document import Block, Document, Layout, Paragraph, Sheet, SheetCell
from gikqa_documents.files.frames import frames_text
from gikqa_documents.form.characters import raised
from gikqa_documents.form.titles import sites_in

DROPPED = frozenset({
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select",
    "button", "input", "textarea", "option", "nav", "header", "footer", "aside",
})  # fmt: skip
"""Elements whose text is no part of a report."""
_BREAKING = frozenset({
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "br",
    "hr", "tr", "td", "th", "table", "section", "article", "main", "center", "form", "body",
    "html", "blockquote", "pre", "tbody", "thead",
})  # fmt: skip
_BLANKS = pattern(r"[ \t\r\n\xa0]+")
_DEEPEST_NOTE = 2  # <sup><a href="#n1">1</a></sup>
_DECLARATION = pattern(r"^\s*<\?xml[^>]*\?>")
_MOST_SPAN = 100
# Columns that merged cells may cover; the forms have 16. Without a bound, every row of a hostile
# table would have to go through all columns that cells above it cover.
_MOST_COLUMNS = 200
# Names that pages give to their footer; the address in it is that of the site.
_FEET = frozenset({"footer", "foot", "page-footer", "footbox", "foot-box", "copyright"})
_LONGEST_FOOT = 1_500
_IN_A_REPORT = "总计"
# libxml2 compares each attribute of a tag with all before it: a page of 2 MB that is one tag takes
# minutes. In a page larger than this, which no report fills with text, tags longer than that lose
# their attributes (of which only spans are read, and the titles of short <meta> tags).
_LARGE_PAGE, _LONGEST_TAG = 300_000, 1_000
_EMBEDDED = pattern(r"(?<=;base64,)[A-Za-z0-9+/=\s]{1000,}")
_QUOTES = pattern(r"=[\s\"']+")
_TAG = pattern(r"<[A-Za-z][^>]*")
_NAME_END = pattern(r"[\s/]")
_PUBLISHED_NAMES = frozenset({"pubdate", "publishdate", "publish_time", "createdate"})
_SITE_NAMES = frozenset({"contentsource", "sitename"})
_TITLE_NAMES = frozenset({"articletitle", "title"})


Origin = tuple[SheetCell, _Element]
"""A cell of a table, and the element of the page that it was read from."""


def read_html(text: str) -> Document | None:
    """The document on a page; None if there is no element in it."""
    root = parse_page(text)
    return None if root is None else read_tree(root)[0]


def parse_page(text: str) -> _Element | None:
    """The tree of a page; None if there is no element in it."""
    # Reports need no comments, entities or network access; without `huge_tree`, libxml2 limits
    # depth and size.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    text = _DECLARATION.sub("", text)
    if len(text) > _LARGE_PAGE:
        text = _EMBEDDED.sub("", text)
    if len(text) > _LARGE_PAGE:
        text = _without_long_tags(text)
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        return None


def read_tree(root: _Element) -> tuple[Document, list[Origin]]:
    """The document of a tree, and for each cell of its tables the element of the page."""
    heads, published, sites = _outside(root)
    origins: list[Origin] = []
    return Document(tuple(_blocks(root, origins)), heads, published, sites), origins


def _without_long_tags(text: str) -> str:
    # Without quotes around values, every tag ends at its first >, for libxml2 as for the pattern.
    return _TAG.sub(
        lambda tag: tag[0] if len(tag[0]) <= _LONGEST_TAG else _NAME_END.split(tag[0], 1)[0],
        _QUOTES.sub("=", text),
    )


def _outside(root: _Element) -> tuple[tuple[str, ...], str | None, tuple[str, ...]]:
    """Titles, the date of publication and names of the site from the head of the page."""
    heads: list[str] = []
    sites: list[str] = []
    published = None
    for element in root.iter("meta", "title"):
        name = (element.get("name") or "").lower()
        content = element.get("content") or ""
        if element.tag == "title":
            heads.append("".join(element.itertext()))
        elif name in _TITLE_NAMES and content:
            heads.append(content)
        elif name in _PUBLISHED_NAMES and content:
            published = published or content
        elif name in _SITE_NAMES and content:
            sites.append(content)
    return tuple(heads), published, (*sites, *(s for head in heads for s in sites_in(head)))


def _blocks(root: _Element, origins: list[Origin]) -> Iterator[Block]:
    line: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in DROPPED or _is_foot(element):
                walk.skip_subtree()
                continue
            sheet = _sheet(element, origins) if element.tag == "table" else None
            if sheet is not None or element.tag in _BREAKING:
                yield from _flush(line)
            if sheet is not None:
                yield sheet
                walk.skip_subtree()
                continue
            line.append(_own_text(element))
        else:
            if element.tag in _BREAKING:
                yield from _flush(line)
            line.append(element.tail or "")
    yield from _flush(line)


def _own_text(element: _Element) -> str:
    """The text before the first child; digits above the line are the number of a note."""
    text = element.text or ""
    if not text.strip("[]［］() \n").isdigit():
        return text
    around = (element, *islice(element.iterancestors(), _DEEPEST_NOTE))
    return raised(text) if any(one.tag == "sup" for one in around) else text


def _is_foot(element: _Element) -> bool:
    """Whether an element is named as a footer and is short enough to be one."""
    names = f"{element.get('id') or ''} {element.get('class') or ''}".lower().split()
    if _FEET.isdisjoint(names):
        return False
    length = 0
    for text in element.itertext():
        length += len(text)
        if length > _LONGEST_FOOT or _IN_A_REPORT in text:
            return False
    return True


def _flush(line: list[str]) -> Iterator[Block]:
    text = _BLANKS.sub(" ", "".join(line)).strip(" \u3000")
    line.clear()
    if text:
        yield Paragraph(text)


def _sheet(table: _Element, origins: list[Origin]) -> Sheet | None:
    """The cells of a table; None for a table that merely arranges the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return None
    found = list(_cells(table))
    cells = tuple(cell for cell, _ in found)
    if frames_text([cell.text for cell in cells]):
        return None
    origins += found
    return Sheet(cells, Layout.SPANNED)


def _cells(table: _Element) -> Iterator[Origin]:
    """Each cell at its first row and column, counting columns that cells above it cover."""
    covered: dict[int, int] = {}  # column → rows still covered from above
    for number, row in enumerate(table.iter("tr")):
        column = 0
        below = {place: rows - 1 for place, rows in covered.items() if rows > 1}
        for cell in row.iterchildren("td", "th"):
            while covered.get(column, 0) > 0:
                column += 1
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            yield SheetCell(_text(cell), number, column, width), cell
            if height > 1:
                reach = range(column, min(column + width, _MOST_COLUMNS))
                below.update(dict.fromkeys(reach, height - 1))
            column += width
        covered = below


def _span(cell: _Element, name: str) -> int:
    printed = cell.get(name)
    if printed is None:
        return 1
    digits = printed.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > 4:
        return 1
    return min(max(int(digits), 1), _MOST_SPAN)


def _text(cell: _Element) -> str:
    if not len(cell) and "\n" not in (whole := cell.text or ""):  # most cells
        return _BLANKS.sub(" ", whole).strip(" \u3000")
    parts: list[str] = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            if element is not cell and element.tag in _BREAKING:
                parts.append("\n")
            if element.tag not in DROPPED:
                parts.append(_own_text(element))
        elif element is not cell:
            parts.append(element.tail or "")
    return "\n".join(
        part
        for line in "".join(parts).split("\n")
        if (part := _BLANKS.sub(" ", line).strip(" \u3000"))
    )

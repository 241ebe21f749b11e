"""Which printed column is which column of the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gikqa.text import pattern
from gikqa_documents.document import Layout, SheetCell
from gikqa_documents.form.characters import squeeze
from gikqa_documents.form.labels import is_fragment
from gikqa_documents.form.table_labels import NOTE, Form, Labelled
from gikqa_documents.form.values import is_blank
from gikqa_documents.tables.label_order import pair_in_order
from gikqa_documents.tables.printed_rows import Entry

_UNIT = pattern(r"单位[:：]?(亿元|万元|元)")
_HIGHER = 2  # lines above the heads on which a head that reaches down to them may begin
_WITH_PLACES = (Layout.SPANNED, Layout.COLUMNS)
# Names that a tool gives to columns when it does not know their heads.
_NAMELESS = pattern(r"(?:数据|列|column|unnamed)\d*", re.IGNORECASE)


@dataclass
class Columns:
    """The columns of a block as printed.

    `order[k]` is the form's number of the k-th printed column, None if the heads have the form's
    order. `places` are the grid columns under each head, in the form's order; `others` are cells
    to the right of a head that are none of the form, such as 备注 and 小计, or empty;
    `row_width` counts the cells of the widest row of heads; `unit` is one that a head names.
    """

    order: tuple[int, ...] | None = None
    places: tuple[tuple[int, int], ...] | None = None
    others: tuple[SheetCell, ...] = ()
    row_width: int = 0
    contradictory: bool = False
    unit: str = ""
    fit: int = 0
    problems: list[str] = field(default_factory=list)
    deviating: list[tuple[Labelled, Entry]] = field(default_factory=list)

    @property
    def reordered(self) -> bool:
        """Whether the heads are in another order than in the form."""
        return self.order is not None and list(self.order) != sorted(self.order)

    def by_place(self, entry: Entry) -> list[SheetCell] | None:
        """The cell of a row under each head; None unless there is exactly one under each."""
        if self.places is None:
            return None
        if entry.layout is Layout.COLUMNS and entry.row_width != self.row_width:
            return None  # a row that was padded otherwise than the heads
        found = []
        for start, stop in self.places:
            under = [
                cell
                for cell in entry.values
                if cell.column < stop and cell.column + cell.width > start
            ]
            if len(under) != 1:
                return None
            cell = under[0]
            apart = cell.column >= start and cell.column + cell.width <= stop
            if not apart and not is_blank(cell.text):
                return None  # one number under two heads
            found.append(cell)
        whole = all(any(_is_under(cell, head) for cell in entry.values) for head in self.added)
        if not whole and any(is_blank(cell.text) for cell in found):
            return None  # a value may be lost, and the cell of the added column in its place
        # Pipes leave empty cells between a wide label and its values; elsewhere an extra cell
        # means that the heads do not belong to this row, unless it has a head of its own.
        loose = entry.layout is Layout.COLUMNS
        strays = [cell for cell in entry.values if not (loose and is_blank(cell.text))]
        return found if all(cell in found or self._is_apart(cell) for cell in strays) else None

    @property
    def added(self) -> list[SheetCell]:
        """The heads of the columns that the page adds."""
        return [head for head in self.others if not is_blank(head.text)]

    def _is_apart(self, cell: SheetCell) -> bool:
        """Whether a cell is under a head that the page adds, or fills up a label without number."""
        blank = is_blank(cell.text)
        if blank and cell.column + cell.width <= min(start for start, _ in self.places or ()):
            return True
        heads = self.others if blank else self.added
        return any(_is_under(cell, head) for head in heads)


def _is_under(cell: SheetCell, head: SheetCell) -> bool:
    end = cell.column + cell.width
    return head.column <= cell.column and end <= head.column + head.width


def read_columns(form: Form, block: int, heads: Sequence[Entry]) -> Columns:
    """Read the heads printed above a block."""
    expected = form.heads(block)
    columns = Columns()
    if not expected:
        return columns
    heads = [entry for entry in heads if entry.key.body and NOTE not in entry.key.body]
    columns.unit = next(filter(None, (_unit_in(squeeze(e.cell.text)) for e in heads)), "")
    columns.row_width = max((entry.row_width for entry in heads), default=0)
    exact = _exact(heads, expected)
    columns.deviating += _other_units(heads, expected, exact)
    columns.fit = len(set(exact.values())) - _missing(heads, expected, set(exact.values()))
    if len(exact) == len(expected) == len(set(exact.values())):
        found = [(heads[at], number) for at, number in exact.items()]
        _use_exact(columns, form, block, found, heads)
        return columns
    _use_order(columns, form, block, heads)
    return columns


def _exact(heads: Sequence[Entry], expected: Sequence[Labelled]) -> dict[int, int]:
    found = {}
    for at, entry in enumerate(heads):
        for number, label in enumerate(expected):
            if label.is_printed_as(entry.key):
                found[at] = number
    return found


def _other_units(
    heads: Sequence[Entry], expected: Sequence[Labelled], found: Mapping[int, int]
) -> Iterator[tuple[Labelled, Entry]]:
    """Heads that are right but for the unit of their numbers."""
    for at, number in found.items():
        printed = _unit_in(heads[at].key.body)
        right = _unit_in(expected[number].accepted[0].body)
        if printed and right and printed != right:
            yield expected[number], heads[at]


def _unit_in(text: str) -> str:
    found = _UNIT.search(text)
    return found[1] if found else ""


def _missing(heads: Sequence[Entry], expected: Sequence[Labelled], found: set[int]) -> int:
    """How many heads are not printed, not even with their characters in another order."""
    lost = [label for number, label in enumerate(expected) if number not in found]
    printed = Counter("".join(entry.key.body for entry in heads)) if lost else Counter()
    return sum(not any(Counter(key.body) <= printed for key in label.accepted) for label in lost)


def _use_exact(
    columns: Columns,
    form: Form,
    block: int,
    heads: Sequence[tuple[Entry, int]],
    every: Sequence[Entry],
) -> None:
    """Every head is printed rightly and once: the labels alone say which column is which."""
    layout = heads[0][0].layout
    if layout in _WITH_PLACES:
        columns.places = _places([entry for entry, _ in sorted(heads, key=lambda head: head[1])])
        if columns.places is not None:
            rows = [entry.cell.row for entry, _ in heads]
            lines = range(min(rows) - _HIGHER, max(rows) + 1)
            columns.others = _beside(every, columns.places, lines)
            in_place = sorted(heads, key=lambda head: head[0].cell.column)
            columns.order = tuple(number for _, number in in_place)
            if columns.reordered and _agrees([number for _, number in heads], form, block):
                # Line by line the heads have the form's order, by their columns they have not: a
                # span in the page is wrong, or a column was moved, and it cannot be known which.
                columns.order = columns.places = None
                _contradict(columns)
            return
    printed = tuple(number for _, number in heads)
    if _agrees(printed, form, block) or (layout is Layout.LINES and _agrees_by_line(heads)):
        columns.order = None
    elif not form.grouped_heads(block):
        columns.order = printed
    else:
        _contradict(columns)


def _beside(
    heads: Sequence[Entry], places: Sequence[tuple[int, int]], lines: Container[int]
) -> tuple[SheetCell, ...]:
    """The cells on the lines of the heads that stand over no column of the form, to the right."""
    first = min(start for start, _ in places)
    return tuple(
        cell
        for entry in heads
        for cell in (entry.cell, *entry.values)
        if cell.row in lines
        and cell.column > first
        and not any(
            cell.column < stop and start < cell.column + cell.width for start, stop in places
        )
    )


def _contradict(columns: Columns) -> None:
    columns.contradictory = True
    columns.problems.append("heads stand in an order that does not tell the columns apart")


def _agrees(printed: Sequence[int], form: Form, block: int) -> bool:
    """Whether heads follow each other as in the form, read line by line or column by column."""
    orders = _orders(form, block)
    return any(list(printed) == sorted(printed, key=order.index) for order in orders)


def _agrees_by_line(heads: Sequence[tuple[Entry, int]]) -> bool:
    """Whether heads that share a printed line follow each other as in the form.

    A head broken in two begins half a line above its neighbours, so that it comes before them in
    the text of a page; only heads on one line need to be in order.
    """
    return all(
        before[1] < after[1]
        for before, after in pairwise(heads)
        if before[0].cell.row == after[0].cell.row
    )


def _orders(form: Form, block: int) -> list[list[int]]:
    """The orders in which the heads of a block may come: by column, and by line of heads."""
    lower = form.grouped_heads(block)
    by_column = list(range(len(form.heads(block))))
    return [by_column, sorted(by_column, key=lambda number: number in lower)]


def _use_order(columns: Columns, form: Form, block: int, heads: Sequence[Entry]) -> None:
    """Some heads are damaged or lost: their neighbours or the form's order identify them."""
    named = [entry for entry in heads if not _NAMELESS.fullmatch(entry.key.body)]
    if len(named) < len(heads) and _fill_places(columns, form, block, heads):
        return
    heads = named
    if _places(heads) is not None:
        heads = sorted(heads, key=lambda entry: entry.cell.column)
    expected = form.heads(block)
    for order in _orders(form, block):
        in_order = [expected[number] for number in order]
        pairs = pair_in_order([entry.key for entry in heads], in_order)
        if len(heads) == len(pairs) == len(expected):
            columns.deviating += [
                (in_order[pair.expected], heads[pair.printed]) for pair in pairs if not pair.right
            ]
            if order == sorted(order):
                columns.places = _places(heads)
            return
    if not _agrees(list(_exact(heads, expected).values()), form, block):
        _contradict(columns)
    elif not heads:
        columns.problems.append("no heads recognised; columns taken in the form's order")
    else:
        _refuse_strangers(columns, heads, expected)


def _fill_places(columns: Columns, form: Form, block: int, heads: Sequence[Entry]) -> bool:
    """Whether unnamed heads and those of the form, in their places, make up the form's number."""
    expected = form.heads(block)
    row = heads[: len(expected)]  # where each row has heads of its own, the first are enough
    if len(row) < len(expected) or len({entry.cell.row for entry in row}) > 1:
        return False
    for entry, label in zip(row, expected, strict=True):
        if not _NAMELESS.fullmatch(entry.key.body) and not label.is_printed_as(entry.key):
            return False
    columns.places = _places(row)
    return columns.places is not None


def _refuse_strangers(
    columns: Columns, heads: Sequence[Entry], expected: Sequence[Labelled]
) -> None:
    """Leave the block blank if an unknown head may replace a column of the form."""
    pairs = pair_in_order([entry.key for entry in heads], expected)
    paired = {pair.printed for pair in pairs}
    strange = [
        entry.cell.text.strip()
        for at, entry in enumerate(heads)
        if at not in paired and not _is_piece(entry, expected)
    ]
    if strange and len(pairs) < len(expected):
        columns.contradictory = True
        columns.problems.append(f"heads not recognised ({'、'.join(strange[:3])}); left blank")


def _is_piece(entry: Entry, expected: Sequence[Labelled]) -> bool:
    return any(is_fragment(entry.key, key) for label in expected for key in label.accepted)


def _places(heads: Sequence[Entry]) -> tuple[tuple[int, int], ...] | None:
    """The grid columns under each head; None where the layout does not show them."""
    spans = tuple(
        (entry.cell.column, entry.cell.column + entry.cell.width)
        for entry in heads
        if entry.layout in _WITH_PLACES
    )
    return spans if spans and len({start for start, _ in spans}) == len(heads) else None

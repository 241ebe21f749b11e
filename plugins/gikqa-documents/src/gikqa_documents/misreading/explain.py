"""Whether one mistake in reading, rather than the publisher, broke the sums of a table.

A report whose sums do not add up was printed wrongly or read wrongly. A slip of reading leaves
traces of a kind that no author makes: a row moved by one cell, two columns changed places, two
numbers run together. Each such slip is undone in turn; if undoing one makes every identity of the
table hold, that is said. The values stay as they were read.

An office's own slip must never be excused. So a slip of reading has to explain two broken
identities or more and to move three filled cells or more, and it is not considered at all where
changing one cell, alone or with the total of its row, would mend the table as well. A slip by which
numbers fell off the end explains more by chance, so there no two cells may mend the table either.

A number such as 00 or 07 is printed by nobody: where two numbers in its place mend the table, the
page itself shows the slip, and none of these bounds is needed.

Where several slips of reading would mend the table, the reading is at fault all the same; only
where it slipped stays open. Where undoing a slip of reading would mend the table, but so would
something else, it is unclear: the finding stays, but nobody can say for sure whose fault it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gikqa import reading_doubt, reading_note
from gikqa.editions import Edition, Kind
from gikqa_documents.misreading.sums import Sums
from gikqa_documents.misreading.undo import Undone, undone, zeros_apart

_FEWEST_BROKEN = 2
_FEWEST_MOVED = 3
_MOST_OTHER_BLANKS = 7
"""Blanks that a slip does not explain; where zeros are left blank, much would mend by chance."""
_FEWEST_MADE_EQUAL = 4
"""Broken sums that come out without help of a blank; of so many, blanks make none by chance."""
_WAN = "unit-factor-10000 "
_FEWEST_IN_WAN = 2
"""Numbers that have to be a ten thousand times too large; nobody types two of them by mistake."""
_SPECIFIC = "total-as-data"
"""Is said of several slips that explain a table, because it says where its numbers come from."""


@dataclass(frozen=True)
class Misreading:
    """A slip of reading that explains a table, or may explain it (`unclear`)."""

    table: str
    name: str
    operator: str
    cells: tuple[str, ...]
    unclear: bool

    @property
    def note(self) -> str:
        """What `extraction.notes` says of it."""
        verb = "would make" if self.unclear else "makes"
        said = f"{self.name} {verb} every identity hold"
        return reading_note(self.table, said, unclear=self.unclear)

    @property
    def doubt(self) -> dict[str, Any]:
        """What `extraction.doubts` says of it."""
        return reading_doubt(self.table, self.operator, self.cells, unclear=self.unclear)


def misreadings(
    edition: Edition,
    values: Mapping[str, int | Decimal | None],
    *,
    odd: Container[str] = (),
    scanned: bool = False,
) -> Iterator[Misreading]:
    """The slip of reading that explains each table of counts, or may explain it.

    odd: cells whose printed text is no usual number, such as 02; it may be two numbers.
    scanned: the characters were recognised in a picture, so that digits may be confused, and
    specks or faint digits be read as a zero. One such slip is always unclear.
    """
    for table in edition.tables:
        if any(cell.kind is not Kind.COUNT for cell in table.cells):
            continue
        sums = Sums(edition, table, values)
        if not sums.broken:
            continue
        ways = [
            (one, sums.moved(cells))
            for one in undone(sums.cells, sums.rows, sums.columns)
            if (cells := sums.mended(one.changes))
        ]
        slips, unclear = _joined_with_zero(sums, odd) or _sure(sums, ways), False
        if not slips:
            slips, unclear = _possible(sums, ways), True
        if not slips:
            slips = list(_two_in_one_cell(sums, odd))
        if not slips and scanned:
            slips = list(_misrecognised(sums))
        if slips:
            first = min(slips, key=lambda one: one.operator != _SPECIFIC)
            alike = [one for one in slips if one.operator == first.operator]
            places = (*first.places, *(alike[-1].places if len(alike) > 1 else ()))
            paths = tuple(table.cells[at].path for at in dict.fromkeys(places))
            yield Misreading(table.key, first.name, first.operator, paths, unclear)


_Ways = Sequence[tuple[Undone, int]]
"""Slips whose undoing mends a table, and how many filled cells that moves."""


def _sure(sums: Sums, ways: _Ways) -> list[Undone]:
    """The slips of reading that explain the table, if nothing that an office does would."""
    if not ways or len(sums.broken) < _FEWEST_BROKEN or sums.mended_by_one_cell():
        return []
    in_wan = [one for one, moved in ways if one.name.startswith(_WAN) and moved >= _FEWEST_IN_WAN]
    slips = [
        one
        for one, moved in ways
        if one.telling
        and moved >= _FEWEST_MOVED
        and (
            sums.cells.count(None) <= _MOST_OTHER_BLANKS + _own_blanks(one, sums)
            or sums.made_equal(one.changes) >= _FEWEST_MADE_EQUAL
        )
    ]
    if in_wan or not slips or sums.mended_by_cell_and_total():
        return in_wan
    firm = [one for one in slips if not one.leaves_open]
    if not all(one.telling for one, _ in ways):
        # An office may have filled in the wrong line. It did not also leave just those cells
        # blank that a lost line leaves blank.
        return [one for one in firm if sums.cells.count(None) <= _own_blanks(one, sums)]
    return firm or ([] if sums.mended_by_two_cells() else slips)


def _joined_with_zero(sums: Sums, odd: Container[str]) -> list[Undone]:
    """Numbers that begin with a zero, where two numbers in their place make everything hold.

    The print itself shows the slip, so that the number of sums it breaks does not matter.
    """
    joined = {at for at, path in enumerate(sums.paths) if path in odd}
    ways = zeros_apart(sums.cells, (*sums.rows, sums.flow), joined) if joined else ()
    return [one for one in ways if sums.mended(one.changes)]


def _own_blanks(one: Undone, sums: Sums) -> int:
    """The most blanks that a slip leaves: those of a line."""
    lines = sums.columns if one.operator.startswith("column-") else sums.rows
    return max(len(line.cells) for line in lines)


def _possible(sums: Sums, ways: _Ways) -> list[Undone]:
    """A slip of reading that explains the table, though others may do so as well."""
    several = len(sums.broken) >= _FEWEST_BROKEN and not sums.mended_by_one_cell()
    few = _FEWEST_MOVED - 1 if several else _FEWEST_MOVED
    possible = (
        one
        for one, moved in ways
        if not one.leaves_open
        or moved >= (few if one.operator == "stray-number" else _FEWEST_MOVED)
    )
    return [*possible][:1]


def _two_in_one_cell(sums: Sums, odd: Container[str]) -> Iterator[Undone]:
    """Cells of odd text without which every identity could hold."""
    for at, path in enumerate(sums.paths):
        unknown: dict[int, int | None] = {at: None}
        if path in odd and sums.mended(unknown):
            yield Undone(f"two-numbers-in {sums.name_of(at)}", "numbers-joined", (at,), unknown)


_ALIKE = {frozenset(pair) for pair in ("06", "08", "17", "38", "49", "56", "68")}
"""Digits that recognition takes for one another."""


def _misrecognised(sums: Sums) -> Iterator[Undone]:
    """Cells of which one is read as another number that looks alike, or as zero for a blank."""
    for at, value in sums.single_repairs():
        old, new = str(sums.cells[at] or 0), str(value)
        name = sums.name_of(at)
        if old == "0":
            yield Undone(f"blank-as-zero {name}", "blank-as-zero", (at,), {at: value})
        elif len(old) == len(new) and all(
            a == b or frozenset(a + b) in _ALIKE for a, b in zip(old, new, strict=True)
        ):
            yield Undone(f"digits-confused {name}", "digits-confused", (at,), {at: value})

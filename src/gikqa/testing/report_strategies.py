"""Hypothesis strategies for whole reports that satisfy every identity of their edition."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from gikqa.editions import Edition, Kind
from gikqa.testing.construction import construction
from gikqa.testing.valid import LARGEST, MONEY_PLACES, cells_from_steps

Row = dict[str, Any]
"""One row of an export: column name → Python value; cell paths are columns."""

# (publisher, level, region_code): names and codes that agree, so that valid reports are silent.
PUBLISHERS = (
    ("上犹县人民政府办公室", "office", "360724"),
    ("上犹县人民政府", "county", "360724"),
    ("赣州市人民政府", "prefecture", "360700"),
    ("江西省人民政府", "province", "360000"),
    ("淮安市人民政府", "prefecture", "320800"),
)

# Sentences without a number, a name or a date: nothing in them can contradict a table.
SENTENCES = ("本年度工作有序开展。", "有关情况见下表。", "无其他需要报告的事项。", "")


def cells(edition: Edition, *, blanks: bool = False) -> st.SearchStrategy[dict[str, Any]]:
    """Cell path → value of a valid report; with `blanks`, some cells are None.

    Shrinks to the plainest report, which is all zeros for the statutory forms.
    """
    built = construction(edition, MONEY_PLACES)
    connected = [group.free for group in built.groups if group.free]
    alone = tuple(path for path in built.free if not any(path in group for group in connected))
    # Drawn group by group, so that a small table is filled as often as the large one.
    parts = [_filled(edition, paths) for paths in [*connected, alone] if paths]
    valid = st.tuples(*parts).map(
        lambda found: cells_from_steps(edition, {k: n for part in found for k, n in part.items()})
    )
    if not blanks:
        return valid
    blanked = st.sets(st.sampled_from(list(edition.cells)), max_size=12)
    return st.tuples(valid, blanked).map(lambda pair: pair[0] | dict.fromkeys(pair[1]))


@st.composite
def reports(draw: st.DrawFn, edition: Edition, *, blanks: bool = False) -> Row:
    """One export row whose cells satisfy every identity of the edition, and whose text is tame.

    Holds every column of the export; `report_id` is the same in each row, so number the rows of
    an export with `exports`.
    """
    publisher, level, region_code = draw(st.sampled_from(PUBLISHERS))
    last = edition.last_year or edition.first_year + 4
    year = draw(st.integers(edition.first_year, last))
    headings = [(section.number, section.heading) for section in edition.sections]
    return {
        "report_id": "r1",
        "publisher": publisher,
        "year": year,
        "level": draw(st.sampled_from((level, None))),
        "region_code": draw(st.sampled_from((region_code, None))),
        "edition": draw(st.sampled_from((edition.key, None))),
        "title": f"{publisher}{year}年政府信息公开工作年度报告",
        "source": None,
        "published_on": draw(st.none() | st.dates(date(year + 1, 1, 2), date(year + 1, 1, 31))),
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "sections": [
            {"number": number, "heading": heading, "text": draw(st.sampled_from(SENTENCES))}
            for number, heading in [(0, ""), *headings]
        ],
        **draw(cells(edition, blanks=blanks)),
        "raw_cells": {},
        "printed_labels": {},
        "extraction": None,
    }


def exports(
    *editions: Edition, blanks: bool = False, min_size: int = 1, max_size: int = 5
) -> st.SearchStrategy[list[Row]]:
    """Rows of one export, valid reports of any of the editions, with ids r1, r2, …"""
    any_report = st.one_of(*(reports(edition, blanks=blanks) for edition in editions))
    rows = st.lists(any_report, min_size=min_size, max_size=max_size)
    return rows.map(
        lambda found: [row | {"report_id": f"r{n}"} for n, row in enumerate(found, start=1)]
    )


def _filled(edition: Edition, paths: tuple[str, ...]) -> st.SearchStrategy[dict[str, int]]:
    """Some of the free cells, and how many steps each is away from the plainest report."""
    sizes = st.one_of(st.integers(1, 9), st.integers(1, 999), st.integers(1, LARGEST))
    drawn = st.dictionaries(
        st.sampled_from(paths), st.tuples(sizes, st.integers(0, 2)), max_size=min(len(paths), 8)
    )
    return drawn.map(
        lambda found: {
            path: _steps(edition.cells[path].kind, size, style)
            for path, (size, style) in found.items()
        }
    )


def _steps(kind: Kind, size: int, style: int) -> int:
    """A drawn size as steps: money with no, two or six places, a signed value up or down."""
    if kind is Kind.MONEY:
        return size * (10**MONEY_PLACES, 10 ** (MONEY_PLACES - 2), 1)[style]
    return -size if kind is Kind.SIGNED and style == 1 else size

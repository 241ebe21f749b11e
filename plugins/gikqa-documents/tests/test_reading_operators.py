"""Each slip of reading is named as data, with its place; what an office may have done is not."""

from __future__ import annotations

import pytest

from gikqa import reading_doubt
from gikqa.editions import load_editions
from gikqa_documents.misreading.explain import misreadings
from gikqa_documents.misreading.sums import Sums
from gikqa_documents.misreading.undo import undone

FORM = load_editions()["2021"]
ROWS = [row.key for row in FORM.table("requests").blocks[0].rows]
COLUMNS = [column.key for column in FORM.table("requests").blocks[0].columns]
GRANTED, IN_PART = ROWS.index("granted"), ROWS.index("granted_in_part")


@pytest.fixture
def sound():
    """A sound table 三 as rows of numbers."""
    filled = {
        "new_received": [31, 12, 4, 3, 9, 2],
        "carried_in": [2, 1, 0, 0, 1, 0],
        "granted": [12, 5, 1, 0, 4, 1],
        "granted_in_part": [11, 4, 2, 2, 5, 0],
        "refused_internal_affairs": [2, 1, 0, 0, 1, 0],
        "total_concluded": [25, 10, 3, 2, 10, 1],
        "carried_out": [8, 3, 1, 1, 0, 1],
    }
    rows = [filled.get(key, [0] * 6) for key in ROWS]
    assert filled.keys() <= set(ROWS)
    return [[*row, sum(row)] for row in rows]


@pytest.fixture
def doubts(printed, read):
    """What the reader doubts of a page with these rows of table 三."""

    def doubts(rows):
        cells = dict.fromkeys(FORM.cells, 0) | cells_of(rows)
        return read(printed(FORM, cells).page(), "a.html")["extraction"]["doubts"]

    return doubts


def cells_of(rows):
    return {
        path(row, column): value
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    }


def path(row, column=0):
    return f"requests.{ROWS[row]}.{COLUMNS[column]}"


def by_cells(cells, **options):
    found = misreadings(FORM, dict.fromkeys(FORM.cells, 0) | cells, **options)
    return [one.doubt for one in found]


def flow(rows):
    return [value for row in rows for value in row]


def in_rows(values):
    return [values[at : at + 7] for at in range(0, len(values), 7)]


def test_a_sound_page_leaves_no_doubt(doubts, sound):
    assert doubts(sound) == []


def _row_shifted(rows):
    rows[GRANTED] = [*rows[GRANTED][:2], *rows[GRANTED][3:], None]


def _empty_cell(rows):
    rows[GRANTED] = [*rows[GRANTED][:1], None, *rows[GRANTED][1:6]]


def _joined(rows):
    one, other, *rest = rows[GRANTED]
    rows[GRANTED] = [int(f"{one}{other}"), *rest, None]


def _number_dropped(rows):
    values = flow(rows)
    del values[20]
    rows[:] = in_rows([*values, None])


def _page_number(rows):
    rows[:] = in_rows([*flow(rows)[:20], 4, *flow(rows)[20:-1]])


def _row_of_sums(rows):
    sums = [sum(column) for column in zip(*rows[:2], strict=True)]
    rows[:] = [*rows[:2], sums, *rows[2:-1]]


def _foreign_row(rows):
    rows[:] = [*rows[:IN_PART], [2021, 3, 1, 8, 5, 2, 9], *rows[IN_PART:-1]]


def _empty_row(rows):
    rows[:] = [*rows[:IN_PART], [None] * 7, *rows[IN_PART:-1]]


def _row_lost(rows):
    rows[:] = [*rows[1:], [None] * 7]


def _columns_exchanged(rows):
    rows[:] = [[row[6], *row[1:6], row[0]] for row in rows]


def _empty_column(rows):
    rows[:] = [[*row[:2], None, *row[2:6]] for row in rows]


def _rows_exchanged(rows):
    at = ROWS.index("carried_in")
    rows[at], rows[at + 1] = rows[at + 1], rows[at]


def _in_wan(rows):
    rows[GRANTED] = [value * 10_000 for value in rows[GRANTED]]


SLIPS = [
    (_row_shifted, "shifted-by-one", [path(GRANTED, 2)]),
    (_empty_cell, "shifted-by-one", [path(GRANTED, 1)]),
    (_joined, "numbers-joined", [path(GRANTED, 0)]),
    (_number_dropped, "shifted-by-one", [path(2, 6)]),
    (_page_number, "stray-number", [path(2, 6)]),
    (_row_of_sums, "total-as-data", [path(2)]),
    (_foreign_row, "row-added", [path(IN_PART)]),
    (_empty_row, "row-added", [path(IN_PART)]),
    (_row_lost, "row-lost", [path(0), path(1)]),
    (_columns_exchanged, "columns-exchanged", [path(0, 0), path(0, 6)]),
    (_empty_column, "column-added", [path(0, 2)]),
    (_rows_exchanged, "rows-exchanged", [path(1), path(2)]),
    (_in_wan, "other-unit", [path(GRANTED)]),
]


@pytest.mark.parametrize(
    ("slip", "operator", "cells"), SLIPS, ids=[slip.__name__ for slip, *_ in SLIPS]
)
def test_a_slip_is_named_with_its_place(doubts, sound, slip, operator, cells):
    slip(sound)
    assert doubts(sound) == [reading_doubt("requests", operator, cells)]


def test_a_row_lost_among_rows_that_are_only_added_up_is_a_slip_of_reading_somewhere(doubts, sound):
    lost = ROWS.index("refused_internal_affairs")
    [doubt] = doubts([*sound[:lost], *sound[lost + 1 :], [None] * 7])
    assert (doubt["fault"], doubt["operator"]) == ("reader", "row-lost")
    first, last = (ROWS.index(cell.split(".")[1]) for cell in doubt["cells"])
    assert first <= lost <= last


def test_two_numbers_in_wan_are_not_typed_by_mistake():
    rows = [[0] * 7 for _ in ROWS]
    for key in ("new_received", "granted", "total_concluded"):
        rows[ROWS.index(key)] = [5, 0, 0, 0, 0, 0, 5]
    rows[GRANTED] = [50_000, 0, 0, 0, 0, 0, 50_000]
    doubt = reading_doubt("requests", "other-unit", [path(GRANTED)])
    assert by_cells(cells_of(rows)) == [doubt]


def test_a_row_of_numbers_printed_twice_may_be_the_offices(sound):
    for row in (IN_PART, ROWS.index("refused_internal_affairs")):
        for column in range(7):
            sound[ROWS.index("total_concluded")][column] -= sound[row][column]
            sound[ROWS.index("carried_out")][column] += sound[row][column]
        sound[row] = [0] * 7
    rows = [*sound[:IN_PART], sound[GRANTED], *sound[IN_PART:-1]]
    [doubt] = by_cells(cells_of(rows))
    assert doubt["fault"] == "unclear"


def test_a_row_printed_twice_that_moves_many_filled_rows_is_a_slip_of_reading(sound):
    rows = [*sound[:IN_PART], sound[GRANTED], *sound[IN_PART:-1]]
    assert by_cells(cells_of(rows)) == [reading_doubt("requests", "row-added", [path(GRANTED)])]


def test_a_zero_joined_to_a_number_is_a_slip_of_reading_that_the_print_shows(doubts, sound):
    sound[0] = [0, 0, 4, 0, 0, 0, 4]
    sound[1:] = [[0] * 7 for _ in ROWS[1:]]
    sound[GRANTED] = sound[ROWS.index("total_concluded")] = [0, 0, 4, 0, 0, 0, 4]
    sound[GRANTED] = ["00", 4, 0, 0, 0, 4, None]
    assert doubts(sound) == [reading_doubt("requests", "numbers-joined", [path(GRANTED)])]


def test_a_number_with_a_leading_zero_alone_is_no_doubt(doubts, sound):
    sound[GRANTED][0] = f"0{sound[GRANTED][0]}"
    assert doubts(sound) == []


def test_a_lone_number_in_the_last_row_may_be_that_of_a_page(sound):
    sound[-1] = [0, 0, 0, 0, 0, 0, 0]
    for column in range(7):
        sound[0][column] = sound[ROWS.index("total_concluded")][column]
    sound[1] = [0] * 7
    assert by_cells(cells_of(sound)) == []
    sound[-1][3] = 7
    doubt = reading_doubt("requests", "stray-number", [path(len(ROWS) - 1, 3)], unclear=True)
    assert by_cells(cells_of(sound)) == [doubt]
    sound[-1][3] = 70
    assert by_cells(cells_of(sound)) == []


def test_blanks_for_zeros_do_not_hide_a_slip_that_mends_many_sums(sound):
    filled = [[value or None for value in row] for row in sound]
    moved = flow(filled)
    del moved[20]
    [doubt] = by_cells(cells_of(in_rows([*moved, None])))
    assert (doubt["fault"], doubt["operator"]) == ("reader", "shifted-by-one")


@pytest.mark.parametrize("cells", [1, 2, 3])
def test_slips_of_the_office_in_a_few_cells_leave_no_doubt(sound, cells):
    for row, column in [(GRANTED, 2), (IN_PART, 4), (0, 1)][:cells]:
        sound[row][column] += 3
    assert by_cells(cells_of(sound)) == []


def test_digits_that_look_alike_are_confused_in_scans_only_and_never_for_sure(sound):
    sound[0][0] = 37
    assert by_cells(cells_of(sound)) == []
    doubt = reading_doubt("requests", "digits-confused", [path(0)], unclear=True)
    assert by_cells(cells_of(sound), scanned=True) == [doubt]
    sound[0][0] = 35
    assert by_cells(cells_of(sound), scanned=True) == []


def test_a_zero_in_a_scan_may_be_a_blank(sound):
    sound[0][1] = 0
    doubt = reading_doubt("requests", "blank-as-zero", [path(0, 1)], unclear=True)
    assert by_cells(cells_of(sound), scanned=True) == [doubt]


def test_the_search_tries_a_number_of_ways_that_the_form_bounds(sound):
    rows = [[int("9" * 18)] * 6 + [None] for _ in ROWS]
    table = FORM.table("requests")
    read = Sums(FORM, table, cells_of(rows))
    assert len(list(undone(read.cells, read.rows, read.columns))) < 30 * len(table.cells)

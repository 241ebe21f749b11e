"""Slips of reading are distinguished from slips of the office, and nothing is repaired."""

from __future__ import annotations

import random

import pytest

from gikqa.editions import load_editions
from gikqa.testing import named_faults, valid_cells
from gikqa_documents.misreading.explain import misreadings


@pytest.fixture(scope="module")
def form():
    return load_editions()["2021"]


@pytest.fixture(scope="module")
def columns(form):
    return [column.key for column in form.table("requests").blocks[0].columns]


@pytest.fixture
def busy(form, columns):
    """A sound table with numbers in several rows and columns."""
    cells = dict.fromkeys(form.cells, 0)
    rows = {
        "new_received": [31, 12, 4, 3, 9, 2],
        "granted": [12, 5, 1, 0, 4, 1],
        "granted_in_part": [11, 4, 2, 2, 5, 0],
        "total_concluded": [23, 9, 3, 2, 9, 1],
        "carried_out": [8, 3, 1, 1, 0, 1],
    }
    for row, counts in rows.items():
        for column, count in zip(columns, [*counts, sum(counts)], strict=True):
            cells[f"requests.{row}.{column}"] = count
    return cells


@pytest.fixture
def line(columns):
    return lambda row: [f"requests.{row}.{column}" for column in columns]


def notes(form, cells):
    return [one.note for one in misreadings(form, cells)]


def test_a_sound_table_gives_no_note(form, busy):
    assert notes(form, busy) == []


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_no_slip_of_one_cell_is_ever_excused(edition):
    form, rng = load_editions()[edition], random.Random(3)
    for _ in range(3):
        cells = valid_cells(form, rng)
        for fault in named_faults(cells, form):
            if len(fault.changes) == 1:
                said = notes(form, fault.applied_to(cells))
                assert [note for note in said if note.startswith("reading?")] == [], fault


def test_a_wrong_number_with_its_total_is_the_offices(form, busy, line):
    row = line("granted")
    for at in range(6):
        for delta in (1, 9, 90):
            spoilt = busy | {row[at]: busy[row[at]] + delta, row[6]: busy[row[6]] + delta}
            assert notes(form, spoilt) == []


def test_a_number_ten_times_too_large_with_its_total_is_not_excused(form, columns):
    cells = dict.fromkeys(form.cells, 0)
    for row in ("new_received", "granted", "total_concluded"):
        cells |= {f"requests.{row}.{column}": 5 for column in (columns[0], columns[6])}
    spoilt = cells | {f"requests.granted.{column}": 50 for column in (columns[0], columns[6])}
    assert notes(form, spoilt) == [
        "unclear? requests: unit-factor-10 in row granted would make every identity hold"
    ]


def test_neighbours_exchanged_in_one_row_are_the_offices(form, busy, line):
    row = line("granted")
    assert notes(form, busy | {row[0]: busy[row[1]], row[1]: busy[row[0]]}) == []


def test_two_slips_of_reading_at_once_are_not_guessed_at(form, busy, line):
    one, other = line("granted"), line("carried_out")
    spoilt = busy | {one[0]: None, other[0]: None}
    for row in (one, other):
        spoilt |= {row[at + 1]: busy[row[at]] for at in range(6)}
    assert notes(form, spoilt) == []


def test_a_row_moved_left_by_one_is_named_and_left_as_read(form, busy, line):
    row = line("granted")
    spoilt = busy | {row[at]: busy[row[at + 1]] for at in range(6)} | {row[6]: None}
    before = dict(spoilt)
    assert notes(form, spoilt) == [
        "reading? requests: shift-right-by-one in row granted makes every identity hold"
    ]
    assert spoilt == before


def test_a_cell_lost_in_the_middle_of_a_row_is_named(form, busy, line, columns):
    row = line("granted")
    spoilt = busy | {row[at]: busy[row[at + 1]] for at in range(1, 6)} | {row[6]: None}
    assert notes(form, spoilt) == [
        f"reading? requests: lost-cell {columns[1]} in row granted makes every identity hold"
    ]


def test_a_row_moved_right_by_an_empty_cell_is_named(form, busy, line):
    row = line("new_received")
    spoilt = busy | {row[at + 1]: busy[row[at]] for at in range(6)} | {row[0]: None}
    assert notes(form, spoilt) == [
        "reading? requests: shift-left-by-one in row new_received makes every identity hold"
    ]


def test_two_numbers_run_together_are_named(form, busy, line, columns):
    row = line("granted")
    values = [busy[path] for path in row]
    read = [values[0], int(f"{values[1]}{values[2]}"), *values[3:], None]
    assert notes(form, busy | dict(zip(row, read, strict=True))) == [
        f"reading? requests: lost-separator {columns[1]} in row granted makes every identity hold"
    ]


def test_a_column_in_the_place_of_the_totals_is_named(form, busy, columns):
    spoilt = dict(busy)
    for path in busy:
        table, row, column = path.split(".")
        if table == "requests" and column in (columns[0], columns[6]):
            other = columns[6] if column == columns[0] else columns[0]
            spoilt[path] = busy[f"requests.{row}.{other}"]
    assert notes(form, spoilt) == [
        f"reading? requests: swapped-columns {columns[0]} and {columns[6]} "
        "makes every identity hold"
    ]


def test_a_row_in_another_unit_is_named(form, busy, line):
    spoilt = busy | {path: busy[path] * 10_000 for path in line("new_received")}
    assert notes(form, spoilt) == [
        "reading? requests: unit-factor-10000 in row new_received makes every identity hold"
    ]


def test_a_slip_in_table_four_is_named_for_that_table(form):
    cells = dict.fromkeys(form.cells, 0)
    rows = [row.key for block in form.table("disputes").blocks for row in block.rows]
    keys = [column.key for column in form.table("disputes").blocks[0].columns]
    for number, row in enumerate(rows, 1):
        counts = [3 * number, 2, number, 1]
        for column, count in zip(keys, [*counts, sum(counts)], strict=True):
            cells[f"disputes.{row}.{column}"] = count
    for row in rows:
        one, other = f"disputes.{row}.{keys[0]}", f"disputes.{row}.{keys[4]}"
        cells[one], cells[other] = cells[other], cells[one]
    assert notes(form, cells) == [
        f"reading? disputes: swapped-columns {keys[0]} and {keys[4]} makes every identity hold"
    ]


def test_rows_in_each_others_place_of_which_one_is_empty_are_unclear(form, busy, columns):
    rows = list(dict.fromkeys(path.split(".")[1] for path in busy if path.startswith("requests.")))
    total = rows.index("total_concluded")
    above, spoilt = rows[total - 1], dict(busy)
    for column in columns:
        spoilt[f"requests.{above}.{column}"] = busy[f"requests.total_concluded.{column}"]
        spoilt[f"requests.total_concluded.{column}"] = 0
    assert notes(form, spoilt) == [
        f"unclear? requests: swapped-rows {above} and total_concluded "
        "would make every identity hold"
    ]


def test_the_note_reaches_the_row_of_a_document(form, busy, line, printed, read, cells_of):
    row = line("granted")
    spoilt = busy | {row[at]: busy[row[at + 1]] for at in range(6)} | {row[6]: None}
    record = read(printed(form, spoilt).page(), "a.html")
    assert cells_of(record) == spoilt
    assert record["extraction"]["notes"] == [
        "publisher: read from the title",
        "reading? requests: shift-right-by-one in row granted makes every identity hold",
    ]

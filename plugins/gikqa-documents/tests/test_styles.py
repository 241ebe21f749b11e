"""Every style in which a table is flattened gives the same cells."""

from __future__ import annotations

import random


def test_a_full_form_in_any_style_gives_every_cell(
    edition, style, printed, numbers, read, cells_of
):
    values = numbers(edition)
    record = read(printed(edition, values).text(style))
    assert record["edition"] == edition.key
    assert cells_of(record) == values
    assert record["printed_labels"] == {}
    assert record["extraction"]["notes"] == ["publisher: read from the title"]


def test_blank_cells_stay_blank_and_move_nothing(
    edition, style_with_blanks, printed, numbers, read, cells_of
):
    values = numbers(edition)
    for path in random.Random(7).sample(sorted(values), 60):
        values[path] = None
    record = read(printed(edition, values).text(style_with_blanks))
    assert cells_of(record) == values


def test_a_form_without_a_single_value_gives_no_zeros(
    edition, style_with_blanks, printed, read, cells_of
):
    values = dict.fromkeys(edition.cells)
    record = read(printed(edition, values).text(style_with_blanks))
    assert cells_of(record) == values
    assert record["edition"] == edition.key


def test_a_row_with_a_value_too_few_is_left_blank_and_named(
    edition, style_without_blanks, printed, numbers, read, cells_of
):
    values = numbers(edition)
    values["requests.granted.commercial_enterprise"] = None
    record = read(printed(edition, values).text(style_without_blanks))
    read_cells = cells_of(record)
    row = {path for path in values if path.startswith("requests.granted.")}
    assert {path for path in row if read_cells[path] is not None} == set()
    assert {p: v for p, v in read_cells.items() if p not in row} == {
        p: v for p, v in values.items() if p not in row
    }
    assert any("row granted prints 6 values" in note for note in record["extraction"]["notes"])


def test_a_lost_or_doubled_line_never_puts_a_value_into_a_wrong_cell(
    edition, style, printed, numbers, read, cells_of
):
    values = numbers(edition)
    lines = printed(edition, values).text(style).split("\n")
    damage = random.Random(11)
    for _ in range(12):
        at = damage.randrange(4, len(lines))
        kept = [] if damage.random() < 0.5 else [lines[at], lines[at]]
        found = cells_of(read("\n".join([*lines[:at], *kept, *lines[at + 1 :]])))
        wrong = {
            path: (found[path], value)
            for path, value in values.items()
            if found.get(path) not in (None, value)
        }
        assert wrong == {}, (lines[at], kept)

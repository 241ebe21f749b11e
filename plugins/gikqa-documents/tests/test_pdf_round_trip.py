"""Generated reports as PDFs: every cell, heading and word back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from gikqa.editions import Kind
from gikqa.testing.documents import STYLES, carried, expected, narrative, write
from gikqa.testing.documents.styles import Beside, Blank, Print
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

PRINTS = [name for name, style in STYLES.items() if style.suffix == ".pdf"]
RULED = [name for name in PRINTS if STYLES[name].look.ruled]


@pytest.fixture(params=PRINTS)
def style(request):
    return request.param


@pytest.fixture(params=RULED)
def ruled(request):
    return request.param


@pytest.fixture
def back(tmp_path):
    def back(row, style):
        path = tmp_path / "report.pdf"
        path.write_bytes(write(row, style))
        return read_pdf(path)

    return back


def report(edition, seed, blanks=0.0):
    """A row with a value of its own in every cell, from one figure to seven."""
    rng = Random(seed)
    order = list(range(1, len(edition.cells) + 1))
    rng.shuffle(order)
    cells = {}
    for number, (path, cell) in zip(order, edition.cells.items(), strict=True):
        value = number * rng.choice((1, 1, 1, 37, 12345))
        cells[path] = Decimal(value) / 4 if cell.kind is Kind.MONEY else value
        if rng.random() < blanks:
            cells[path] = None
    base = {"edition": edition.key, "raw_cells": {}, "printed_labels": {}}
    return cells | base | narrative(edition, rng)


def differences(row, style, found):
    wanted = expected(row, style)
    found = {**found, "sections": carried(found["sections"], STYLES[style])}
    return {key: (value, found[key]) for key, value in wanted.items() if found[key] != value}


@pytest.mark.parametrize("seed", range(4))
def test_a_full_report_comes_back(edition, style, back, seed):
    row = report(edition, seed)
    found = back(row, style)
    assert differences(row, style, found) == {}
    assert found["extraction"]["notes"] == ["publisher: read from the title"]


@pytest.mark.parametrize("seed", range(4))
def test_blank_cells_stay_blank_and_move_nothing(edition, style, back, seed):
    row = report(edition, seed, blanks=0.3)
    assert differences(row, style, back(row, style)) == {}


@pytest.mark.parametrize("value", [0, 7, 1000])
def test_cells_that_all_say_the_same_are_all_there(edition, style, back, value):
    row = report(edition, 1) | dict.fromkeys(edition.cells, value)
    found = back(row, style)
    assert {found[path] for path in edition.cells} == {value}


def test_a_damaged_label_is_kept_and_its_row_read(edition, ruled, tmp_path):
    row = report(edition, 5)
    misprint = {"disputes.upheld": "结果维护"}
    path = tmp_path / "report.pdf"
    path.write_bytes(write(row, ruled, misprint=misprint))
    found = read_pdf(path)
    assert found["printed_labels"] == misprint
    assert {k: found[k] for k in edition.cells} == {k: row[k] for k in edition.cells}


@pytest.mark.parametrize("beside", Beside)
@pytest.mark.parametrize("seed", range(4))
def test_without_lines_a_cell_is_right_or_null_with_a_note(edition, beside, back, seed):
    row = report(edition, seed, blanks=0.05 * seed)
    look = Print(ruled=False, beside=beside)
    found = back(row, replace(STYLES["pdf-unruled"], blank=Blank.EMPTY, look=look))
    assert {path for path in edition.cells if found[path] not in (None, row[path])} == set()
    lost = [path for path in edition.cells if found[path] is None and row[path] is not None]
    notes = " ".join(found["extraction"]["notes"])
    names = {"disclosure": "表二", "requests": "表三", "disputes": "表四"}
    assert {table for path in lost if names[table := path.partition(".")[0]] not in notes} == set()
    assert not lost or seed


def test_a_damaged_label_of_a_form_without_lines_leaves_its_table_blank_with_a_note(edition, back):
    row = report(edition, 5) | {"printed_labels": {"disputes.upheld": "结果维护"}}
    found = back(row, "pdf-unruled")
    cells = [path for path in edition.cells if found[path] != row[path]]
    assert {(path.partition(".")[0], found[path]) for path in cells} == {("disputes", None)}
    assert any(note.startswith("表四") for note in found["extraction"]["notes"])

"""Generated reports as PDFs: every cell, heading and word back."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from gikqa.editions import Kind
from gikqa.testing.documents import STYLES, carried, expected, narrative, write
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

PRINTS = [name for name, style in STYLES.items() if style.suffix == ".pdf"]


@pytest.fixture(params=PRINTS)
def style(request):
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
def test_blank_cells_between_lines_stay_blank_and_move_nothing(edition, style, back, seed):
    row = report(edition, seed, blanks=0.3)
    assert differences(row, style, back(row, style)) == {}


@pytest.mark.parametrize("value", [0, 7, 1000])
def test_cells_that_all_say_the_same_are_all_there(edition, style, back, value):
    row = report(edition, 1) | dict.fromkeys(edition.cells, value)
    found = back(row, style)
    assert {found[path] for path in edition.cells} == {value}


def test_a_damaged_label_is_kept_and_its_row_read(edition, style, back, tmp_path):
    row = report(edition, 5)
    misprint = {"disputes.upheld": "结果维护"}
    path = tmp_path / "report.pdf"
    path.write_bytes(write(row, style, misprint=misprint))
    found = read_pdf(path)
    assert found["printed_labels"] == misprint
    assert {k: found[k] for k in edition.cells} == {k: row[k] for k in edition.cells}


@pytest.mark.parametrize("blanks", [0.0, 0.3])
@pytest.mark.parametrize("seed", range(2))
def test_without_lines_a_cell_is_right_or_null_with_a_note(
    edition, style, back, monkeypatch, seed, blanks
):
    from gikqa.testing.documents import as_pdf

    ruled = as_pdf.TableStyle
    monkeypatch.setattr(
        as_pdf, "TableStyle", lambda commands: ruled([c for c in commands if c[0] != "GRID"])
    )
    row = report(edition, seed, blanks)
    found = back(row, style)
    assert {path for path in edition.cells if found[path] not in (None, row[path])} == set()
    lost = [path for path in edition.cells if found[path] is None and row[path] is not None]
    if not blanks:
        assert lost == []
    else:
        notes = " ".join(found["extraction"]["notes"])
        names = {"disclosure": "表二", "requests": "表三", "disputes": "表四"}
        assert {table for path in lost if names[table := path.partition(".")[0]] not in notes} == (
            set()
        )

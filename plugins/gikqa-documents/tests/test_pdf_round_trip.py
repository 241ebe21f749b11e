"""Generated reports as PDFs: every cell, heading and word back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from gikqa.editions import Kind, load_editions
from gikqa.testing.documents import STYLES, carried, expected, narrative, write
from gikqa.testing.documents.styles import Beside, Blank, Print
from gikqa_documents.readers import read_pdf, read_plain

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


def test_a_row_without_any_number_costs_the_other_rows_nothing(edition, back):
    row = report(edition, 3)
    blank = {path: None for path in edition.cells if path.startswith("requests.granted.")}
    found = back(row | blank, "pdf-unruled-last")
    assert {path: found[path] for path in edition.cells} == {
        path: row[path] if path not in blank else None for path in edition.cells
    }
    assert "表三: rows not found: granted" in found["extraction"]["notes"]


@pytest.mark.parametrize(
    ("line", "read"), [("商业企业 科研机构 其他", True), ("科研机构 商业企业 其他", False)]
)
def test_heads_broken_over_lines_are_believed_as_far_as_each_line_is_in_order(
    edition, tmp_path, line, read
):
    rows = edition.table("requests").blocks[0].rows
    numbers = {row.key: range(n, n + 7) for n, row in enumerate(rows) if row.key != "granted"}
    path = tmp_path / "report.txt"
    heads = ["申请人情况", "法人或其他组织", "自然人 总计", "社会公益 法律服务", line, "组织 机构"]
    printed = [f"{row.label} {' '.join(map(str, numbers.get(row.key, ())))}" for row in rows]
    text = ["青山县2022年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况"]
    path.write_text("\n".join([*text, *heads, *printed]), encoding="utf-8")
    found = read_plain(path)
    cells = [[cell for cell in found if cell.startswith(f"requests.{key}.")] for key in numbers]
    wanted = [list(row) if read else [None] * 7 for row in numbers.values()]
    assert [[found[cell] for cell in of_row] for of_row in cells] == wanted
    note = "表三: heads stand in an order that does not tell the columns apart"
    assert (note in found["extraction"]["notes"]) is not read


def test_rows_of_one_form_under_the_heads_of_another_are_not_read_as_rows_of_the_other(back):
    edition, other = load_editions()["2019"], load_editions()["2021"]
    row = report(edition, 3)
    # The rows that are left are as many as the form of 2021 has, in its order.
    without = ("other_external_services", "centralized_procurement")
    lost = {path: None for path in edition.cells if path.split(".")[1] in without}
    look = Print(ruled=False, beside=Beside.ABOVE)
    found = back(row | lost, replace(STYLES["pdf-unruled"], blank=Blank.EMPTY, look=look))
    assert found["edition"] == "2019"
    assert {found.get(path) for path in other.cells.keys() - edition.cells.keys()} <= {None}
    assert (
        "表二: labels, but no cells that can be told apart; left blank"
        in (found["extraction"]["notes"])
    )

"""Tables that break off, and rows that are filled up to the width of the table."""

from __future__ import annotations

import re
from random import Random

import pytest

from gikqa.editions import load_editions
from gikqa.testing.documents import write
from gikqa.testing.documents.printed import NUMERALS

FORM = load_editions()["2021"]
ROW = {
    "year": 2022,
    "title": "青山县2022年政府信息公开工作年度报告",
    "publisher": "青山县",
    **{path: number for number, path in enumerate(FORM.cells, 3)},
}
DISCLOSURE = {path for path in FORM.cells if path.startswith("disclosure.")}
NEW, OLD = ({f"requests.{row}.{column.key}" for column in FORM.table("requests").blocks[0].columns}
            for row in ("new_received", "carried_in"))  # fmt: skip


def cut(style: str, label: str, form: str = "2021") -> str:
    """A report whose text ends before the last row label given."""
    text = write(ROW | {"edition": form}, style).decode()
    return text[: text.rindex(label)]


def filled(record) -> set[str]:
    return {path for path in FORM.cells if record[path] is not None}


@pytest.mark.parametrize("style", ["text-lines", "text-tabs", "text-pipe-filled", "text-pipes"])
def test_a_table_cut_off_after_two_rows_costs_no_cell_of_the_others(style, read):
    record = read(cut(style, "（一）予以公开").removesuffix("三、本年度办理结果"))
    assert filled(record) == DISCLOSURE | NEW | OLD
    assert {path: record[path] for path in filled(record)} == {
        path: ROW[path] for path in filled(record)
    }
    assert record["edition"] == "2021"
    assert [n for n in record["extraction"]["notes"] if "表二" in n] == []
    assert any(n.startswith("表三: rows not found: granted") for n in record["extraction"]["notes"])


def test_two_rows_alone_are_read_by_the_form_of_the_year(read):
    text = cut("text-lines", "三、本年度办理结果")
    alone = re.sub(rf"二、主动公开.*?(?=\n{NUMERALS[3]}、收到)", "", text, flags=re.DOTALL)
    record = read(alone)
    assert record["edition"] == "2021"
    assert filled(record) == NEW | OLD


@pytest.mark.parametrize("style", ["text-pipe-filled", "text-pipe-before-row"])
def test_a_pipe_that_fills_a_row_up_takes_the_place_of_no_lost_value(style, read):
    lines = write(ROW, style).decode().split("\n")
    at = next(n for n, line in enumerate(lines) if line.strip().startswith("2.重复申请"))
    record = read("\n".join([*lines[: at + 3], *lines[at + 4 :]]))
    lost = {path for path in FORM.cells if path.startswith("requests.not_processed_repeat.")}
    assert filled(record) == FORM.cells.keys() - lost
    assert (
        "表三: row not_processed_repeat prints 6 values where the form has 7"
        in (record["extraction"]["notes"])
    )


def test_numbers_above_their_labels_are_not_taken_for_those_of_the_label_above(read):
    lines = write(ROW, "text-label-above").decode().split("\n")
    heads = next(n for n, line in enumerate(lines) if line.startswith("一、本年新收"))
    end = next(n for n, line in enumerate(lines) if line.startswith("四、结转下年度")) + 2
    labels, numbers = lines[heads:end], []
    swapped = []
    for line in labels:
        if line[:1].isdigit() and "  " in line:
            swapped += [line, *numbers]
            numbers = []
        else:
            numbers.append(line)
    # The first numbers are lost, so that the next ones follow the first label.
    record = read("\n".join([*lines[:heads], *swapped[1:], *lines[end:]]))
    wrong = {path: record[path] for path in FORM.cells if record[path] not in (None, ROW[path])}
    assert wrong == {}


@pytest.mark.parametrize("seed", range(4))
def test_rows_filled_up_to_no_common_width_are_read_where_every_value_is_there(seed, read):
    rng = Random(seed)
    lines = write(ROW, "text-pipe-filled").decode().split("\n")
    uneven = [line if line.strip("|") or not line else "|" * rng.randint(1, 3) for line in lines]
    record = read("\n".join(uneven))
    assert {path: record[path] for path in FORM.cells} == {path: ROW[path] for path in FORM.cells}


@pytest.mark.parametrize(
    "style", ["text-pipe-filled", "text-pipe-before-row", "text-pipes-filled", "text-tabs-own",
              "text-label-above", "text-lines-paged"],
)  # fmt: skip
def test_a_lost_or_doubled_line_puts_no_value_into_a_wrong_cell(style, read):
    rng = Random(style)
    lines = write(ROW, style).decode().split("\n")
    for _ in range(12):
        at = rng.randrange(8, len(lines))
        kept = [] if rng.random() < 0.5 else [lines[at], lines[at]]
        record = read("\n".join([*lines[:at], *kept, *lines[at + 1 :]]))
        wrong = {path: record[path] for path in FORM.cells if record[path] not in (None, ROW[path])}
        assert wrong == {}, (lines[at], kept)

"""Blanks, amounts, misprints and raw text stand in a document as its style and its row say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gikqa.testing.documents import STYLES, carried, expected, write
from gikqa.testing.documents.printed import printed_as
from gikqa.testing.documents.styles import Flat
from written_documents import (
    EDITIONS,
    FORM,
    LAST,
    blanked,
    full,
    spelled,
    text_of,
)


def test_blanks_are_spelled_as_the_style_says():
    row = full(FORM) | {"requests.granted.total": None}
    assert "<td></td>" in write(row, "html-plain").decode()
    assert "<p>&nbsp;</p>" in write(row, "html-office").decode()
    assert "<td>\u3000</td>" in write(row, "html-portal").decode()
    assert "\n&nbsp; |\n" in write(row, "text-pipe-after-cell").decode()
    assert " | - |\n" in write(row, "markdown").decode()


@pytest.mark.parametrize(
    ("name", "amount", "money", "change"),
    [
        ("html-plain", "16.310000", "16.31万元", "-3"),
        ("html-office", "16.31", "163100元", "减3"),
        ("text-pipes", "25", "25万元", "-3"),
        ("text-words", "0.000001", "0.01元", "-3"),
        ("html-gbk", "300", "300", "-3"),
        ("html-plain", "0", "0", "-3"),
    ],
)
def test_money_and_changes_are_spelled_as_the_style_says(name, amount, money, change):
    procurement = "disclosure.centralized_procurement.amount"
    licences = "disclosure.administrative_licences.items_change"
    row = full(EDITIONS[0]) | {procurement: Decimal(amount), licences: -3}
    printed = printed_as(row, STYLES[name], {})
    assert (printed.value(procurement), printed.value(licences)) == (money, change)
    read = expected(row, name)
    assert read[procurement] == Decimal(amount)
    assert read["raw_cells"].get(procurement) == (money if not money.isdigit() else None)


def test_an_amount_under_a_label_that_names_the_unit_is_a_bare_number():
    path = "disclosure.administrative_fees.amount_wan"
    printed = printed_as({"year": 2022, path: Decimal("16.31")}, STYLES["html-office"], {})
    assert printed.value(path) == "16.31"


def test_a_positive_change_carries_its_sign():
    path = "disclosure.administrative_licences.items_change"
    row = {"year": 2019, path: 3}
    spelled = {n: printed_as(row, STYLES[n], {}).value(path) for n in ("text-pipes", "text-lines")}
    assert spelled == {"text-pipes": "+3", "text-lines": "增3"}


@pytest.mark.parametrize("name", STYLES)
def test_a_misprint_is_printed_and_expected_back(name, edition):
    row = full(edition)
    slips = {"disputes.upheld": "结果维护", "requests.granted": "（一）给予公开"}
    found = text_of(name, write(row, name, misprint=slips))
    assert found.count("结果维护") == 3
    assert "结果维持" not in found
    labels = {place: spelled(label, name) for place, label in slips.items()}
    assert expected(row, name, misprint=slips)["printed_labels"] == labels
    assert write(row | {"printed_labels": slips}, name) == write(row, name, misprint=slips)


def test_an_accepted_variant_is_no_misprint():
    row = full(FORM)
    variant = {"disclosure.normative_documents": "规范性文件"}
    assert expected(row, "html-plain", misprint=variant)["printed_labels"] == {}


def test_a_misprint_of_no_row_or_column_is_refused():
    with pytest.raises(KeyError, match=r"disputes\.upholds"):
        write(full(FORM), "html-plain", misprint={"disputes.upholds": "结果维护"})


@pytest.mark.parametrize("name", STYLES)
def test_what_is_expected_back_is_the_row_but_for_what_the_style_loses(name, edition):
    row = blanked(edition)
    read = expected(row, name)
    lost = {path for path in edition.cells if read[path] != row[path]}
    assert all(read[path] is None for path in lost)
    # A blank that ends a stream of tabs may as well be what Word leaves at the end of a table, one
    # that ends a stream of pipes what fills the last row up.
    flat = STYLES[name].flat
    may_end = flat is Flat.PIPE_BEFORE_ROW or (flat is Flat.TAB_CELLS and row[LAST] is None)
    assert bool(lost) == STYLES[name].loses_blanks or may_end
    lines = {path.rsplit(".", 1)[0] for path in edition.cells if row[path] is None}
    assert all(path.rsplit(".", 1)[0] in lines or path.startswith("disputes.") for path in lost)
    assert not any(read["raw_cells"].get(path) for path in lost)
    assert read["period_start"] == date(row["year"], 1, 1)
    assert carried(read["sections"], STYLES[name]) == read["sections"]


def test_raw_text_of_a_row_is_printed_as_it_is():
    path = "requests.new_received.total"
    row = full(FORM) | {path: 22, "raw_cells": {path: "22（其中补正 16 件）"}}
    assert "<td>22（其中补正 16 件）</td>" in write(row, "html-plain").decode()
    assert expected(row, "html-plain")["raw_cells"][path] == "22（其中补正 16 件）"


def test_a_row_without_sections_gets_the_headings_of_the_form(edition):
    row = {key: value for key, value in full(edition).items() if key != "sections"}
    read = expected(row, "html-plain")
    assert [(part["number"], part["heading"]) for part in read["sections"]] == [
        (section.number, section.heading) for section in edition.sections
    ]
    assert read["period_start"] is None
    assert write(row, "html-plain").count(b"<table") == 3


def test_a_year_without_an_edition_is_refused():
    with pytest.raises(ValueError, match="no edition governs the year 1990"):
        write({"year": 1990, "title": "", "publisher": ""}, "html-plain")


def test_the_form_of_2014_is_refused():
    with pytest.raises(KeyError, match="statistics"):
        write({"year": 2016, "title": "", "publisher": "", "sections": []}, "html-plain")

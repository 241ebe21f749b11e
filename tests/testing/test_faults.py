"""Named faults alter a report in the way that their name says."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa.editions import load_editions
from gikqa.testing import cells, faults, judge, named_faults, valid_cells

EDITIONS = load_editions()
FORM = EDITIONS["2021"]
ZEROS = dict.fromkeys(FORM.cells, 0)
GRANTED = "requests.granted.natural_person"
ROW = [path for path in FORM.cells if path.startswith("disputes.review.")]
each_edition = pytest.mark.parametrize("edition", EDITIONS.values(), ids=lambda e: e.key)


def slips_of(path, value):
    found = named_faults({**ZEROS, path: value}, FORM)
    return {fault.name: fault.changes[path] for fault in found if set(fault.changes) == {path}}


def test_a_count_can_slip_in_five_ways():
    assert slips_of(GRANTED, 1123) == {
        "plus-one": 1124,
        "minus-one": 1122,
        "transposed-digits": 1213,
        "times-ten": 11230,
        "blank": None,
    }


def test_a_zero_stays_in_its_domain():
    assert slips_of(GRANTED, 0) == {"plus-one": 1, "blank": None}


def test_money_slips_as_decimals():
    slips = slips_of("disclosure.administrative_fees.amount_wan", Decimal("0.120000"))
    assert slips == {
        "plus-one": Decimal("1.120000"),
        "transposed-digits": Decimal("0.210000"),
        "times-ten": Decimal("1.20"),
        "blank": None,
    }


def test_a_signed_value_may_fall_below_zero():
    found = named_faults(dict.fromkeys(EDITIONS["2019"].cells, 0), EDITIONS["2019"])
    path = "disclosure.administrative_licences.items_change"
    assert {"minus-one": -1}.items() <= {
        fault.name: fault.changes[path] for fault in found if set(fault.changes) == {path}
    }.items()


def test_neighbouring_columns_are_swapped_as_a_whole():
    values = {**ZEROS, ROW[0]: 4, ROW[1]: 7}
    swapped = [f for f in named_faults(values, FORM) if f.name == "swapped-columns"]
    assert swapped[0].changes == {ROW[0]: 7, ROW[1]: 4}
    assert swapped[0].applied_to(values) == {**values, ROW[0]: 7, ROW[1]: 4}


def test_a_lost_cell_moves_the_rest_of_its_row_up():
    values = {**ZEROS, **dict(zip(ROW, (1, 2, 3, 4, 10), strict=True))}
    shifted = [f for f in named_faults(values, FORM) if f.name == "shifted-row"]
    changes = {ROW[1]: 3, ROW[2]: 4, ROW[3]: 10, ROW[4]: None}
    assert changes in [fault.changes for fault in shifted]


@each_edition
@pytest.mark.parametrize("name", ["plus-one", "minus-one", "transposed-digits", "times-ten"])
def test_each_slip_of_a_cell_in_an_equality_is_caught(edition, name):
    values = valid_cells(edition, Random(7))
    balanced = {
        path for identity in edition.identities if identity.relation == "="
        for path in identity.cells
    }  # fmt: skip
    for fault in named_faults(values, edition):
        (path, *_) = fault.changes
        if fault.name == name and path in balanced:
            verdicts = judge(edition, fault.applied_to(values))
            assert any(
                verdicts[identity.name] == "violated" and path in identity.cells
                for identity in edition.identities
            )


@each_edition
def test_a_fault_always_alters_the_report(edition):
    @settings(max_examples=20)
    @given(cells(edition), st.data())
    def check(values, data):
        fault = data.draw(faults(values, edition))
        assert fault.changes
        altered = fault.applied_to(values)
        assert {path for path in values if altered[path] != values[path]} == set(fault.changes)

    check()

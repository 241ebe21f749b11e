"""Wrong cells of the statutory tables: found, narrowed down, or proved to be many."""

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.repairs.tables import (
    certainty,
    check_one_wrong_cell,
    check_two_wrong_cells,
    component_of,
    located,
    pairs,
    table_three,
)

import gikqa_foia_us
from gikqa._repairs.components import Component, components
from gikqa._repairs.locate import locate
from gikqa.editions import load_edition, load_editions
from gikqa.testing.report_strategies import cells as valid_cells

EDITION = load_editions()["2021"]
REQUESTS = component_of(EDITION, "requests.granted.total")
REVIEW = component_of(EDITION, "disputes.review.total")
LARGEST = 2**63 - 1
SEEDS = st.integers(0, 2**32).map(Random)


@settings(max_examples=10)
@given(SEEDS)
def test_one_wrong_cell_of_table_three_is_located(random: Random):
    component, cells = table_three(random)
    for path in random.sample(component.paths, 3):
        check_one_wrong_cell(component, cells, path)


@settings(max_examples=15)
@given(SEEDS)
def test_of_two_wrong_cells_both_are_among_the_repairs_or_one_cell_explains_it(random: Random):
    check_two_wrong_cells(*table_three(random), random)


def test_a_wrong_total_of_table_four_is_narrowed_to_the_cells_of_its_equation():
    cells = dict.fromkeys(EDITION.cells, 0)
    cells |= {"disputes.review.upheld": 3, "disputes.review.total": 5}
    found = located(REVIEW, cells)
    assert certainty(found) == "narrowed"
    assert set(pairs(found)) == {
        (("disputes.review.upheld", "5"),),
        (("disputes.review.corrected", "2"),),
        (("disputes.review.other", "2"),),
        (("disputes.review.pending", "2"),),
        (("disputes.review.total", "3"),),
    }


def test_a_cell_that_would_have_to_be_negative_is_no_repair():
    cells = dict.fromkeys(EDITION.cells, 0) | {"disputes.review.upheld": 3}
    found = located(REVIEW, cells)
    assert pairs(found) == [
        (("disputes.review.upheld", "0"),),
        (("disputes.review.total", "3"),),
    ]


def test_a_blank_beside_the_wrong_cell_leaves_its_value_open():
    cells = dict.fromkeys(EDITION.cells, 0)
    cells |= {"disputes.review.upheld": 3, "disputes.review.other": None}
    found = located(REVIEW, cells)
    assert pairs(found) == [
        (("disputes.review.upheld", "0"),),
        (("disputes.review.total", None),),
    ]


def test_many_wrong_rows_are_proved_to_be_more_than_four_cells():
    cells = dict.fromkeys(EDITION.cells, 0)
    rows = ("granted", "granted_in_part", "unable_not_held", "unable_unclear", "other_misc")
    cells |= {f"requests.{row}.natural_person": 1 for row in rows}
    found = located(REQUESTS, cells)
    assert (certainty(found), found.least, found.gave_up) == ("detected", 5, False)


def test_a_search_without_steps_left_says_at_how_many_cells():
    cells = dict.fromkeys(EDITION.cells, 0) | {"requests.granted.total": 1}
    found = locate(REQUESTS, [cells[path] for path in REQUESTS.paths], steps=1)
    assert found is not None
    assert (certainty(found), found.least, found.gave_up) == ("detected", 1, True)


@pytest.mark.parametrize("path", ["requests.new_received.total", "requests.granted.total"])
def test_values_at_the_end_of_int64_are_exact(path):
    cells = dict.fromkeys(EDITION.cells, 0)
    for row in ("new_received", "granted", "total_concluded"):
        cells |= {f"requests.{row}.{column}": LARGEST for column in ("natural_person", "total")}
    found = located(REQUESTS, cells | {path: LARGEST - 1})
    assert pairs(found) == [((path, str(LARGEST)),)]


def test_signed_cells_may_become_negative():
    edition = load_editions()["2019"]
    path = "disclosure.administrative_licences.items_change"
    component = component_of(edition, path)
    cells = dict.fromkeys(edition.cells, 0) | {path: -3}
    found = located(component, cells)
    assert {tuple(one.cell for one in repair.changes) for repair in found.repairs} == {
        (path,),
        ("disclosure.administrative_licences.items_previous_year",),
    }


def test_amounts_of_money_are_repaired_to_the_last_place():
    edition = load_editions()["2014"]
    money = next(cell.path for cell in edition.cells.values() if cell.kind.value == "money")
    component = Component((money,), (), frozenset(), frozenset({0}))
    value = Decimal("12345678901234.123456")
    steps = component.steps(0, value)
    assert component.spell(0, steps) == str(value)
    assert component.spell(0, -steps) == f"-{value}"


@settings(max_examples=10)
@given(st.randoms(use_true_random=False), valid_cells(EDITION))
def test_the_order_of_identities_and_cells_does_not_matter(random: Random, cells):
    for path in random.sample(REQUESTS.paths, 2):
        cells[path] += random.randrange(1, 30)
    found = (
        located(REQUESTS, cells) if locate(REQUESTS, [cells[p] for p in REQUESTS.paths]) else None
    )
    identities = [one for one in EDITION.identities if one.rule.startswith("GIK30")]
    random.shuffle(identities)
    names = random.sample(list(EDITION.cells), len(EDITION.cells))
    shuffled = [
        one
        for one in components(identities, {name: EDITION.cells[name].kind for name in names})
        if "requests.granted.total" in one.paths
    ]
    again = located(shuffled[0], cells) if found else None
    assert _as_sets(found) == _as_sets(again)


def _as_sets(found):
    return found and (
        certainty(found),
        found.least,
        {(frozenset(one.changes), one.cost) for one in found.repairs},
    )


def test_the_form_of_a_plugin_is_searched_by_the_same_code():
    foia = load_edition(Path(gikqa_foia_us.__file__).with_name("us-foia-2008.toml"))
    path = "foia_requests.volume.processed"
    component = component_of(foia, path)
    cells = dict.fromkeys(foia.cells, 0)
    for row in ("received", "processed"):
        cells[f"foia_requests.volume.{row}"] = 7
    for row in ("total", "full_grants"):
        cells[f"foia_requests.disposition.{row}"] = 7
    found = located(component, cells | {path: 9})
    assert certainty(found) == "located"
    assert pairs(found) == [((path, "7"),)]


def test_no_cell_alone_mends_a_total_that_contradicts_both_sides():
    """As in a real report: 7 received, 10 concluded, 9 outcomes, of one kind of applicants."""
    edition = load_editions()["2019"]
    component = component_of(edition, "requests.granted.total")
    cells = dict.fromkeys(edition.cells, 0)
    counts = {"new_received": 7, "total_concluded": 10, "granted": 7, "unable_not_held": 2}
    for column in ("natural_person", "total"):
        cells |= {f"requests.{row}.{column}": count for row, count in counts.items()}
    found = located(component, cells)
    assert (certainty(found), found.least, len(found.repairs)) == ("narrowed", 4, 42)
    assert pairs(found)[0] == tuple(
        (f"requests.{row}.{column}", "9")
        for row in ("new_received", "total_concluded")
        for column in ("natural_person", "total")
    )

"""Every edition can be satisfied; each identity says something new, or it is known why not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from gikqa._proofs.edition_analysis import feasible, gap, groups, witnesses
from gikqa._proofs.linear import add, combination
from gikqa.editions import Identity, Relation, load_editions
from gikqa.testing import judge

EDITIONS = load_editions()
each_edition = pytest.mark.parametrize("key", EDITIONS)


@cache
def witnesses_of(key):
    return witnesses(EDITIONS[key])


def small(*identities):
    """The edition of 2021 with other identities, over its cells a, b, c of one table."""
    return replace(
        EDITIONS["2021"],
        identities=tuple(
            Identity(f"I{number}", "GIK999", relation, paths(left), paths(right), constant, "test")
            for number, (left, relation, right, constant) in enumerate(identities)
        ),
    )


CELLS = {
    "a": "disputes.review.upheld",
    "b": "disputes.review.corrected",
    "c": "disputes.review.other",
    "m": "disclosure.administrative_fees.amount_wan",
}


def paths(letters):
    return tuple(CELLS[letter] for letter in letters)


@each_edition
def test_a_report_with_something_in_every_cell_satisfies_all_identities(key):
    report = feasible(EDITIONS[key])
    assert min(report.values()) >= 1
    assert set(judge(EDITIONS[key], report).values()) == {"passed"}


@each_edition
def test_the_plainest_report_is_all_zeros(key):
    assert set(feasible(EDITIONS[key], least=0).values()) == {0}


@each_edition
def test_each_witness_breaks_its_identity_alone(key):
    found = {name: w for name, w in witnesses_of(key).items() if isinstance(w, dict)}
    assert found
    for name, report in found.items():
        verdicts = judge(EDITIONS[key], report)
        assert [other for other in verdicts if verdicts[other] != "passed"] == [name]


@each_edition
def test_each_implied_identity_is_a_sum_of_the_identities_that_imply_it(key):
    forms = {identity.name: gap(identity) for identity in EDITIONS[key].identities}
    for name, implying in witnesses_of(key).items():
        if not isinstance(implying, tuple):
            continue
        shares = combination(forms[name], {other: forms[other] for other in implying})
        assert shares is not None
        assert set(shares) == set(implying)
        total = {}
        for other, share in shares.items():
            total = add(total, forms[other], share)
        assert total == forms[name]
        # Sparing each in turn is slow in table 3, where one case of each kind speaks for all.
        for spared in implying if name in ("R1:total", "R2:total", "R3:carried_in") else ():
            rest = {other: forms[other] for other in implying if other != spared}
            assert combination(forms[name], rest) is None


@each_edition
def test_every_identity_has_a_witness_or_is_implied(key):
    names = {identity.name for identity in EDITIONS[key].identities}
    assert witnesses_of(key).keys() == names


@pytest.mark.parametrize(("key", "implied"), [("2014", 0), ("2019", 37), ("2021", 39)])
def test_only_the_equalities_of_table_three_imply_each_other(key, implied):
    found = {name for name, w in witnesses_of(key).items() if isinstance(w, tuple)}
    assert len(found) == implied
    assert {name.partition(":")[0] for name in found} <= {"R1", "R2", "R3"}


def test_the_balance_of_the_total_column_follows_from_the_other_columns():
    columns = EDITIONS["2021"].table("requests").blocks[0].columns
    rows = ("new_received", "carried_in", "total_concluded", "carried_out")
    assert set(witnesses_of("2021")["R1:total"]) == {
        *(f"R1:{column.key}" for column in columns if column.key != "total"),
        *(f"R3:{row}" for row in rows),
    }


@each_edition
def test_groups_share_no_cell_and_leave_no_identity_out(key):
    found = groups(EDITIONS[key].identities)
    cells = [{path for identity in group for path in identity.cells} for group in found]
    assert sum(map(len, cells)) == len(set().union(*cells))
    assert sorted(identity.name for group in found for identity in group) == sorted(
        identity.name for identity in EDITIONS[key].identities
    )


def test_identities_that_contradict_each_other_have_no_report():
    edition = small(("a", Relation.AT_LEAST, "b", 1), ("b", Relation.AT_LEAST, "a", 0))
    assert feasible(edition) is None
    with pytest.raises(ValueError, match="no report satisfies"):
        witnesses(edition)


def test_a_constant_moves_the_plainest_report_away_from_zero():
    edition = small(("a", Relation.EQUAL, "b", 3), ("b", Relation.ZERO_IMPLIES_ZERO, "a", 0))
    report = feasible(edition, least=0)
    assert report[CELLS["a"]] == report[CELLS["b"]] + 3
    assert report[CELLS["b"]] >= 1


def test_a_cell_that_must_be_zero_still_leaves_a_report():
    edition = small(("ab", Relation.AT_MOST, "a", 0))
    report = feasible(edition)
    assert (report[CELLS["b"]], report[CELLS["c"]]) == (0, 1)


def test_an_inequality_can_follow_from_two_others():
    edition = small(
        ("a", Relation.AT_MOST, "b", 0),
        ("b", Relation.AT_MOST, "c", 0),
        ("a", Relation.AT_MOST, "c", 0),
        ("a", Relation.AT_MOST, "bc", 0),
    )
    found = witnesses(edition)
    assert found["I2"] == ("I0", "I1")
    assert found["I3"] in {("I0",), ("I2",)}
    assert isinstance(found["I1"], dict) or found["I1"] == ()


def test_an_equality_can_follow_from_inequalities():
    edition = small(
        ("a", Relation.EQUAL, "b", 0),
        ("a", Relation.AT_MOST, "b", 0),
        ("a", Relation.AT_LEAST, "b", 0),
    )
    assert witnesses(edition) == {"I0": ("I1", "I2"), "I1": ("I0",), "I2": ("I0",)}


def test_an_identity_that_no_report_can_break_is_implied_by_nothing():
    assert witnesses(small(("a", Relation.AT_LEAST, "", 0))) == {"I0": ()}


def test_a_limit_of_money_is_broken_by_its_smallest_step():
    (report,) = witnesses(small(("m", Relation.AT_MOST, "", 10))).values()
    assert report[CELLS["m"]] == Decimal("10.000001")


def test_fractions_are_not_passed_off_as_counts():
    assert feasible(small(("aa", Relation.EQUAL, "", 1))) is None


def test_a_combination_names_its_coefficients():
    rows = {"x": {"p": Fraction(1), "q": Fraction(1)}, "y": {"q": Fraction(2)}}
    assert combination({"p": Fraction(2)}, rows) == {"x": Fraction(2), "y": Fraction(-1)}
    assert combination({"r": Fraction(1)}, rows) is None

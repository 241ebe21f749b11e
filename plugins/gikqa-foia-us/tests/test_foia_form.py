"""The form as data: sound reports give no finding, one wrong cell those that contain it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sound_forms import FORM, sound_forms

import gikqa
from gikqa import Status
from gikqa.editions import Relation, Scope, edition_for, load_editions
from gikqa.testing import export_table, judge, mutations, valid_cells
from gikqa_foia_us import gikqa_rules

OF_FORM = {identity.rule for identity in FORM.identities}
BETWEEN_TABLES = {rule.code for rule in gikqa_rules() if rule.whole is not None}
few = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def found_in(*reports, select=("US",)):
    """(rule, cells) of every finding, a list for each report."""
    rows = [
        {
            "report_id": f"r{n:05}",
            "publisher": f"Agency {n}",
            "year": 2023,
            "country": "US",
            **cells,
        }
        for n, cells in enumerate(reports)
    ]
    result = gikqa.lint(export_table(rows, [FORM]), select=list(select), jobs=1, lang="en")
    assert (result.failures, result.problems) == ((), ())
    found = {row["report_id"]: [] for row in rows}
    for row in result.findings.to_pylist():
        found[row["report_id"]].append((row["rule"], tuple(row["cells"])))
    return list(found.values())


def broken(cells):
    """(rule, cells) of every identity that the oracle of gikqa sees broken."""
    verdicts = judge(FORM, cells)
    return [
        (identity.rule, identity.cells)
        for identity in FORM.identities
        if verdicts[identity.name] is Status.VIOLATED
    ]


@few
@given(st.lists(sound_forms(), min_size=1, max_size=5))
def test_a_sound_form_gives_no_finding(forms):
    assert found_in(*forms) == [[] for _ in forms]


def test_what_the_identities_of_the_form_generate_breaks_none_of_them():
    rng = Random(1)
    reports = [valid_cells(FORM, rng) for _ in range(200)]
    assert sum(1 for report in reports if any(report.values())) > 100
    assert found_in(*reports, select=sorted(OF_FORM)) == [[] for _ in reports]


@few
@given(st.data())
def test_one_disturbed_cell_gives_the_identities_that_contain_it_and_no_other_finding(data):
    cells = data.draw(sound_forms())
    reports, paths = [], []
    for path, value in data.draw(st.lists(mutations(cells, FORM), min_size=8, max_size=8)):
        reports.append({**cells, path: value})
        paths.append(path)
    for path, report, found in zip(paths, reports, found_in(*reports), strict=True):
        of_identities = [one for one in found if one[0] not in BETWEEN_TABLES]
        assert sorted(of_identities) == sorted(broken(report))
        assert [one for one in found if path not in one[1]] == []
        equalities = {
            identity.cells
            for identity in FORM.identities
            if identity.relation is Relation.EQUAL and path in identity.cells
        }
        assert equalities <= {listed for _, listed in found}


@pytest.mark.parametrize("path", FORM.cells)
def test_every_cell_that_is_in_an_equality_is_missed_if_it_is_one_too_many(path, plain):
    contain = [one for one in FORM.identities if path in one.cells]
    changed = {**plain, path: plain[path] + 1}
    of_identities = set(broken(changed))
    equal = {(one.rule, one.cells) for one in contain if one.relation is Relation.EQUAL}
    assert equal <= of_identities <= {(one.rule, one.cells) for one in contain}


@pytest.fixture(scope="module")
def plain():
    return valid_cells(FORM, Random(7))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(sound_forms(), st.lists(st.sampled_from(list(FORM.cells)), min_size=1, max_size=60))
def test_blanks_in_a_sound_form_give_no_finding(cells, blank):
    assert found_in(cells | dict.fromkeys(blank)) == [[]]


def test_a_blank_that_two_equations_of_the_form_fix_at_different_numbers_is_found():
    cells = dict.fromkeys(FORM.cells, 0) | {
        "foia_requests.volume.received": 10,
        "foia_requests.volume.processed": None,
        "foia_requests.volume.pending_end": 3,
        "foia_requests.disposition.full_grants": 8,
        "foia_requests.disposition.total": 8,
    }
    named = (
        "foia_requests.volume.pending_end",
        "foia_requests.volume.processed",
        "foia_requests.volume.received",
        "foia_requests.disposition.total",
    )
    fits = cells | {"foia_requests.volume.pending_end": 2}
    assert found_in(cells, fits, select=["GIK312"]) == [[("GIK312", named)], []]


def test_the_form_is_for_the_united_states_from_2008_on():
    assert (FORM.scope, FORM.first_year, FORM.last_year) == (Scope("US"), 2008, None)
    editions = [*load_editions().values(), FORM]
    assert edition_for(2023, editions, country="US") is FORM
    assert edition_for(2007, editions, country="US") is None
    assert edition_for(2023, editions).key == "2021"


def test_no_cell_of_the_form_is_one_of_a_chinese_form():
    assert [
        path for form in load_editions().values() for path in form.cells.keys() & FORM.cells
    ] == []


def test_rows_and_columns_of_a_block_can_be_told_apart_by_label():
    for table in FORM.tables:
        for block in table.blocks:
            for lines in (block.rows, block.columns):
                labels = [(line.label, line.within) for line in lines]
                assert len(set(labels)) == len(labels)

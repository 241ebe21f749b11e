"""Laws that hold for every report: the examples are drawn first and judged in one call."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gikqa.editions import Kind, Relation
from gikqa.testing import cells, mutations
from judged_reports import EDITIONS, kernel, table_of

each_edition = pytest.mark.parametrize("key", EDITIONS)


def drawn(strategy, most):
    """Examples of a strategy; which ones depends on what else the process has imported."""
    found = []

    @settings(max_examples=most)
    @given(strategy)
    def collect(value):
        found.append(value)

    collect()
    assert found
    return found


def with_a_change(edition, row):
    """The row, and one changed cell of it."""
    return st.tuples(st.just(row), mutations(row, edition))


@each_edition
def test_a_report_that_is_valid_by_construction_has_no_finding(key, lint):
    edition = EDITIONS[key]

    rows = drawn(cells(edition), 100)
    assert lint(table_of(edition, rows)).findings.to_pylist() == []


@each_edition
def test_blanks_in_a_valid_report_are_no_findings(key, lint):
    edition = EDITIONS[key]

    rows = drawn(cells(edition, blanks=True), 50)
    assert lint(table_of(edition, rows)).findings.to_pylist() == []


@each_edition
def test_a_changed_cell_of_an_equality_is_named_by_a_finding(key, lint):
    edition = EDITIONS[key]
    equal = [one for one in edition.identities if one.relation is Relation.EQUAL]

    changes = drawn(cells(edition).flatmap(partial(with_a_change, edition)), 60)
    changed = [row | {path: value} for row, (path, value) in changes]
    found = [[] for _ in changes]
    for line in lint(table_of(edition, changed)).findings.to_pylist():
        found[int(line["report_id"].rpartition("-")[2])].append(tuple(line["cells"]))
    for (_, (path, _)), named in zip(changes, found, strict=True):
        assert {one.cells for one in equal if path in one.cells} <= set(named)
        assert [cells for cells in named if path not in cells] == []


@each_edition
def test_each_cell_of_an_equality_is_named_when_it_is_off_by_one(key, lint):
    edition = EDITIONS[key]
    balanced = {
        path for one in edition.identities if one.relation is Relation.EQUAL for path in one.cells
    }
    zeros = dict.fromkeys(edition.cells, 0)
    paths = list(edition.cells)
    rows = [zeros | {path: 1} for path in paths]
    named = {path: set() for path in paths}
    for line in lint(table_of(edition, rows)).findings.to_pylist():
        changed_path = paths[int(line["report_id"].rpartition("-")[2])]
        named[changed_path].update(line["cells"])
    assert {path for path in balanced if path not in named[path]} == set()


@each_edition
def test_filling_a_blank_settles_what_it_left_open_and_changes_nothing_else(key):
    edition = EDITIONS[key]

    @settings(max_examples=40)
    @given(cells(edition, blanks=True), st.data())
    def collect(row, data):
        if data.draw(st.booleans()):
            path, value = data.draw(mutations(row, edition))
            row = row | {path: value}
        blanks = [path for path, value in row.items() if value is None]
        blank = data.draw(st.sampled_from(blanks or list(row)))
        signed = edition.cells[blank].kind is Kind.SIGNED
        value = data.draw(st.integers(-50 if signed else 0, 50))
        pairs.append((blank, row | {blank: None}, row | {blank: value}))

    pairs = []
    collect()
    assert pairs
    rows = [row for _, *both in pairs for row in both]
    verdicts = kernel(edition, table_of(edition, rows))
    for (blank, *_), before, after in zip(pairs, verdicts[::2], verdicts[1::2], strict=True):
        for one in edition.identities:
            if blank not in one.cells or before[one.name] != "undetermined":
                assert after[one.name] == before[one.name]

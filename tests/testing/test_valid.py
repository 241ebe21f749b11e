"""Reports that are valid by construction are valid, in whichever way they are drawn."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from gikqa.editions import Identity, Kind, Relation, load_editions, parse_edition
from gikqa.testing import (
    cell_arrays,
    cells,
    exports,
    judge,
    mutations,
    reports,
    valid_cells,
    valid_columns,
)
from gikqa.testing.valid import cells_from_steps

# A form that no built-in edition resembles: zeros do not satisfy it, a total of money, a
# difference, a chain of inequalities, an implication both of whose sides are sums.
FOREIGN = parse_edition(
    tomllib.loads("""
edition = "foreign"
years = { first = 2030 }
instrument = "test"
verified = true
title = { zh = "试", en = "test" }
[[tables]]
key = "f"
title = "f"
domain_rule = "GIK999"
[[tables.blocks]]
label = "f"
rows = [{ key = "r", label = "r" }, { key = "s", label = "s" }]
columns = [
  { key = "opening", label = "1" }, { key = "in", label = "2" }, { key = "out", label = "3" },
  { key = "closing", label = "4" }, { key = "change", label = "5", kind = "signed" },
  { key = "fee", label = "6", kind = "money" }, { key = "fine", label = "7", kind = "money" },
  { key = "sum", label = "8", kind = "money" }, { key = "staff", label = "9" },
  { key = "chiefs", label = "10" }, { key = "free", label = "11" },
]
[[identities]]
id = "stock"
rule = "GIK999"
table = "f"
each = "row"
relation = "="
left = ["closing", "out"]
right = ["opening", "in"]
basis = "test"
[[identities]]
id = "change"
rule = "GIK999"
table = "f"
each = "row"
relation = "="
left = ["opening", "change"]
right = ["closing"]
basis = "test"
[[identities]]
id = "money"
rule = "GIK999"
table = "f"
each = "row"
relation = "="
left = ["sum"]
right = ["fee", "fine"]
constant = 3
basis = "test"
[[identities]]
id = "staff"
rule = "GIK999"
table = "f"
each = "row"
relation = ">="
left = ["staff"]
right = ["chiefs"]
constant = 1
basis = "test"
[[identities]]
id = "one-chief"
rule = "GIK999"
table = "f"
relation = "="
left = ["r.chiefs", "s.chiefs"]
right = []
constant = 1
basis = "test"
[[identities]]
id = "nothing"
rule = "GIK999"
table = "f"
each = "row"
relation = "zero-implies-zero"
left = ["in", "out"]
right = ["fee", "fine"]
basis = "test"
"""),
    "foreign.toml",
)
FORMS = [*load_editions().values(), FOREIGN]
each_form = pytest.mark.parametrize("edition", FORMS, ids=lambda edition: edition.key)


def in_domain(edition, values):
    return values.keys() == edition.cells.keys() and all(
        (isinstance(value, Decimal) if cell.kind is Kind.MONEY else type(value) is int)
        and (cell.kind is Kind.SIGNED or value >= 0)
        for cell, value in ((edition.cells[path], value) for path, value in values.items())
    )


@each_form
def test_drawn_cells_satisfy_every_identity(edition):
    @settings(max_examples=60)
    @given(cells(edition))
    def check(values):
        assert in_domain(edition, values)
        assert set(judge(edition, values).values()) == {"passed"}

    check()


@each_form
def test_blanks_in_a_valid_report_leave_it_passed_or_undetermined(edition):
    @settings(max_examples=30)
    @given(cells(edition, blanks=True))
    def check(values):
        verdicts = judge(edition, values)
        for identity in edition.identities:
            blank = any(values[path] is None for path in identity.cells)
            status = verdicts[identity.name]
            assert status == "passed" or (blank and status == "undetermined")

    check()


@each_form
def test_one_changed_cell_violates_every_equality_that_names_it(edition):
    @settings(max_examples=40, suppress_health_check=[HealthCheck.data_too_large])
    @given(cells(edition), st.data())
    def check(values, data):
        path, value = data.draw(mutations(values, edition))
        assert value != values[path]
        verdicts = judge(edition, values | {path: value})
        for identity in edition.identities:
            if path not in identity.cells:
                assert verdicts[identity.name] == "passed"
            elif identity.relation == "=":
                assert verdicts[identity.name] == "violated"

    check()


def test_what_cannot_be_mended_cell_by_cell_becomes_the_plainest_report():
    built_in = load_editions()["2021"]
    chain = [path for path in built_in.cells if path.startswith("requests.granted.")]
    # Each pass mends one link, from the far end: more links than passes.
    chain += [path for path in built_in.cells if path.startswith("requests.granted_in_part.")]
    links = tuple(
        Identity(f"I{n}", "GIK999", Relation.AT_MOST, (low,), (high,), 0, "test")
        for n, (low, high) in enumerate(pairwise(chain))
    )
    edition = replace(built_in, identities=links)
    falling = {path: 100 - n for n, path in enumerate(chain)}
    values = cells_from_steps(edition, falling | {"requests.other_misc.total": 3})
    assert set(judge(edition, values).values()) == {"passed"}
    assert {path: value for path, value in values.items() if value} == {
        "requests.other_misc.total": 3
    }


@pytest.mark.parametrize("edition", load_editions().values(), ids=lambda edition: edition.key)
def test_valid_cells_shrink_to_zeros(edition):
    # Without the phase that explains a failure: it costs far more than the shrinking.
    few = settings(max_examples=20, phases=[Phase.generate, Phase.shrink])
    assert set(find(cells(edition), lambda values: True, settings=few).values()) == {0}
    filled = find(cells(edition), lambda values: any(values.values()), settings=few)
    assert max(filled.values()) == 1


@each_form
def test_seeded_cells_satisfy_every_identity_and_repeat(edition):
    drawn = [valid_cells(edition, Random(seed)) for seed in range(40)]
    assert drawn == [valid_cells(edition, Random(seed)) for seed in range(40)]
    assert len({tuple(values.items()) for values in drawn}) > 5
    for values in drawn:
        assert in_domain(edition, values)
        assert set(judge(edition, values).values()) == {"passed"}


@each_form
def test_columns_satisfy_every_identity_and_repeat(edition):
    columns = valid_columns(edition, 300, np.random.default_rng(5))
    again = valid_columns(edition, 300, np.random.default_rng(5))
    assert columns.keys() == edition.cells.keys()
    for path, column in columns.items():
        assert column.dtype == np.int64
        assert column.tolist() == again[path].tolist()
    for row in range(300):
        values = {path: int(column[row]) for path, column in columns.items()}
        assert set(judge(edition, values).values()) == {"passed"}


@pytest.mark.parametrize("edition", load_editions().values(), ids=lambda edition: edition.key)
def test_columns_are_mostly_zero_and_sometimes_large(edition):
    columns = valid_columns(edition, 20_000, np.random.default_rng(1))
    zeros = np.mean([np.mean(column == 0) for column in columns.values()])
    assert 0.85 < zeros < 0.97
    assert max(column.max() for column in columns.values()) > 1000


@each_form
def test_columns_become_arrow_columns_of_the_same_values(edition):
    columns = valid_columns(edition, 50, np.random.default_rng(2))
    for path, array in cell_arrays(edition, columns).items():
        money = edition.cells[path].kind is Kind.MONEY
        assert array.type == (pa.decimal128(20, 6) if money else pa.int64())
        assert array.to_pylist() == columns[path].tolist()


@each_form
def test_a_report_has_the_year_and_the_headings_of_its_edition(edition):
    @settings(max_examples=15)
    @given(reports(edition, blanks=True))
    def check(row):
        assert edition.governs(row["year"])
        assert str(row["year"]) in row["title"]
        assert [section["number"] for section in row["sections"]] == [
            0,
            *(section.number for section in edition.sections),
        ]
        assert edition.cells.keys() <= row.keys()

    check()


@settings(max_examples=20)
@given(exports(*load_editions().values(), max_size=4))
def test_the_rows_of_an_export_are_numbered(rows):
    assert [row["report_id"] for row in rows] == [f"r{n}" for n in range(1, len(rows) + 1)]

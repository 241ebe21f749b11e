"""GIK311 on generated tables: silence where they add up, a finding where one number fills all."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import gikqa
from gikqa.editions import load_editions
from gikqa.testing import export_table, valid_columns

EDITIONS = [load_editions()[key] for key in ("2019", "2021")]


def found(rows, built_in):
    result = gikqa.lint(export_table(rows), select=["GIK311"], plugins=built_in, lang="en", jobs=1)
    assert result.failures == ()
    return [(row["report_id"], row["observed"]) for row in result.findings.to_pylist()]


def totals(edition):
    return [path for path in edition.cells if path.startswith("requests.") and "total" in path]


@settings(max_examples=30)
@given(
    seed=st.integers(0, 2**32 - 1),
    edition=st.sampled_from(EDITIONS),
    most=st.sampled_from([2, 3, 400]),
)
def test_tables_that_add_up_are_silent_however_small_their_numbers(built_in, seed, edition, most):
    rng = np.random.default_rng(seed)
    columns = valid_columns(edition, 200, rng)
    named = {"publisher": "甲县人民政府", "year": edition.first_year}
    rows = [
        named
        | {path: int(values[row]) for path, values in columns.items()}
        | {"report_id": f"r{row}"}
        for row in range(200)
    ]
    rows = [row for row in rows if max(row[path] for path in totals(edition)) <= most]
    assert not rows or found(rows, built_in) == []


@settings(max_examples=30)
@given(data=st.data(), edition=st.sampled_from(EDITIONS), number=st.integers(1, 10**6))
def test_one_number_in_six_totals_or_more_is_found(built_in, data, edition, number):
    done = "requests.total_concluded.total"
    paths = sorted({path for path in totals(edition) if path.endswith(".total")} - {done})
    filled = data.draw(st.sets(st.sampled_from(paths), min_size=3))
    cells = dict.fromkeys(edition.cells, data.draw(st.sampled_from([0, None])))
    cells |= dict.fromkeys([*filled, done], number)
    row = {"report_id": "r1", "publisher": "甲县人民政府", "year": edition.first_year} | cells
    wanted = [("r1", str(number))] if len(filled) >= 5 else []
    assert found([row], built_in) == wanted

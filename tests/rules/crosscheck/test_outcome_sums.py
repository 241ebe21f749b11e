"""The sums of outcomes for a whole batch are those for each of its reports."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import pyarrow as pa
import pytest

from gikqa.rules.crosscheck.table import OUTCOMES, block_sum, outcome_cells, outcome_value

YEARS = (2019, 2020, 2021, 2023)
REPORTS = 60


@dataclass
class Batch:
    columns: dict

    @property
    def rows(self):
        return len(self.columns["year"])


@dataclass
class OneReport:
    batch: Batch
    row: int

    @property
    def year(self):
        return self.batch.columns["year"][self.row].as_py()

    def cell(self, path):
        column = self.batch.columns.get(path)
        return None if column is None else column[self.row].as_py()


@pytest.mark.parametrize("absent", [0, 20])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_sum_is_known_just_where_no_blank_leaves_it_open(outcome, absent):
    rng = Random(f"{outcome}{absent}")
    paths = rng.sample(outcome_cells(), len(outcome_cells()) - absent)
    columns = {
        path: pa.array(rng.choices([None, 0, 1, 2], [1, 30, 5, 5], k=REPORTS), pa.int64())
        for path in paths
    }
    batch = Batch(columns | {"year": pa.array(rng.choices(YEARS, k=REPORTS), pa.int64())})
    one_by_one = [block_sum(OneReport(batch, row), outcome) for row in range(REPORTS)]
    assert any(each.complete for each in one_by_one) or absent
    assert outcome_value(outcome).evaluate(batch).to_pylist() == [
        each.least if each.complete else None for each in one_by_one
    ]

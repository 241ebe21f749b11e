"""Every engine gives the verdicts of the oracle, on thousands of reports of each edition.

Engines: the kernel with its screen (through `gikqa.lint` and alone), and the pandera schemas on
pyarrow, polars and pandas. The reports come from seeded generators and are judged in bulk.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from functools import cache

import numpy as np
import pandas as pd
import pandera.errors
import polars as pl
import pyarrow as pa
import pytest

from gikqa import schemas
from gikqa.editions import Kind, Relation
from gikqa.testing import valid_columns
from judged_reports import CODES, EDITIONS, Reports, kernel

each_edition = pytest.mark.parametrize("key", EDITIONS)
VALID, ONE, SEVERAL, SWAPPED, SHIFTED, FEW_BLANKS, MANY_BLANKS, BROKEN_BLANKS = range(8)
# The statistics table is small, so most of them are of its edition.
SIZES = {"2014": 1600, "2019": 500, "2021": 500}
OF_ALL_TOGETHER = "GIK312"
"""Judges the statements together; the oracle judges each alone."""
HUGE_SIZES = {"2014": 300, "2019": 150, "2021": 150}
LARGE = (2**53 + 1, 2**57 - 1, 2**57, 2**61, 2**62, 2**62 + 1, 2**63 - 1)


def plain_rows(edition, size, seed):
    """Valid reports, and reports that went wrong in each of several ways."""
    rng = np.random.default_rng(seed)
    columns = {path: column.tolist() for path, column in valid_columns(edition, size, rng).items()}
    rows = [{path: columns[path][n] for path in columns} for n in range(size)]
    paths = list(edition.cells)
    tables = {table.key: [cell.path for cell in table.cells] for table in edition.tables}
    lines = {}
    for path in paths:
        lines.setdefault(path.rpartition(".")[0], []).append(path)
    lines = [line for line in lines.values() if len(line) > 1]
    for n, row in enumerate(rows):
        fault = n % 8
        if fault in (ONE, SEVERAL, BROKEN_BLANKS):
            for path in rng.choice(paths, 1 if fault == ONE else rng.integers(2, 7)):
                row[path] = changed(row[path], edition.cells[path].kind, rng)
        if fault == SWAPPED:
            within = tables[rng.choice(list(tables))]
            one, other = rng.choice(within, 2)
            if edition.cells[one].kind is edition.cells[other].kind:
                row[one], row[other] = row[other], row[one]
        if fault == SHIFTED:
            line = lines[rng.integers(len(lines))]
            kinds = {edition.cells[path].kind for path in line}
            if kinds == {Kind.COUNT}:
                at = int(rng.integers(len(line) - 1))
                values = [row[path] for path in line]
                row.update(zip(line, [*values[:at], *values[at + 1 :], None], strict=True))
        blanks = {FEW_BLANKS: 3, MANY_BLANKS: len(paths) // 2, BROKEN_BLANKS: 4}.get(fault, 0)
        if fault == MANY_BLANKS and n % 16 == MANY_BLANKS:
            blanks = len(paths) if n % 32 == MANY_BLANKS else len(paths) * 9 // 10
        for path in rng.choice(paths, blanks, replace=False):
            row[path] = None
    return rows


def changed(value, kind, rng):
    if value is None:
        return 1
    new = value + int(rng.choice([1, -1, 10, 9 * int(value), int(rng.integers(1, 10**6))]))
    if kind is Kind.MONEY:
        return max(Decimal(new) + Decimal(int(rng.integers(100))) / 100, Decimal(0))
    if kind is Kind.SIGNED:
        return -int(rng.integers(1, 100)) if rng.integers(2) else new
    return max(new, 0)


def huge_rows(edition, size, seed):
    """Reports with values whose sums leave 64 bits, among them sums that wrap to a right answer."""
    rng = np.random.default_rng(seed)
    rows = []
    whole = [path for path, cell in edition.cells.items() if cell.kind is not Kind.MONEY]
    equal = [one for one in edition.identities if set(one.cells) <= set(whole)]
    for n in range(size):
        row = dict.fromkeys(edition.cells, 0)
        one = equal[int(rng.integers(len(equal)))]
        match n % 4:
            case 0:  # the total is there, and equal to one part
                large = LARGE[int(rng.integers(len(LARGE)))]
                row[one.left[0]] = large
                if one.right:
                    row[one.right[-1]] = large - int(rng.integers(2))
            case 1:  # the parts come to 2^64, which looks like zero in 64 bits
                for path in one.right[:4]:
                    row[path] = 2**62
            case 2:
                for path in rng.choice(whole, 12, replace=False):
                    row[path] = LARGE[int(rng.integers(len(LARGE)))]
            case 3:
                for path in rng.choice(whole, 40 if len(whole) > 80 else 12, replace=False):
                    row[path] = LARGE[int(rng.integers(len(LARGE)))]
                for path in rng.choice(whole, 10, replace=False):
                    row[path] = None
        rows.append(row)
    return rows


def breaking_rows(edition):
    """For each statement a report that breaks it, and one that leaves it open."""
    zeros = dict.fromkeys(edition.cells, 0)
    for one in edition.identities:
        signed = [path for path in one.left if edition.cells[path].kind is Kind.SIGNED]
        if one.relation is Relation.ZERO_IMPLIES_ZERO:
            yield zeros | {one.right[0]: 3}
        else:
            yield zeros | ({signed[0]: -3} if signed else {one.left[0]: 3})
        yield zeros | dict.fromkeys(one.cells)


@cache
def reports_of(key, huge):
    """The reports of an edition, made and judged by the oracle once a process."""
    edition = EDITIONS[key]
    if huge:
        return Reports(edition, huge_rows(edition, HUGE_SIZES[key], 11))
    return Reports(edition, plain_rows(edition, SIZES[key], 5) + list(breaking_rows(edition)))


@pytest.fixture(params=[(key, huge) for key in EDITIONS for huge in (False, True)], ids=str)
def judged(request):
    return reports_of(*request.param)


def test_the_sample_of_an_edition_has_every_verdict_of_every_statement(judged):
    seen = Counter()
    for verdicts in judged.verdicts:
        seen.update(verdicts.items())
    rare = [one.name for one in judged.edition.identities if len(judged.rows) >= 500]
    lacking = [
        (name, status) for name in rare for status in CODES.values() if not seen[name, status]
    ]
    assert lacking == []


def test_the_linter_finds_what_the_oracle_finds(judged, lint):
    result = lint(judged.table, ignore=[OF_ALL_TOGETHER])
    expected = judged.violated()
    found = {}
    for row in result.findings.to_pylist():
        found[row["report_id"], tuple(row["cells"])] = row
    assert found.keys() == expected.keys()
    assert len(found) == result.findings.num_rows
    for (report_id, _), row in found.items():
        identity = expected[report_id, tuple(row["cells"])]
        values = judged.rows[int(report_id.rpartition("-")[2])]
        assert (row["rule"], row["basis"]) == (identity.rule, identity.basis)
        assert (row["observed"], row["expected"]) == told(identity, values)


def told(identity, values):
    """What a finding says about both sides, in plain Python."""

    def side(paths, constant=0):
        total = sum((Fraction(values[p]) for p in paths if values[p] is not None), Fraction(0))
        total += constant
        number = format(Decimal(total.numerator) / Decimal(total.denominator), "f")
        text = str(total) if total.denominator == 1 else number.rstrip("0")
        return text, "≥ " if any(values[path] is None for path in paths) else ""

    left, left_mark = side(identity.left)
    right, right_mark = side(identity.right, identity.constant)
    return {
        Relation.EQUAL: (left_mark + left, right_mark + right),
        Relation.AT_MOST: (left_mark + left, f"≤ {right}"),
        Relation.AT_LEAST: (left_mark + left, f"≥ {right}"),
        Relation.ZERO_IMPLIES_ZERO: (right_mark + right, "0"),
    }[identity.relation]


def test_the_coverage_counts_the_verdicts_of_the_oracle(judged, lint):
    codes = sorted({one.rule for one in judged.edition.identities})
    result = lint(judged.table, select=codes)
    found = {
        (rule, status): reports
        for rule, statuses in result.statuses().items()
        for status, reports in statuses.items()
    }
    assert found == judged.by_rule()


def test_the_kernel_gives_each_verdict_of_the_oracle(judged):
    assert kernel(judged.edition, judged.table) == judged.verdicts


def test_reports_of_all_editions_in_one_export_are_judged_as_if_alone(lint, as_bytes):
    alone = [Reports(EDITIONS[key], plain_rows(EDITIONS[key], 160, 3)) for key in EDITIONS]
    expected = {key for reports in alone for key in reports.violated()}
    together = pa.concat_tables([one.table for one in alone], promote_options="default")
    mixed = together.take(pa.array(np.random.default_rng(1).permutation(len(together))))
    rows = lint(mixed, ignore=[OF_ALL_TOGETHER]).findings.to_pylist()
    assert {(row["report_id"], tuple(row["cells"])) for row in rows} == expected
    assert len(rows) == len(expected)


FRAMES = {
    "pyarrow": lambda table: table,
    "polars": lambda table: pl.from_arrow(table),
    "pandas": lambda table: table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get),
}


@pytest.mark.parametrize("kind", FRAMES)
@each_edition
def test_the_schemas_find_what_the_oracle_finds(key, kind):
    edition, parts = EDITIONS[key], [reports_of(key, huge) for huge in (False, True)]
    frame = FRAMES[kind](pa.concat_tables([parts[0].table, parts[1].renamed("huge").table]))
    ids = list(frame["report_id"].to_pylist() if kind == "pyarrow" else frame["report_id"])
    found = set()
    for table in edition.tables:
        schema = getattr(schemas, table.key)(key)
        names = {one.name: one for one in schema.identities}
        for error in errors_of(schema, frame):
            assert error.check.name in names, error
            found |= {(ids[row], names[error.check.name].cells) for row in failing(error)}
    assert found == {*parts[0].violated(), *parts[1].renamed("huge").violated()}


def errors_of(schema, frame):
    try:
        schema.validate(frame)
    except pandera.errors.SchemaErrors as errors:
        return errors.schema_errors
    return []


def failing(error):
    """The numbers of the rows that a check refuses."""
    passed = error.check_output
    if hasattr(passed, "collect"):
        passed = passed.collect()
    if hasattr(passed, "to_native"):
        passed = passed.to_native()
    if hasattr(passed, "column_names"):
        passed = passed.column(passed.column_names[-1])
    if hasattr(passed, "columns"):
        passed = passed[passed.columns[-1]]
    values = passed.to_pylist() if hasattr(passed, "to_pylist") else list(passed)
    return [row for row, value in enumerate(values) if not value]


def test_statements_within_a_table_are_all_that_there_are():
    for key, edition in EDITIONS.items():
        named = [one for t in edition.tables for one in getattr(schemas, t.key)(key).identities]
        assert sorted(one.name for one in named) == sorted(o.name for o in edition.identities)

"""GIK312 gives the verdict of all fillings of the blanks: equal to plain enumeration."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import numpy as np
import pyarrow as pa
import pytest

import gikqa
from gikqa._proofs.edition_analysis import groups
from gikqa._proofs.statements import statement_of
from gikqa._proofs.whole_numbers import solution
from gikqa.editions import Identity, Kind, Relation, load_editions
from gikqa.testing import valid_columns
from gikqa.testing.oracle import verdict
from judged_reports import table_of

EDITIONS = load_editions()
FORM = EDITIONS["2021"]
CODE = "GIK312"
TABLES = 150
"""Enumerated in the suite; 5,000 were compared once (`TABLES = 5_000`)."""
MOST_BLANKS = 12
CELLS = [cell.path for cell in FORM.table("requests").cells]


def equation(number, relation, left, right, constant=0):
    return Identity(f"I{number}", "GIK302", relation, tuple(left), tuple(right), constant, "test")


def sums_of_a_table(rng):
    """Rows and columns of a small table with their totals, some of them only as limits."""
    rows, columns = rng.integers(2, 4), rng.integers(2, 4)
    grid = [CELLS[row * 7 : row * 7 + columns + 1] for row in range(rows + 1)]
    relations = [Relation.EQUAL] * 5 + [Relation.AT_LEAST, Relation.AT_MOST]
    made = [(line[-1], line[:-1]) for line in grid]
    made += [(column[-1], column[:-1]) for column in zip(*grid, strict=True)]
    return tuple(
        equation(n, relations[rng.integers(7)], [total], parts)
        for n, (total, parts) in enumerate(made)
    )


def any_equations(rng):
    """Equations and inequalities over the same few cells, with constants."""
    cells = CELLS[: rng.integers(3, 9)]
    made = []
    for number in range(rng.integers(2, 6)):
        picked = rng.choice(cells, rng.integers(2, min(5, len(cells)) + 1), replace=False).tolist()
        cut = int(rng.integers(1, len(picked)))
        relation = list(Relation)[rng.integers(3)]
        made.append(
            equation(number, relation, picked[:cut], picked[cut:], int(rng.integers(-1, 2)))
        )
    return tuple(made)


def report_of(identities, rng):
    """Small numbers that nearly add up, and blanks among them."""
    row = dict.fromkeys(FORM.cells, 0)
    cells = list(dict.fromkeys(chain.from_iterable(one.cells for one in identities)))
    row |= {cell: int(rng.integers(0, 3)) for cell in cells}
    for one in identities:
        if one.relation is Relation.EQUAL and rng.random() < 0.9:
            right = sum(row[cell] for cell in one.right) + one.constant
            row[one.left[0]] = max(right - sum(row[cell] for cell in one.left[1:]), 0)
    if rng.random() < 0.5:
        cell = cells[rng.integers(len(cells))]
        row[cell] += 1
    blanks = rng.integers(1, min(MOST_BLANKS, len(cells)) + 1)
    return row | dict.fromkeys(rng.choice(cells, blanks, replace=False).tolist())


def can_hold(one, row):
    """Whether an equation holds, or blanks on the right side of it could still make it hold."""
    left, right = [row[cell] for cell in one.left], [row[cell] for cell in one.right]
    gap = sum(value or 0 for value in left) - sum(value or 0 for value in right) - one.constant
    too_large = gap > 0 and None not in right and one.relation is not Relation.AT_LEAST
    too_small = gap < 0 and None not in left and one.relation is not Relation.AT_MOST
    return not (too_large or too_small)


def some_filling_satisfies(identities, row):
    """Enumerate the fillings, blank by blank, and stop where an equation cannot hold any more.

    A value above the sum of all numbers, taken once for each equation, is never needed.
    """
    blanks = [cell for one in identities for cell in one.cells if row[cell] is None]
    if not blanks:
        return all(can_hold(one, row) for one in identities)
    numbers = [row[cell] or 0 for one in identities for cell in one.cells]
    most = sum(numbers) + sum(abs(one.constant) for one in identities)
    left_open = [one for one in identities if None in map(row.get, one.cells)]
    # An equality of which one cell is blank leaves it one value.
    narrow = min(
        left_open,
        key=lambda one: (
            one.relation is not Relation.EQUAL,
            [*map(row.get, one.cells)].count(None),
        ),
    )
    blank = next(cell for cell in narrow.cells if row[cell] is None)
    touched = [one for one in identities if blank in one.cells]
    for value in range(most + 1):
        filled = row | {blank: value}
        if all(can_hold(one, filled) for one in touched) and (
            some_filling_satisfies(identities, filled)
        ):
            return True
    return False


def expected(identities, row):
    """The verdict of GIK312 by its definition."""
    verdicts, violated = set(), False
    systems = [group for group in groups(identities) if len(group) > 1]
    if not systems:
        return "not_applicable"
    for group in systems:
        alone = {verdict(one, row, FORM) for one in group}
        verdicts |= alone
        own = {cell: row[cell] for one in group for cell in one.cells}
        violated |= "violated" not in alone and not some_filling_satisfies(group, own)
    return "violated" if violated else "undetermined" if "undetermined" in verdicts else "passed"


def with_identities(installed, identities):
    """The plugins, with other equations in the form of 2021."""
    return replace(
        installed, editions={**installed.editions, "2021": replace(FORM, identities=identities)}
    )


def statuses(result):
    """The status of GIK312 on each report, in their order."""
    names = ("violated", "undetermined", "passed", "not_applicable")
    return [next(name for name in names if line[name]) for line in result.verdicts.to_pylist()]


@pytest.mark.parametrize("make", [sums_of_a_table, any_equations])
def test_the_verdict_is_that_of_all_fillings(make, built_in, lint):
    compared = []
    for seed in range(TABLES // 2 // 25):
        rng = np.random.default_rng(seed)
        identities = make(rng)
        rows = [report_of(identities, rng) for _ in range(25)]
        plugins = with_identities(built_in, identities)
        result = lint(table_of(FORM, rows), plugins=plugins, select=[CODE])
        wanted = [expected(identities, row) for row in rows]
        assert statuses(result) == wanted
        compared += wanted
    assert set(compared) >= {"violated", "undetermined"}


@pytest.mark.parametrize("seed", range(4))
def test_filling_a_blank_turns_no_table_from_violated_to_passed_or_back(seed, built_in, lint):
    """The verdict on a table: violated if an equation of it is, or all of them together."""
    rng = np.random.default_rng(seed)
    identities = sums_of_a_table(rng)
    pairs = []
    for _ in range(60):
        before = report_of(identities, rng)
        blank = rng.choice([cell for cell, value in before.items() if value is None])
        pairs += [before, before | {blank: int(rng.integers(0, 5))}]
    plugins = with_identities(built_in, identities)
    result = lint(table_of(FORM, pairs), plugins=plugins, select=[CODE, "GIK302"])
    verdicts = [
        "violated" if line["violated"] else "open" if line["undetermined"] else "passed"
        for line in result.verdicts.to_pylist()
    ]
    changes = set(zip(verdicts[::2], verdicts[1::2], strict=True))
    assert ("violated", "violated") in changes
    assert changes & {("violated", "passed"), ("violated", "open"), ("passed", "violated")} == set()


@pytest.mark.parametrize("key", EDITIONS)
def test_blanks_in_a_valid_report_leave_room_for_the_report_itself(key, lint):
    edition = EDITIONS[key]
    rng = np.random.default_rng(3)
    columns = {path: one.tolist() for path, one in valid_columns(edition, 150, rng).items()}
    rows = []
    for number in range(150):
        blank = rng.random(len(columns)) < rng.choice([0.02, 0.3, 0.6, 0.9])
        values = {path: column[number] for path, column in columns.items()}
        rows.append(
            {
                path: None if gone else value
                for (path, value), gone in zip(values.items(), blank, strict=True)
            }
        )
    result = lint(table_of(edition, rows))
    assert result.findings.to_pylist() == []
    lines = [line for line in result.coverage.to_pylist() if line["rule"] == CODE]
    assert {line["status"] for line in lines} <= {"undetermined", "passed"}


def wrong_total():
    """A total of 8 where the parts are 7; two blanks hide it from each equation alone."""
    row = dict.fromkeys(FORM.cells, 0)
    for line, parts, total in (
        ("new_received", (5, None), 8),
        ("total_concluded", (5, 2), None),
        ("granted", (5, 2), 7),
    ):
        cells = [f"requests.{line}.{one}" for one in ("natural_person", "commercial_enterprise")]
        row |= {cells[0]: parts[0], cells[1]: parts[1], f"requests.{line}.total": total}
    return row


def test_two_equations_that_leave_different_numbers_for_a_blank_are_named(lint, rows_of, finding):
    assert rows_of(lint(table_of(FORM, [wrong_total()]), select=["GIK3"])) == [
        finding(
            CODE,
            "no numbers in the blanks (table 3 · new received × commercial enterprise) let the 2 "
            "relations of table 3 × commercial enterprise, table 3 · new received hold together: "
            "2=?; 8=5+?",
            report_id="2021-r-00000",
            publisher="青桐县人民政府",
            year=2021,
            cells=[
                "requests.total_concluded.commercial_enterprise",
                "requests.new_received.commercial_enterprise",
                "requests.new_received.total",
                "requests.new_received.natural_person",
            ],
            observed="2=?; 8=5+?",
            params={
                "count": "2",
                "place": "requests.commercial_enterprise, requests.new_received",
                "right": "requests.new_received.commercial_enterprise",
            },
            basis="国办公开办函〔2021〕30号，表三勾稽关系：第一项加第二项之和，等于第三项加第四项之和"
            "；国办公开办函〔2021〕30号，表三“总计”栏",
        )
    ]


def test_numbers_near_the_end_of_64_bits_are_exact(lint):
    large = 2**63 - 1
    row = dict.fromkeys(FORM.cells, 0)
    row |= {f"requests.new_received.{one}": large for one in ("natural_person", "total")}
    row |= {f"requests.granted.{one}": large - 1 for one in ("natural_person", "total")}
    row |= {
        "requests.total_concluded.natural_person": large,
        "requests.total_concluded.total": None,
    }
    row |= {"requests.refused_process.natural_person": None}
    (found,) = lint(table_of(FORM, [row]), select=[CODE]).findings.to_pylist()
    assert found["observed"] == f"{large}={large - 1}+?; 0=?"


@pytest.mark.parametrize(
    ("note", "verdict_of_reading"),
    [
        (gikqa.reading_note("requests", "a slip would mend it"), ("hint", "reading")),
        (gikqa.reading_note("requests", "or not", unclear=True), ("likely", None)),
        (gikqa.reading_note("disputes", "a slip would mend it"), ("proved", None)),
    ],
)
def test_where_the_reading_is_in_doubt_so_is_the_finding(note, verdict_of_reading, lint):
    table = table_of(FORM, [wrong_total()])
    notes = pa.array([{"tool": "t", "version": "1", "notes": [note]}])
    (found,) = lint(table.append_column("extraction", notes), select=[CODE]).findings.to_pylist()
    assert (found["confidence"], found["cause"]) == verdict_of_reading


def test_an_export_without_a_column_of_a_table_is_not_judged(lint):
    table = table_of(FORM, [wrong_total()]).drop_columns(["requests.granted.total"])
    result = lint(table, select=[CODE, "GIK401"])
    assert [(line["rule"], line["status"]) for line in result.coverage.to_pylist()] == [
        (CODE, "violated"),
        ("GIK401", "passed"),
    ]


def test_each_form_has_whole_corners_so_that_nothing_is_given_up(lint):
    """Blanks everywhere but in some totals, which the plain filling cannot always satisfy."""
    rng = np.random.default_rng(9)
    for edition in EDITIONS.values():
        rows = []
        for _ in range(40):
            keep = rng.random(len(edition.cells)) < 0.4
            rows.append(
                {
                    path: int(rng.integers(0, 9)) if kept and cell.kind is Kind.COUNT else None
                    for (path, cell), kept in zip(edition.cells.items(), keep, strict=True)
                }
            )
        for identities in map(counted, groups(edition.identities)):
            for row in rows:
                open_ones = [one for one in identities if None in map(row.get, one.cells)]
                if open_ones:
                    # It raises GaveUpError where it does not know.
                    solution([statement_of(one, row) for one in open_ones])


def counted(identities):
    """Those over counts that say more than that zero implies zero."""
    return [
        one
        for one in identities
        if one.relation is not Relation.ZERO_IMPLIES_ZERO
        and all(cell.endswith("_wan") is False for cell in one.cells)
    ]

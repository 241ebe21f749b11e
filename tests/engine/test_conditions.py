"""Conditions have three values, the same as plain Python finds report by report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa import Condition, all_of, any_of, cell, column, how_many, judged, known, sum_of

LARGEST = 2**63 - 1
COUNTS, MONEY, TEXTS = ("a", "b", "c"), ("money", "fees"), ("level",)
TABLE = {"county": 5, "city": LARGEST}


@dataclass(frozen=True)
class Columns:
    """A few reports, as conditions see them."""

    rows: int
    columns: dict[str, pa.Array]


counts = st.none() | st.integers(0, 9) | st.sampled_from([2**57, 2**62, LARGEST - 1, LARGEST])
amounts = st.none() | st.decimals(0, 20, places=2) | st.sampled_from([Decimal("99999999999999.5")])
texts = st.none() | st.sampled_from(["county", "city", "town", ""])
reports = st.lists(
    st.fixed_dictionaries(
        dict.fromkeys(COUNTS, counts) | dict.fromkeys(MONEY, amounts) | dict.fromkeys(TEXTS, texts)
    ),
    min_size=1,
    max_size=6,
)
TYPES = dict.fromkeys(COUNTS, pa.int64()) | dict.fromkeys(MONEY, pa.decimal128(38, 6))


def batch_of(rows, absent=()):
    """The reports as columns, without those that the export lacks."""
    kinds = TYPES | dict.fromkeys(TEXTS, pa.string())
    return Columns(
        len(rows),
        {
            name: pa.array([row[name] for row in rows], kind)
            for name, kind in kinds.items()
            if name not in absent
        },
    )


def unless_blank(function):
    """The function, and None where one of its operands is blank."""
    return lambda *values: None if None in values else function(*values)


def both(one, other):
    return False if False in (one, other) else None if None in (one, other) else True


def either(one, other):
    return True if True in (one, other) else None if None in (one, other) else False


def opposite(one):
    return None if one is None else not one


plus, times = unless_blank(lambda a, b: a + b), unless_blank(lambda a, b: a * b)
more, same = unless_blank(lambda a, b: a > b), unless_blank(lambda a, b: a == b)
a, b, c, money, fees = map(cell, (*COUNTS, *MONEY))
level = column("level")

CASES = {
    "sum": (a + b > c, lambda r: more(plus(r["a"], r["b"]), r["c"])),
    "sum of three": (
        sum_of([a, b, c]) > 5,
        lambda r: more(plus(plus(r["a"], r["b"]), r["c"]), 5),
    ),
    "sum of amounts": (money + fees > a, lambda r: more(plus(r["money"], r["fees"]), r["a"])),
    "product": (money > a * b, lambda r: more(r["money"], times(r["a"], r["b"]))),
    "double": (a * 2 > b, lambda r: more(times(r["a"], 2), r["b"])),
    "amount and count": (money.equals(a), lambda r: same(r["money"], r["a"])),
    "blank as zero": (
        sum_of([a.or_zero(), b.or_zero()]) > c,
        lambda r: more((r["a"] or 0) + (r["b"] or 0), r["c"]),
    ),
    "amount blank as zero": (money.or_zero() > 1, lambda r: (r["money"] or 0) > 1),
    "table": (
        a > level.looked_up_in(TABLE, otherwise=7) * b,
        lambda r: more(r["a"], times(TABLE.get(r["level"], 7), r["b"])),
    ),
    "how many": (
        how_many([a > 3, b > 3, c > 3]) >= 2,
        lambda r: sum(more(r[name], 3) is True for name in COUNTS) >= 2,
    ),
    "blank": (a.is_blank() & level.is_blank(), lambda r: r["a"] is None and r["level"] is None),
    "and": ((a > b) & (b > c), lambda r: both(more(r["a"], r["b"]), more(r["b"], r["c"]))),
    "or": ((a > b) | (b > c), lambda r: either(more(r["a"], r["b"]), more(r["b"], r["c"]))),
    "not": (~(a > b), lambda r: opposite(more(r["a"], r["b"]))),
    "known": (known(a > b), lambda r: more(r["a"], r["b"]) is True),
    "provided": (
        (a > b).provided(b > c),
        lambda r: more(r["a"], r["b"]) if more(r["b"], r["c"]) else None,
    ),
    "all": (
        all_of([a > 3, b > 3, c > 3]),
        lambda r: both(both(more(r["a"], 3), more(r["b"], 3)), more(r["c"], 3)),
    ),
    "any": (
        any_of([a > 3, b > 3, c > 3]),
        lambda r: either(either(more(r["a"], 3), more(r["b"], 3)), more(r["c"], 3)),
    ),
    "text": (
        level.is_one_of(["city", "town"]),
        lambda r: None if r["level"] is None else r["level"] in ("city", "town"),
    ),
    "equal text": (level.equals("city"), lambda r: same(r["level"], "city")),
    "function": (
        judged(lambda number, text: (number or 0) > 3 and text != "city", "a", "level"),
        lambda r: (r["a"] or 0) > 3 and r["level"] != "city",
    ),
    "pattern": (
        level.matches("^c"),
        lambda r: None if r["level"] is None else r["level"].startswith("c"),
    ),
}
each_case = pytest.mark.parametrize("name", CASES)


@each_case
@given(rows=reports)
def test_a_condition_has_the_value_that_plain_python_finds(name, rows):
    condition, expected = CASES[name]
    assert condition.evaluate(batch_of(rows)).to_pylist() == [expected(row) for row in rows]


@each_case
@given(rows=reports, absent=st.sets(st.sampled_from([*COUNTS, *MONEY, *TEXTS])))
def test_a_column_that_the_export_lacks_counts_as_blank(name, rows, absent):
    condition, expected = CASES[name]
    blank = [row | dict.fromkeys(absent) for row in rows]
    found = condition.evaluate(batch_of(rows, absent)).to_pylist()
    assert found == [expected(row) for row in blank]


@given(rows=reports, absent=st.sets(st.sampled_from(COUNTS)))
def test_a_column_is_exported_or_is_not_whatever_the_report_says(rows, absent):
    batch = batch_of(rows, absent)
    assert a.is_exported().evaluate(batch).to_pylist() == ["a" not in absent] * len(rows)
    both_there = not absent & {"a", "b"}
    assert (a + b).is_exported().evaluate(batch).to_pylist() == [both_there] * len(rows)


def test_dates_are_compared_and_taken_apart():
    days = [date(2021, 12, 31), date(2022, 1, 1), None]
    batch = Columns(3, {"day": pa.array(days), "year": pa.array([2021, 2021, 2021])})
    day = column("day")
    assert (day < date(2022, 1, 1)).evaluate(batch).to_pylist() == [True, False, None]
    assert day.year().equals(column("year")).evaluate(batch).to_pylist() == [True, False, None]
    assert day.month().equals(12).evaluate(batch).to_pylist() == [True, False, None]
    assert (day.day() > 1).evaluate(batch).to_pylist() == [True, False, None]


def test_a_date_that_the_export_lacks_is_unknown():
    batch = Columns(1, {})
    for condition in (column("day") < date(2022, 1, 1), column("day").year().equals(2021)):
        assert condition.evaluate(batch).to_pylist() == [None]


def test_what_is_rare_decides_without_the_second_condition():
    batch = batch_of([{"a": 1, "b": 2, "c": 3, "money": None, "fees": None, "level": "city"}])

    def refuse(batch):
        raise AssertionError("evaluated although the first condition is true of no report")

    second = Condition(("c",), refuse)
    assert ((a > b) & second).evaluate(batch).to_pylist() == [False]
    assert ((a > b) & second).reads == ("a", "b", "c")
    assert all_of([a > b, second]).evaluate(batch).to_pylist() == [False]


def test_all_of_nothing_is_true_and_any_of_nothing_is_false():
    batch = Columns(2, {})
    assert all_of([]).evaluate(batch).to_pylist() == [True, True]
    assert any_of([]).evaluate(batch).to_pylist() == [False, False]


def test_a_condition_has_no_truth_of_its_own():
    with pytest.raises(TypeError, match=r"\& \| ~"):
        assert a > b

"""Which types and values of a column are read, and what becomes of those that are not."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

GRANTED = "requests.granted.total"
FEE = "disclosure.administrative_fees.amount_wan"
CHANGE = "disclosure.administrative_licences.items_change"
DECIMAL = pa.decimal128(20, 6)


@pytest.fixture
def offences(lint, rows_of, typed):
    """(row, value as it was seen) of the cells of one column that are out of their domain."""

    def judge(path, array, edition="2021"):
        table = typed(edition, rows=len(array), **{path: array})
        rule = {"requests": "GIK301", "disclosure": "GIK201", "statistics": "GIK901"}
        result = lint(table, select=[rule[path.partition(".")[0]]])
        return [(row["report_id"], row["observed"]) for row in rows_of(result)]

    return judge


# Counts

FINE = {
    "int8": pa.array([0, 127], pa.int8()),
    "int16": pa.array([0, 32767], pa.int16()),
    "int32": pa.array([0, 2**31 - 1], pa.int32()),
    "int64": pa.array([0, 2**63 - 1], pa.int64()),
    "uint8": pa.array([0, 255], pa.uint8()),
    "uint16": pa.array([0, 2**16 - 1], pa.uint16()),
    "uint32": pa.array([0, 2**32 - 1], pa.uint32()),
    "uint64": pa.array([0, 2**63 - 1], pa.uint64()),
    "float16": pa.array(np.array([0, 2048], np.float16)),
    "float32": pa.array([0.0, 2.0**24], pa.float32()),
    "float64": pa.array([0.0, 2.0**53], pa.float64()),
    "minus zero": pa.array([-0.0, 1.0], pa.float64()),
    "decimal": pa.array([Decimal("0.00"), Decimal("7.00")]),
    "decimal32": pa.array([Decimal(0), Decimal(7)], pa.decimal32(5, 0)),
    "decimal64": pa.array([Decimal(0), Decimal(7)], pa.decimal64(15, 2)),
    "a wide decimal": pa.array([Decimal(0), Decimal(2**63 - 1)], pa.decimal128(38, 10)),
    "a decimal of 256 bits": pa.array([Decimal(0), Decimal(2**63 - 1)], pa.decimal256(76, 30)),
    "blanks": pa.array([None, None], pa.int64()),
    "blank floats": pa.array([None, None], pa.float64()),
    "blank decimals": pa.array([None, None], pa.decimal128(10, 2)),
    "nothing at all": pa.nulls(2),
}


@pytest.mark.parametrize("array", FINE.values(), ids=FINE)
def test_whole_numbers_of_every_type_are_counts(offences, array):
    assert offences(GRANTED, array) == []


@pytest.mark.parametrize("array", FINE.values(), ids=FINE)
def test_whole_numbers_of_every_type_are_added_up(lint, rows_of, typed, array):
    result = lint(typed(rows=2, **{GRANTED: array}), select=["GIK304"])
    whole = [None if value is None else int(value) for value in array.to_pylist()]
    expected = [(f"r{n}", str(v)) for n, v in enumerate(whole, 1) if v]
    assert [(row["report_id"], row["observed"]) for row in rows_of(result)] == expected


BAD = {
    "negative": (pa.array([1, -1, None, -(2**63)]), [("r2", "-1"), ("r4", str(-(2**63)))]),
    "negative and small": (pa.array([1, -128], pa.int8()), [("r2", "-128")]),
    "beyond 64 bits": (pa.array([2**63, 1, None], pa.uint64()), [("r1", str(2**63))]),
    "fractions": (pa.array([2.5, 2.0, None, 1e-9]), [("r1", "2.5"), ("r4", "1e-09")]),
    "no numbers": (
        pa.array([float("nan"), float("inf"), -float("inf"), 0.0]),
        [("r1", "nan"), ("r2", "inf"), ("r3", "-inf")],
    ),
    "beyond what floats tell apart": (
        pa.array([2.0**53, 2.0**53 + 2, 1e300]),
        [("r2", "9007199254740994.0"), ("r3", "1e+300")],
    ),
    "halves": (pa.array(np.array([0.5, 1, np.nan], np.float16)), [("r1", "0.5"), ("r3", "nan")]),
    "negative floats": (pa.array([-1.0, -0.5]), [("r1", "-1"), ("r2", "-0.5")]),
    "decimals": (
        pa.array([Decimal("2.50"), Decimal("-1.00"), Decimal("3.00"), None]),
        [("r1", "2.5"), ("r2", "-1")],
    ),
    "large decimals": (
        pa.array([Decimal(2**63), Decimal(10**37), Decimal(1)], pa.decimal128(38, 0)),
        [("r1", str(2**63)), ("r2", str(10**37))],
    ),
    "larger decimals": (
        pa.array([Decimal(10**70), Decimal("1.5")], pa.decimal256(76, 2)),
        [("r1", str(10**70)), ("r2", "1.5")],
    ),
}


@pytest.mark.parametrize(("array", "seen"), BAD.values(), ids=BAD)
def test_a_value_that_is_no_count_is_found_as_it_stood(offences, array, seen):
    assert offences(GRANTED, array) == seen


@pytest.mark.parametrize(("array", "seen"), BAD.values(), ids=BAD)
def test_a_value_that_is_no_count_is_unknown_to_every_sum(lint, typed, array, seen):
    table = typed(rows=len(array), **{GRANTED: array})
    statuses = lint(table, select=["GIK304"]).statuses()["GIK304"]
    unknown = len(seen) + array.null_count
    assert statuses.get("undetermined", 0) == unknown


@pytest.mark.parametrize(
    "array", [pa.array([-3, 2, None]), pa.array([-3.0, 2.0, None])], ids=["int64", "double"]
)
def test_a_signed_cell_may_be_negative(offences, array):
    assert offences(CHANGE, array, "2019") == []


def test_a_signed_cell_is_a_whole_number_too(offences):
    assert offences(CHANGE, pa.array([-1.5, float("nan")]), "2019") == [
        ("r1", "-1.5"),
        ("r2", "nan"),
    ]


# Money

MONEY = {
    "the type of the contract": pa.array([Decimal("0.000001"), Decimal("99999999999999")], DECIMAL),
    "short": pa.array([Decimal("12.5"), Decimal(0)], pa.decimal128(5, 1)),
    "fine": pa.array([Decimal("0.0000000001"), None], pa.decimal128(38, 20)),
    "finest": pa.array([Decimal("1e-37"), None], pa.decimal128(38, 37)),
    "of 256 bits": pa.array([Decimal("12.5"), None], pa.decimal256(76, 50)),
    "whole": pa.array([12, 10**14 - 1]),
    "unsigned": pa.array([12, 0], pa.uint64()),
    "small": pa.array([12, 0], pa.int8()),
    "floats": pa.array([0.1, 1234567.89]),
    "half floats": pa.array(np.array([0.5, 2], np.float16)),
    "single floats": pa.array([0.1, 2.5], pa.float32()),
    "nothing at all": pa.nulls(2),
}


@pytest.mark.parametrize("array", MONEY.values(), ids=MONEY)
def test_amounts_of_every_type_are_money(offences, array):
    assert offences(FEE, array) == []


BAD_MONEY = {
    "negative": (pa.array([Decimal("-2.50"), Decimal(1)], DECIMAL), [("r1", "-2.5")]),
    "negative and whole": (pa.array([-2, 1]), [("r1", "-2")]),
    "no numbers": (
        pa.array([float("nan"), float("inf"), -1.0, 0.5]),
        [("r1", "nan"), ("r2", "inf"), ("r3", "-1")],
    ),
    "too large a float": (pa.array([1e14, 1e300, 1.0]), [("r1", str(10**14)), ("r2", "1e+300")]),
    "too large an integer": (pa.array([2**63 - 1, 5]), [("r1", str(2**63 - 1))]),
    "too large, unsigned": (pa.array([2**64 - 1, 5], pa.uint64()), [("r1", str(2**64 - 1))]),
    "too large a decimal": (
        pa.array([Decimal(10**37), Decimal(1)], pa.decimal128(38, 0)),
        [("r1", str(10**37))],
    ),
    "far too large": (
        pa.array([Decimal(10**70), Decimal(1)], pa.decimal256(76, 0)),
        [("r1", str(10**70))],
    ),
}


@pytest.mark.parametrize(("array", "seen"), BAD_MONEY.values(), ids=BAD_MONEY)
def test_an_amount_that_is_none_is_found_as_it_stood(offences, array, seen):
    assert offences(FEE, array) == seen


def test_money_of_different_types_in_different_files_is_told_exactly(lint, rows_of, typed):
    projects = "disclosure.centralized_procurement.projects"
    amount = "disclosure.centralized_procurement.amount"
    tables = []
    for n, array in enumerate(
        [
            pa.array([Decimal("0.5000000001")], pa.decimal128(38, 20)),
            pa.array([Decimal("18.75")], pa.decimal128(5, 2)),
            pa.array([0.1]),
            pa.array([7]),
        ]
    ):
        report_id = pa.array([f"r{n}"])
        table = typed("2019", **{amount: array, projects: pa.array([0]), "report_id": report_id})
        tables.append(table)
    found = rows_of(lint(tables, select=["GIK206"]))
    assert [row["observed"] for row in found] == ["0.5000000001", "18.75", "0.1", "7"]


# Years


@pytest.mark.parametrize(
    "array",
    [
        pa.array([2021], pa.uint64()),
        pa.array([2021.0]),
        pa.array([Decimal("2021.0")]),
        pa.array([2021], pa.int16()),
    ],
    ids=lambda array: str(array.type),
)
def test_years_of_every_number_type_are_read(lint, typed, array):
    statuses = lint(typed(year=array)).statuses()
    assert statuses["GIK003"] == {"passed": 1}
    assert statuses["GIK302"] == {"passed": 1}


@pytest.mark.parametrize(
    ("array", "seen"),
    [
        (pa.array([2021.5]), "2021.5"),
        (pa.array([float("nan")]), "nan"),
        (pa.array([2**63], pa.uint64()), str(2**63)),
        (pa.array([Decimal("2021.5")]), "2021.5"),
        (pa.nulls(1), "null"),
        (pa.array([-(2**63)]), str(-(2**63))),
    ],
    ids=lambda value: str(value.type) if isinstance(value, pa.Array) else value,
)
def test_numbers_that_are_no_year_are_found(lint, rows_of, typed, array, seen):
    (found,) = rows_of(lint(typed(year=array), select=["GIK003"]))
    assert (found["observed"], found["year"]) == (seen, None)


# Nested


def test_a_blank_struct_is_a_row_of_blanks(lint, export):
    plain = export().select(["report_id", "publisher", "year"])
    kind = pa.struct([("granted", pa.struct([("total", pa.int64())]))])
    for value in (None, {"granted": None}, {"granted": {"total": None}}):
        table = plain.append_column("requests", pa.array([value], kind))
        assert lint(table, select=["GIK304"]).statuses()["GIK304"] == {"skipped": 1}
        assert lint(table, select=["GIK301"]).findings.num_rows == 0


def test_a_wrong_type_within_a_struct_is_named_by_its_path(lint, rows_of, export):
    plain = export().select(["report_id", "publisher", "year"])
    table = plain.append_column("requests", pa.array([{"granted": {"total": "7"}, "note": "x"}]))
    found = rows_of(lint(table, select=["GIK005", "GIK006"]))
    assert [(row["rule"], row["cells"]) for row in found] == [
        ("GIK005", [GRANTED]),
        ("GIK006", ["requests.note"]),
    ]


def test_a_table_that_is_neither_struct_nor_columns_is_unknown(lint, rows_of, export):
    table = export().append_column("requests", pa.array(["see the annex"]))
    found = rows_of(lint(table))
    assert [(row["rule"], row["cells"]) for row in found] == [("GIK006", ["requests"])]

"""Which types and values of a column are read, and what becomes of those that are not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from gikqa import Severity, rule

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


# Texts, dates, sections, maps


@pytest.fixture
def read(lint, only_forms):
    """What a rule sees in a column."""

    def see(table, name):
        seen = []

        def check(report):
            seen.append(getattr(report, name) if hasattr(report, name) else report.column(name))
            yield from ()

        texts = {"zh": "试", "en": "test"}
        made = rule(
            code="TST001",
            name="test-rule",
            severity=Severity.INFO,
            source="test",
            title=texts,
            message=texts,
            reads=[name],
        )(check)
        result = lint(table, plugins=only_forms(made))
        wrong = result.findings.filter(pa.compute.equal(result.findings["rule"], "GIK005"))
        if len(wrong):
            return [params for (params,) in wrong["params"].to_pylist()]
        assert result.failures == ()
        return seen

    return see


TEXTS = {
    "string": pa.array(["第1县", None, ""]),
    "large string": pa.array(["第1县", None, ""], pa.large_string()),
    "string view": pa.array(["第1县", None, ""], pa.string_view()),
    "dictionary": pa.array(["第1县", None, ""]).dictionary_encode(),
    "large dictionary": pa.array(["第1县", None, ""], pa.large_string()).dictionary_encode(),
}


@pytest.mark.parametrize("name", ["title", "level", "region_code"])
@pytest.mark.parametrize("array", TEXTS.values(), ids=TEXTS)
def test_text_of_every_type_is_read(read, typed, array, name):
    assert read(typed(rows=3, **{name: array}), name) == ["第1县", None, ""]


@pytest.mark.parametrize("array", TEXTS.values(), ids=TEXTS)
def test_ids_of_every_type_of_text_are_read(lint, typed, array):
    table = typed(rows=3, report_id=array)
    assert lint(table, select=["GIK001"]).statuses() == {"GIK001": {"passed": 1, "violated": 2}}


def test_a_text_column_of_nothing_is_blank(read, typed):
    assert read(typed(title=pa.nulls(1)), "title") == [None]


@pytest.mark.parametrize(
    "array",
    [
        pa.array([date(2022, 1, 5)]),
        pa.array([date(2022, 1, 5)], pa.date64()),
        pa.array([datetime(2022, 1, 5, 8)]),
        pa.array([datetime(2022, 1, 5, 8, tzinfo=UTC)], pa.timestamp("ms", "UTC")),
    ],
    ids=lambda array: str(array.type),
)
def test_dates_and_timestamps_are_dates(read, typed, array):
    (seen,) = read(typed(published_on=array), "published_on")
    assert (seen.year, seen.month, seen.day) == (2022, 1, 5)


PART = {"number": 1, "heading": "总体情况", "text": "无。"}
FIELDS = {"number": pa.int8(), "heading": pa.string(), "text": pa.string()}


def part_of(**kinds):
    return pa.struct(list((FIELDS | kinds).items()))


SECTIONS = {
    "list": pa.array([[PART]], pa.list_(part_of())),
    "large list": pa.array([[PART]], pa.large_list(part_of())),
    "wide types": pa.array(
        [[PART]], pa.large_list(part_of(number=pa.int64(), text=pa.large_string()))
    ),
    "unsigned": pa.array([[PART]], pa.list_(part_of(number=pa.uint8()))),
    "other order and more": pa.array(
        [[{"page": 3, "text": "无。", "number": 1, "heading": "总体情况"}]]
    ),
    "views": pa.array([[PART]], pa.list_(part_of(text=pa.string_view()))),
    "with a blank entry": pa.array([[None, PART]], pa.list_(part_of())),
}


@pytest.mark.parametrize("array", SECTIONS.values(), ids=SECTIONS)
def test_sections_in_every_type_of_list_are_read(read, typed, array):
    ((seen,),) = read(typed(sections=array), "sections")
    assert (seen.number, seen.heading, seen.text) == (1, "总体情况", "无。")


def test_sections_of_polars_are_read(read, typed):
    frame = pl.from_arrow(typed(sections=SECTIONS["list"]).select(range(12)))
    ((seen,),) = read(frame.select("report_id", "publisher", "year", "sections"), "sections")
    assert (seen.number, seen.heading, seen.text) == (1, "总体情况", "无。")


def test_a_section_with_blanks_in_it_is_an_empty_one(read, typed):
    blank = pa.array([[dict.fromkeys(FIELDS)], [], None], pa.list_(part_of()))
    seen = read(typed(rows=3, sections=blank), "sections")
    assert [[(p.number, p.heading, p.text) for p in parts] for parts in seen] == [
        [(0, "", "")],
        [],
        [],
    ]


NO_SECTIONS = {
    "text": pa.array(["x"]),
    "list of texts": pa.array([["x"]]),
    "struct": pa.array([PART]),
    "without a text": pa.array([[{"number": 1, "heading": "x"}]]),
    "numbers in words": pa.array([[PART | {"number": "一"}]]),
    "broken numbers": pa.array([[PART | {"number": 1.5}]]),
    "text in bytes": pa.array([[PART | {"text": b"x"}]]),
    "headings as numbers": pa.array([[PART | {"heading": 1}]]),
}


@pytest.mark.parametrize("array", NO_SECTIONS.values(), ids=NO_SECTIONS)
def test_what_is_no_list_of_sections_is_a_column_of_a_wrong_type(read, typed, array):
    assert read(typed(sections=array), "sections") == [("column", "sections")]


PAIRS = {
    "map": pa.array([[("a", "1")]], pa.map_(pa.string(), pa.string())),
    "large map": pa.array([[("a", "1")]], pa.map_(pa.large_string(), pa.string_view())),
    "structs": pa.array([[{"key": "a", "value": "1"}]]),
    "pairs": pa.array([[["a", "1"], ["b"], [], None]]),
    "large pairs": pa.array([[["a", "1"]]], pa.large_list(pa.large_list(pa.string()))),
}


@pytest.mark.parametrize("name", ["raw_cells", "printed_labels"])
@pytest.mark.parametrize("array", PAIRS.values(), ids=PAIRS)
def test_maps_in_every_spelling_are_read(read, typed, array, name):
    assert read(typed(**{name: array}), name) == [{"a": "1"}]


NO_PAIRS = {
    "text": pa.array(["{}"]),
    "struct": pa.array([{"a": "1"}]),
    "texts": pa.array([["a"]]),
    "numbers": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    "three fields": pa.array([[{"a": "1", "b": "2", "c": "3"}]]),
    "pairs of numbers": pa.array([[[1, 2]]]),
}


@pytest.mark.parametrize("array", NO_PAIRS.values(), ids=NO_PAIRS)
def test_what_is_no_map_of_texts_is_a_column_of_a_wrong_type(read, typed, array):
    assert read(typed(printed_labels=array), "printed_labels") == [("column", "printed_labels")]


def test_a_blank_map_is_empty(read, typed):
    blank = pa.array([None], pa.map_(pa.string(), pa.string()))
    assert read(typed(printed_labels=blank), "printed_labels") == [{}]
    assert read(typed(printed_labels=pa.nulls(1)), "printed_labels") == [{}]


NOTES = {
    "list": pa.array([{"notes": ["read"]}]),
    "large list": pa.array(
        [{"notes": ["read"]}], pa.struct([("notes", pa.large_list(pa.string_view()))])
    ),
    "blank": pa.array([None], pa.struct([("notes", pa.list_(pa.string()))])),
    "text": pa.array([{"notes": "read"}]),
    "numbers": pa.array([{"notes": [1]}]),
    "nothing": pa.array([{"notes": None}]),
    "no notes": pa.array([{"tool": "by hand"}]),
    "no struct": pa.nulls(1),
}


@pytest.mark.parametrize("array", NOTES.values(), ids=NOTES)
def test_the_type_of_the_notes_of_an_extraction_does_not_matter(lint, rows_of, typed, array):
    table = typed(extraction=array, **{GRANTED: pa.array([3])})
    assert [row["confidence"] for row in rows_of(lint(table))] == ["proved", "proved"]


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

"""Texts, dates, sections and maps are read from every Arrow type that can hold them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pyarrow as pa
import pytest

from gikqa import Severity, rule


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
    table = typed(extraction=array, **{"requests.granted.total": pa.array([3])})
    assert [row["confidence"] for row in rows_of(lint(table))] == ["proved", "proved"]

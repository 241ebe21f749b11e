"""Findings in a table whose reading is in doubt are hints, and say so in their cause."""

from __future__ import annotations

import pyarrow as pa
import pytest

import gikqa

NOTE = "reading? requests: shift-right-by-one in row granted makes every identity hold"
BROKEN = {
    "requests.new_received.natural_person": 4,
    "requests.new_received.total": 4,
    "disputes.review.upheld": 1,
}


def extraction(*notes):
    return {"tool": "t", "version": "1", "notes": list(notes)}


def judged(table):
    found = gikqa.lint(table, select=["GIK3", "GIK4"]).findings
    names = ("report_id", "rule", "confidence")
    return [(*(row[name] for name in names), of_reader(row["cause"])) for row in found.to_pylist()]


def of_reader(cause):
    """The cause, if it is not a change of cells: those have tests of their own."""
    return None if cause is not None and cause.startswith("repair:") else cause


@pytest.mark.parametrize(
    ("unclear", "note"),
    [(False, NOTE), (True, "unclear? requests: a slip would make every identity hold")],
)
def test_readers_write_the_notes_that_the_specification_names(unclear, note):
    explanation = note.partition(": ")[2]
    assert gikqa.reading_note("requests", explanation, unclear=unclear) == note


def test_without_a_note_findings_are_as_sure_as_ever(report, export):
    rows = [
        report(report_id="a", changes=BROKEN),
        report(report_id="b", changes=BROKEN, extraction=extraction("publisher: read")),
        report(report_id="c", changes=BROKEN, extraction=extraction()),
    ]
    assert {finding[2:] for finding in judged(export(*rows))} == {("proved", None)}


def test_a_note_on_one_table_makes_hints_of_the_findings_in_it_and_of_no_others(report, export):
    rows = [
        report(report_id="a", changes=BROKEN, extraction=extraction("x", NOTE)),
        report(report_id="b", changes=BROKEN),
    ]
    assert judged(export(*rows)) == [
        ("a", "GIK302", "hint", "reading"),
        ("a", "GIK302", "hint", "reading"),
        ("a", "GIK401", "proved", None),
        ("b", "GIK302", "proved", None),
        ("b", "GIK302", "proved", None),
        ("b", "GIK401", "proved", None),
    ]


def test_a_note_that_it_is_unclear_leaves_the_findings_of_the_table_likely(report, export):
    unclear = NOTE.replace("reading?", "unclear?").replace("makes", "would make")
    table = export(report(report_id="a", changes=BROKEN, extraction=extraction(unclear)))
    assert judged(table) == [
        ("a", "GIK302", "likely", None),
        ("a", "GIK302", "likely", None),
        ("a", "GIK401", "proved", None),
    ]


def test_a_note_alone_makes_no_finding(report, export):
    assert judged(export(report(extraction=extraction(NOTE)))) == []


def test_an_export_without_the_column_is_judged_as_before(report, export):
    table = export(report(changes=BROKEN)).drop_columns(["extraction"])
    assert {finding[2:] for finding in judged(table)} == {("proved", None)}


@pytest.mark.parametrize(
    "kind",
    [
        pa.struct([("notes", pa.large_list(pa.large_string()))]),
        pa.struct([("notes", pa.list_(pa.string())), ("more", pa.int8())]),
    ],
    ids=["large lists", "other fields"],
)
def test_other_libraries_spellings_of_the_column_are_understood(report, export, kind):
    table = export(report(changes=BROKEN)).drop_columns(["extraction"])
    table = table.append_column("extraction", pa.array([{"notes": [NOTE]}], kind))
    assert ("r1", "GIK302", "hint", "reading") in judged(table)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([{"tool": "t"}]),
        pa.nulls(1),
        pa.array([{"notes": None}]),
        pa.array([{"notes": [None, 1]}]),
        pa.array(["text"]),
    ],
    ids=["no notes", "all null", "null notes", "numbers", "no struct"],
)
def test_a_column_that_says_nothing_of_the_kind_changes_nothing(report, export, column):
    table = export(report(changes=BROKEN)).drop_columns(["extraction"])
    table = table.append_column("extraction", column)
    assert {finding[2:] for finding in judged(table)} == {("proved", None)}


def test_tables_with_and_without_the_column_are_judged_in_one_run(report, export):
    with_note = export(report(report_id="a", changes=BROKEN, extraction=extraction(NOTE)))
    without = export(report(report_id="b", changes=BROKEN)).drop_columns(["extraction"])
    found = judged([with_note, without])
    assert {finding[2:] for finding in found if finding[0] == "b"} == {("proved", None)}
    assert ("a", "GIK302", "hint", "reading") in found

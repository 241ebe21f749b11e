"""What holds for every format."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import replace
from io import BytesIO, StringIO

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gikqa import Renderer, Result, UsageError
from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._render import BINARY, FORMATS, TABLES, built_in, format_for, writer
from gikqa._render._json import dumps
from invented_results import finding, made


def test_a_known_name_gives_its_format():
    names = [*FORMATS, *TABLES]
    assert [writer(name).name for name in names] == names == list(built_in())


@pytest.mark.parametrize(
    ("output", "name"),
    [("a.HTM", "html"), ("a.csv", "csv"), ("a.pq", "parquet"), ("a.md", "text"), ("-", "text")],
)
def test_without_a_format_the_suffix_of_the_output_chooses_it(output, name):
    assert format_for(None, output, "text") == name
    assert format_for("json", output, "text") == "json"


def test_only_parquet_and_workbooks_are_binary():
    binary = [name for name, renderer in built_in().items() if renderer.binary]
    assert binary == ["parquet", "xlsx", "verdicts_parquet"]


def test_listing_the_formats_imports_neither_rich_nor_pyarrow():
    code = (
        "import sys, gikqa._render as r; r.built_in(); r.writer('text');"
        "sys.exit(bool({'rich', 'pyarrow'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_format_of_a_plugin_is_found_by_name():
    other = Renderer("letter", lambda result, stream: None)
    assert writer("letter", [other]) is other


def test_a_plugin_cannot_take_a_name_of_ours():
    other = Renderer("json", lambda result, stream: None)
    assert writer("json", [other]) is not other


def test_an_unknown_name_is_refused_with_a_guess():
    with pytest.raises(UsageError, match=r"unknown format `jsnl`.*did you mean 'jsonl'"):
        writer("jsnl")


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_result_is_written(name, nothing, written):
    assert written(name, nothing)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_result_gives_the_same_bytes(name, lang, full, written):
    assert written(name, full(lang)) == written(name, full(lang))


@pytest.mark.parametrize("name", FORMATS)
def test_the_cut_into_chunks_does_not_show(name, many, written):
    one = many.findings.slice(0, 9_000).combine_chunks()
    cut = pa.concat_tables([one.slice(start, 700) for start in range(0, 9_000, 700)])
    results = [
        Result(table, many.coverage, many.reports, many.rules, "en", many.plugins)
        for table in (one, cut)
    ]
    assert written(name, results[0]) == written(name, results[1])


@pytest.mark.parametrize("name", FORMATS)
def test_a_stream_that_cannot_seek_is_enough(name, full, written):
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *place: int) -> int:
            raise OSError("a pipe")

        def tell(self) -> int:
            raise OSError("a pipe")

    pipe = Pipe()
    writer(name).write(full(), pipe)
    assert pipe.getvalue() == written(name, full())


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in BINARY])
def test_text_formats_are_utf_8(name, full, written):
    written(name, full()).decode("utf-8")


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in BINARY])
def test_every_text_format_shows_totals_reasons_failures_and_problems(name, full, written):
    text = written(name, full()).decode("utf-8")
    for shown in ("12340", "column `published_on` is missing", "gikqa-locale", "part-7.parquet"):
        assert shown in text.replace(",340", "340")


@pytest.mark.parametrize("name", FORMATS)
def test_half_characters_in_a_file_name_break_nothing(name, make, written):
    from gikqa import Failure, Problem

    name_of_file = b"\xff\xfe.parquet".decode("utf-8", "surrogateescape")
    result = make(
        problems=(Problem(name_of_file, name_of_file),),
        failures=(Failure("p", "1", name_of_file, name_of_file),),
    )
    assert written(name, result)


@pytest.mark.parametrize("name", ["text", "github"])
def test_the_formats_for_logs_hold_no_control_and_no_foreign_command(name, full, written):
    text = written(name, full()).decode("utf-8")
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]
    assert "\u202e" not in text
    assert "\u2028" not in text
    starts = {line.split(" ")[0] for line in text.splitlines() if line.lstrip().startswith("::")}
    assert starts <= {"::error", "::warning", "::notice"}
    assert "##[" not in text


@pytest.mark.parametrize("name", ["jsonl", "json", "sarif"])
def test_json_holds_no_control_and_no_bidi_as_such(name, full, written):
    text = written(name, full()).decode("utf-8")
    assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]
    assert "\u202e" not in text
    assert "\u2028" not in text


TRICKY = ["", "a", "-", "=1", "a,b", 'a"b', "a b", "[a", "年", "x\n", "\u2028", "\x85"]
TRICKY += ["\\", "'", "\t", "-a"]


def change(cell, value):
    return {"cell": cell, "value": value}


@st.composite
def tricky_findings(draw):
    """Findings with any mixture of plain and tricky texts, blanks, and empty lists."""
    text = st.sampled_from(TRICKY)
    many = st.lists(text, max_size=3)
    row = st.fixed_dictionaries(
        {
            "report_id": text,
            "publisher": st.none() | text,
            "year": st.none() | st.integers(2000, 2030),
            "cells": many,
            "section": st.none() | st.integers(-1, 9),
            "message": text,
            "observed": st.none() | text,
            "params": st.dictionaries(text, text, max_size=2),
            "proposal": st.lists(st.builds(change, text, text), max_size=2),
        }
    )
    return [finding(**fields) for fields in draw(st.lists(row, max_size=4))]


@given(rows=tricky_findings(), start=st.integers(0, 2))
def test_columns_are_written_as_rows_would_be(rows, start):
    """The formats work on columns; here each value is written by itself."""
    result = made(findings=rows)
    cut = replace(result, findings=result.findings.slice(start))
    lines, table = BytesIO(), BytesIO()
    cut.write(lines, "jsonl")
    cut.write(table, "csv")
    assert lines.getvalue() == b"".join(dumps(row) + b"\n" for row in rows[start:])
    expected = StringIO()
    writer_of_csv = csv.writer(expected, lineterminator="\r\n")
    writer_of_csv.writerow(FINDINGS_SCHEMA.names)
    for row in rows[start:]:
        writer_of_csv.writerow([as_cell(name, row[name]) for name in FINDINGS_SCHEMA.names])
    assert table.getvalue().decode("utf-8-sig") == expected.getvalue()


def as_cell(name, value):
    if name == "cells":
        joined = " ".join(value)
        plain = joined.split() == value and not joined.startswith("[")
        return guarded(joined if plain else dumps(value).decode())
    if name in ("params", "proposal"):
        return dumps(value).decode() if value else None
    return guarded(value) if isinstance(value, str) else value


def guarded(text):
    text = text.replace("\u2028", r"\u2028").replace("\x85", r"\x85")
    formula = text.startswith(("=", "\t", "\r", "\n", "'")) or (text[:1] == "-" and len(text) > 1)
    return "'" + text if formula else text


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_findings_are_written_a_piece_at_a_time(name, many):
    """Memory does not grow with the findings: no piece holds them all."""

    class Pieces(BytesIO):
        largest = 0

        def write(self, piece):
            self.largest = max(self.largest, memoryview(piece).nbytes)
            return super().write(piece)

    stream = Pieces()
    writer(name).write(many, stream)
    assert stream.largest < 0.6 * stream.tell()

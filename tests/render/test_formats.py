"""What holds for every format."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO

import pyarrow as pa
import pytest

from gikqa import Renderer, Result, UsageError
from gikqa._render import FORMATS, built_in, writer


def test_a_known_name_gives_its_format():
    assert [writer(name).name for name in FORMATS] == list(FORMATS) == list(built_in())


def test_only_parquet_is_binary():
    assert [name for name, renderer in built_in().items() if renderer.binary] == ["parquet"]


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


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_text_formats_are_utf_8(name, full, written):
    written(name, full()).decode("utf-8")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
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

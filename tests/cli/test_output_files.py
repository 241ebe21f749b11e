"""Data goes to stdout or the file asked for, everything else to stderr."""

from __future__ import annotations

import io
import json
import stat
import sys

import pyarrow.parquet as pq
import pytest

FORMATS = ("text", "jsonl", "json", "csv", "parquet", "sarif", "junit", "github", "html")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_format_writes_the_same_bytes_to_a_file_as_to_stdout(gikqa, faulty, folder, format_):
    shown = gikqa("lint", faulty, "--select", "GIK302", "--format", format_)
    filed = gikqa("lint", faulty, "--select", "GIK302", "--format", format_, "-o", "out")
    assert (shown.code, filed.code) == (1, 1)
    assert (filed.data, filed.stderr, shown.stderr) == (b"", "", "")
    assert (folder / "out").read_bytes() == shown.data
    assert shown.data


@pytest.mark.parametrize("format_", [name for name in FORMATS if name != "parquet"])
def test_no_format_colours_what_goes_to_no_terminal(gikqa, faulty, monkeypatch, format_):
    monkeypatch.setenv("TERM", "xterm-256color")
    outcome = gikqa("lint", faulty, "--format", format_)
    assert b"\x1b" not in outcome.data
    assert "\x1b" not in outcome.stderr


def test_listings_have_no_colour_where_there_is_no_terminal(gikqa, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    for command in ("rules", "plugins", "schema"):
        outcome = gikqa(command)
        assert "\x1b" not in outcome.stdout + outcome.stderr


def test_data_is_parsable_while_errors_go_to_stderr(gikqa, faulty):
    outcome = gikqa("lint", faulty, "nowhere.parquet", "--format", "json")
    assert json.loads(outcome.stdout)["problems"]
    assert "nowhere.parquet" in outcome.stderr


def test_a_binary_format_can_go_through_a_pipe(gikqa, faulty):
    outcome = gikqa("lint", faulty, "--select", "GIK302", "--format", "parquet", "-o", "-")
    assert pq.read_table(io.BytesIO(outcome.data))["rule"].to_pylist() == ["GIK302", "GIK302"]


def test_an_output_file_replaces_the_one_before_and_leaves_no_part_behind(gikqa, faulty, folder):
    (folder / "out.csv").write_text("old", "utf-8")
    gikqa("lint", faulty, "--format", "csv", "-o", "out.csv")
    assert "old" not in (folder / "out.csv").read_text("utf-8")
    assert {path.name for path in folder.iterdir()} == {"faulty.parquet", "out.csv"}


def test_an_output_file_can_be_read_by_those_whom_the_mask_allows(gikqa, faulty, folder):
    gikqa("lint", faulty, "--format", "csv", "-o", "out.csv")
    (folder / "plain").touch()
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in ("out.csv", "plain")]
    assert modes[0] == modes[1]


def test_an_output_that_breaks_off_leaves_the_old_file_and_no_part(
    gikqa, faulty, folder, monkeypatch
):
    def write(result, stream):
        stream.write(b"half of it")
        raise OSError("no space left")

    monkeypatch.setattr("gikqa._render.csv.write", write)
    (folder / "out.csv").write_text("old", "utf-8")
    outcome = gikqa("lint", faulty, "--format", "csv", "-o", "out.csv")
    assert outcome.code == 3
    assert (folder / "out.csv").read_text("utf-8") == "old"
    assert {path.name for path in folder.iterdir()} == {"faulty.parquet", "out.csv"}


def test_no_output_file_appears_where_nothing_could_be_read(gikqa, folder):
    assert gikqa("lint", "nowhere.parquet", "-o", "out.txt").code == 4
    assert not list(folder.iterdir())


def test_an_output_in_a_folder_that_is_not_there_ends_with_2(gikqa, clean):
    outcome = gikqa("lint", clean, "-o", "nowhere/out.txt", "--lang", "en")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert "cannot write nowhere/out.txt" in outcome.stderr


def test_control_characters_of_an_error_reach_no_terminal(gikqa):
    outcome = gikqa("lint", "no\x1b[31mwhere\x07.parquet", "--lang", "en")
    assert outcome.code == 4
    assert "\x1b" not in outcome.stderr
    assert r"no\x1b[31mwhere\x07.parquet" in outcome.stderr


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("option", ["--no-progress", "--quiet"])
def test_no_progress_is_shown_where_it_is_not_wanted(gikqa, clean, monkeypatch, option):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert gikqa("lint", clean, option).code == 0
    assert terminal.getvalue() == ""


def test_progress_is_shown_on_a_terminal_and_only_on_stderr(gikqa, clean, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    outcome = gikqa("lint", clean, "--lang", "en")
    assert "judging reports" in terminal.getvalue()
    assert "judging reports" not in outcome.stdout


def test_quiet_silences_notes_and_not_errors(gikqa, faulty):
    outcome = gikqa("lint", faulty, "nowhere.parquet", "--quiet", "--lang", "en")
    assert outcome.code == 4
    assert outcome.stderr == "error: nowhere.parquet: there is no such file or folder\n"

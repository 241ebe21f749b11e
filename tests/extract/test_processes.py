"""Documents are read in processes: a crash or a hang costs one document and not the run."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gikqa import _processes
from gikqa._documents.read_documents import read_in_processes
from gikqa.errors import InputError, PluginError

READER = """
import os
import time

import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ()


def read(path):
    text = path.read_text("utf-8")
    if text == "crash":
        os._exit(11)
    if text == "hang":
        path.with_suffix(".hangs").touch()
        time.sleep(600)
    if text == "slow":
        time.sleep(0.5)
    if text == "print":
        print("a reader that prints")
    if text == "lambda":
        return {"report_id": path.stem, "x": lambda: 0}
    if text == "nothing":
        return None
    year = "no year" if text == "misfit" else 2021
    return {"report_id": path.stem, "publisher": text, "year": year}


@gikqa.hookimpl
def gikqa_readers():
    return [gikqa.Reader("plain", (".rep",), read)]
"""


@pytest.fixture
def files(folder, install):
    install("gikqa-plain", READER)

    def files(*texts: str) -> list[Path]:
        paths = [Path(f"{number:03}.rep") for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, "utf-8")
        return paths

    return files


def test_rows_come_in_the_order_of_the_input_whoever_is_first(files):
    paths = files("slow", *"abcdefgh", "slow", *"ijkl")
    outcomes = list(read_in_processes(paths, 2))
    assert [path for path, _ in outcomes] == paths
    assert [row["report_id"] for _, row in outcomes] == [path.stem for path in paths]


def test_no_documents_start_no_process(files):
    assert list(read_in_processes([], 4)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_crash_is_named_and_the_rest_goes_on(files, jobs):
    paths = files("a", "crash", "b", "crash", "c")
    outcomes = dict(read_in_processes(paths, jobs))
    errors = [outcomes[paths[1]], outcomes[paths[3]]]
    assert all(isinstance(error, PluginError) for error in errors)
    assert str(errors[0]) == "001.rep: the reader '.rep' failed: its process ended with 11"
    assert [outcomes[paths[at]]["publisher"] for at in (0, 2, 4)] == ["a", "b", "c"]


@pytest.fixture
def time_ends_at_a_hang(monkeypatch):
    """Time is up when a reader is known to hang, however slow the machine is."""
    now, seen = 0.0, 0

    def ticks():
        nonlocal now, seen
        for file in Path().glob("*.hangs"):
            now, seen = now + 1_000, seen + 1
            if seen == 2:  # at the first look, the time that is left may not be known yet
                file.unlink()
        return now

    monkeypatch.setattr(_processes, "clock", ticks)


def test_a_hang_is_ended_after_its_time_and_named(files, time_ends_at_a_hang):
    paths = files("a", "hang", "b")
    outcomes = dict(read_in_processes(paths, 1, timeout=0.5))
    error = outcomes[paths[1]]
    assert isinstance(error, InputError)
    assert str(error).startswith("001.rep: not read within 0.5 seconds;")
    assert outcomes[paths[2]]["publisher"] == "b"


def test_a_row_that_cannot_be_sent_and_no_row_at_all_are_the_readers_faults(files):
    paths = files("lambda", "nothing", "a")
    outcomes = dict(read_in_processes(paths, 1))
    assert all(isinstance(outcomes[path], PluginError) for path in paths[:2])
    assert outcomes[paths[2]]["publisher"] == "a"


def test_what_is_left_unread_when_the_caller_stops_leaves_no_process(files):
    outcomes = read_in_processes(files(*"abcdef"), 2)
    next(outcomes)
    outcomes.close()


def test_a_deadline_that_passes_ends_a_reader_that_hangs(files):
    paths = files("hang")
    ((_, error),) = read_in_processes(paths, 1, timeout=0.1)
    assert isinstance(error, InputError)
    assert "not read within 0.1 seconds" in str(error)


def test_extract_names_a_crash_and_a_hang_and_the_rest_goes_on(gikqa, files, time_ends_at_a_hang):
    files("a", "crash", "hang", "b")
    options = ("--jobs", "1", "--timeout", "2", "--lang", "en", "--quiet")
    outcome = gikqa("extract", ".", "-o", "out.parquet", *options)
    assert outcome.code == 4
    named = [line.split(": ")[1] for line in outcome.stderr.splitlines()]
    assert named == ["001.rep", "002.rep"]
    assert pq.read_table("out.parquet")["publisher"].to_pylist() == ["a", "b"]


def test_a_row_that_no_export_can_hold_is_named_and_the_rest_is_written(gikqa, files):
    files("a", "misfit", "b")
    outcome = gikqa("extract", ".", "-o", "out.parquet", "--lang", "en", "--quiet")
    assert outcome.code == 3
    assert outcome.stderr.startswith("error: 001.rep: the reader '.rep' failed: ArrowInvalid")
    assert pq.read_table("out.parquet")["report_id"].to_pylist() == ["000", "002"]


def test_what_a_reader_prints_is_no_part_of_an_export_on_stdout(start, files, folder):
    files("print")
    site = str(folder.parent / "site")
    outcome = start("extract", ".", "-o", "-", env={"PYTHONPATH": site})
    assert outcome.code == 0, outcome.stderr
    assert outcome.data.startswith(b"PAR1")
    assert "a reader that prints" in outcome.stderr


@pytest.mark.parametrize("given", [("--jobs", "0"), ("--timeout", "0"), ("--timeout", "nan")])
def test_limits_with_which_nothing_can_be_read_are_refused(gikqa, files, given):
    files("a")
    assert gikqa("extract", ".", "-o", "out.parquet", *given).code == 2
    assert not Path("out.parquet").exists()


def test_more_rows_than_a_batch_keep_their_order_and_get_ids_that_differ(gikqa, files):
    paths = files(*["a"] * 600)
    deep = Path("deep")
    deep.mkdir()
    (deep / paths[0].name).write_text("b", "utf-8")
    assert gikqa("extract", ".", "-o", "out.parquet", "--quiet").code == 0
    ids = pq.read_table("out.parquet")["report_id"].to_pylist()
    assert ids == ["000", *(path.stem for path in paths[1:]), "deep/000"]


def test_links_in_a_folder_are_not_followed(gikqa, files, tmp_path):
    files("a")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.rep").write_text("secret", "utf-8")
    Path("folder").symlink_to(outside)
    Path("file.rep").symlink_to(outside / "secret.rep")
    assert gikqa("extract", ".", "-o", "out.parquet", "--quiet").code == 0
    assert pq.read_table("out.parquet")["publisher"].to_pylist() == ["a"]


def test_hidden_and_temporary_files_in_a_folder_are_no_documents(gikqa, files):
    files("a")
    Path(".hidden").mkdir()
    for name in ("~$000.rep", ".~000.rep", "._000.rep", ".hidden/001.rep"):
        Path(name).write_text("temporary", "utf-8")
    ran = gikqa("extract", ".", "-o", "out.parquet", "--quiet")
    assert (ran.code, ran.stderr) == (0, "")
    assert pq.read_table("out.parquet")["publisher"].to_pylist() == ["a"]

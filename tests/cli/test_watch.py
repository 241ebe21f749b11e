"""`gikqa lint --watch`: one verdict for each change, and the last exit code at Ctrl-C."""

from __future__ import annotations

import os
from itertools import count

import pytest

from gikqa.cli import watching
from gikqa.errors import InputError

NANOSECONDS = count(1_000_000_000, 1_000)


def write(file, text="x"):
    """Write a file with a time of its own, whatever the clock says."""
    file.write_text(text, "utf-8")
    moment = next(NANOSECONDS)
    os.utime(file, ns=(moment, moment))


@pytest.fixture
def between_looks(monkeypatch):
    """Let something happen between any two looks at the files, and Ctrl-C after the last."""

    def between_looks(*events):
        left = list(events)

        def pause():
            if not left:
                raise KeyboardInterrupt
            left.pop(0)()

        monkeypatch.setattr(watching, "pause", pause)

    return between_looks


def nothing():
    pass


@pytest.fixture
def verdicts(tmp_path):
    """Watch the folder; how often was judged, and the exit code."""

    def verdicts(codes, output="-"):
        runs = []

        def verdict():
            runs.append(None)
            code = codes[min(len(runs), len(codes)) - 1]
            if code == 4:
                raise InputError("half a file", "只有半个文件")
            return code

        code = watching.watch([str(tmp_path)], str(output), verdict, "en", quiet=True)
        return len(runs), code

    return verdicts


def test_without_a_change_there_is_one_verdict(verdicts, between_looks):
    between_looks(nothing, nothing, nothing)
    assert verdicts([1]) == (1, 1)


def test_each_change_has_one_verdict_and_the_last_code_counts(verdicts, between_looks, tmp_path):
    write(tmp_path / "a")
    between_looks(
        *(lambda: write(tmp_path / "a"), nothing),
        *(lambda: write(tmp_path / "b"), nothing, nothing),
        *((tmp_path / "a").unlink, nothing),
    )
    assert verdicts([1, 1, 3, 0]) == (4, 0)


def test_a_file_is_judged_when_it_has_stayed_the_same(verdicts, between_looks, tmp_path):
    writing = [lambda size=size: write(tmp_path / "a", "x" * size) for size in range(5)]
    between_looks(*writing, nothing, nothing)
    assert verdicts([1, 0]) == (2, 0)


def test_the_output_in_the_folder_is_no_change(verdicts, between_looks, tmp_path):
    between_looks(lambda: write(tmp_path / "out.html"), nothing, nothing)
    assert verdicts([0], tmp_path / "out.html") == (1, 0)


def test_an_input_that_cannot_be_judged_is_named_and_watched_on(
    verdicts, between_looks, tmp_path, capsys
):
    between_looks(lambda: write(tmp_path / "a"), nothing, lambda: write(tmp_path / "a"), nothing)
    assert verdicts([0, 4]) == (3, 4)
    assert capsys.readouterr().err == "error: half a file\n" * 2


def test_only_documents_that_have_changed_are_read_again(tmp_path):
    files = [tmp_path / name for name in "abc"]
    for file in files:
        write(file)
    asked, known = [], {}

    def read(some):
        asked.append(list(some))
        return ((file, {"report_id": file.read_text("utf-8")}) for file in some)

    def outcomes():
        return [row["report_id"] for _, row in watching.read_changed(files, read, known)]

    assert outcomes() == ["x", "x", "x"]
    write(files[1], "y")
    assert outcomes() == ["x", "y", "x"]
    assert outcomes() == ["x", "y", "x"]
    assert asked == [files, [files[1]], []]


def test_lint_prints_the_verdict_of_the_whole_input_again(gikqa, between_looks, faulty, clean):
    before, after = gikqa("lint", faulty), gikqa("lint", clean)

    def mend():
        faulty.write_bytes(clean.read_bytes())

    between_looks(mend, nothing, nothing)
    outcome = gikqa("lint", faulty, "--watch")
    assert (before.code, after.code) == (1, 0)
    assert (outcome.code, outcome.stdout) == (0, before.stdout + after.stdout)
    assert [line for line in outcome.stderr.splitlines() if "waiting" in line] == [
        f"note: waiting for files to change (exit code {code}); Ctrl-C ends" for code in (1, 0)
    ]

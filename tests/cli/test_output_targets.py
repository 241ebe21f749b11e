"""What `-o` names may be a device, a pipe or a link: only a regular file is ever replaced."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tty
from pathlib import Path
from threading import Thread

import pytest

RUN = "\"$PYTHON\" -c 'from gikqa.cli import main; main()'"


@pytest.fixture
def judge(gikqa, faulty):
    """Write two findings to a target, and give the exit code and what stderr says."""

    def judge(target):
        chosen = ("--select", "GIK302", "--format", "csv", "--fail-on", "never", "--lang", "en")
        outcome = gikqa("lint", faulty, *chosen, "-o", target)
        assert outcome.data == b""
        return outcome.code, outcome.stderr

    return judge


@pytest.fixture
def expected(gikqa, faulty):
    """The bytes that these two findings take."""
    return gikqa("lint", faulty, "--select", "GIK302", "--format", "csv", "--lang", "en").data


class Reading(Thread):
    """Read a pipe or terminal while something else writes to it, up to its end or a length."""

    def __init__(self, source, length=sys.maxsize):
        super().__init__(daemon=True)
        self.source = source
        self.length = length
        self.data = b""
        self.start()

    def run(self):
        descriptor = os.open(self.source, os.O_RDONLY) if isinstance(self.source, Path) else None
        taken = self.source if descriptor is None else descriptor
        while len(self.data) < self.length and (piece := os.read(taken, 65536)):
            self.data += piece
        if descriptor is not None:
            os.close(descriptor)

    def all(self):
        self.join(60)
        return self.data


def test_a_pipe_is_written_to_and_stays_a_pipe(judge, expected, folder):
    os.mkfifo(folder / "pipe")
    reading = Reading(folder / "pipe")
    assert judge("pipe") == (0, "")
    assert reading.all() == expected
    assert stat.S_ISFIFO((folder / "pipe").lstat().st_mode)


@pytest.mark.parametrize("through_a_link", [False, True])
def test_a_device_is_written_to_and_stays_a_device(judge, expected, folder, through_a_link):
    master, slave = os.openpty()
    tty.setraw(slave)
    device = target = Path(os.ttyname(slave))
    if through_a_link:
        target = folder / "link"
        target.symlink_to(device)
    reading = Reading(master, len(expected))
    assert judge(target) == (0, "")
    assert reading.all() == expected
    assert stat.S_ISCHR(device.lstat().st_mode)
    assert target.is_symlink() == through_a_link
    os.close(slave)
    os.close(master)


def test_stdout_by_its_name_is_written_to_behind_what_it_holds(start, faulty, expected, folder):
    (folder / "log").write_bytes(b"first\n")
    line = f"{RUN} lint {faulty} --select GIK302 --format csv --lang en --fail-on never"
    outcome = start(f"{line} -o /dev/stdout >> log | true")
    assert (outcome.code, outcome.stderr) == (0, "")
    assert (folder / "log").read_bytes() == b"first\n" + expected


def test_stdout_by_its_name_goes_through_a_pipe(start, faulty, expected):
    line = f"{RUN} lint {faulty} --select GIK302 --format csv --lang en --fail-on never"
    outcome = start(f"{line} -o /dev/stdout | cat")
    assert (outcome.code, outcome.data, outcome.stderr) == (0, expected, "")


def test_a_link_stays_and_the_file_that_it_leads_to_is_replaced(judge, expected, folder):
    (folder / "kept").mkdir()
    (folder / "kept" / "file").write_bytes(b"old")
    (folder / "other").symlink_to("kept/file")
    (folder / "link").symlink_to("other")
    assert judge("link") == (0, "")
    assert (folder / "kept" / "file").read_bytes() == expected
    assert (folder / "link").readlink() == Path("other")
    assert (folder / "other").readlink() == Path("kept/file")
    assert [path.name for path in (folder / "kept").iterdir()] == ["file"]


def test_a_link_to_nothing_stays_and_its_target_is_made(judge, expected, folder):
    (folder / "link").symlink_to("later")
    assert judge("link") == (0, "")
    assert (folder / "later").read_bytes() == expected
    assert (folder / "link").is_symlink()


def test_links_that_lead_in_a_circle_end_with_2(judge, folder):
    (folder / "one").symlink_to("two")
    (folder / "two").symlink_to("one")
    code, stderr = judge("one")
    assert (code, stderr.startswith("error: cannot write one: ")) == (2, True)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666])
def test_a_file_that_is_replaced_keeps_its_mode(judge, folder, mode):
    (folder / "out").write_text("old")
    (folder / "out").chmod(mode)
    assert judge("out") == (0, "")
    assert stat.S_IMODE((folder / "out").stat().st_mode) == mode


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file to someone else")
def test_a_file_that_is_replaced_keeps_its_owner(judge, folder):
    (folder / "out").write_text("old")
    os.chown(folder / "out", 12345, 54321)
    assert judge("out") == (0, "")
    assert ((folder / "out").stat().st_uid, (folder / "out").stat().st_gid) == (12345, 54321)


def test_what_goes_wrong_at_a_pipe_ends_with_3_and_names_the_output_incomplete(
    judge, monkeypatch, folder
):
    def write(result, stream):
        stream.write(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gikqa._render.csv.write", write)
    os.mkfifo(folder / "pipe")
    reading = Reading(folder / "pipe")
    code, stderr = judge("pipe")
    assert reading.all() == b"half of it"
    assert code == 3
    assert stderr == (
        "error: writing pipe failed: No space left on device; the output is not complete\n"
    )
    assert stat.S_ISFIFO((folder / "pipe").lstat().st_mode)


STOPPED = """
import signal
from gikqa._render import csv
from gikqa.cli import main

def write(result, stream):
    stream.write(b"half of it")
    stream.flush()
    print("writing", flush=True)
    signal.pause()

csv.write = write
main(["lint", "faulty.parquet", "--format", "csv", "-o", "out.csv"])
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)], ids=["TERM", "INT"]
)
def test_a_signal_while_writing_leaves_the_old_file_and_no_part(faulty, folder, number, code):
    (folder / "out.csv").write_text("old")
    command = [sys.executable, "-c", STOPPED]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"writing\n"
        process.send_signal(number)
        assert process.wait(60) == code
    assert (folder / "out.csv").read_text() == "old"
    assert {path.name for path in folder.iterdir()} == {"faulty.parquet", "out.csv"}


def test_the_signal_of_a_timeout_has_its_usual_effect_again_after_writing(judge):
    assert judge("out") == (0, "")
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_extract_writes_to_a_pipe_that_stays_a_pipe(gikqa, document, folder):
    (folder / "a.txt").write_text(document("青桐县人民政府"), "utf-8")
    os.mkfifo(folder / "pipe")
    reading = Reading(folder / "pipe")
    outcome = gikqa("extract", "a.txt", "-o", "pipe", "--quiet")
    assert (outcome.code, outcome.stderr) == (0, "")
    data = reading.all()
    assert (data[:4], data[-4:]) == (b"PAR1", b"PAR1")
    assert stat.S_ISFIFO((folder / "pipe").lstat().st_mode)


def test_an_empty_name_is_refused_before_anything_is_read(gikqa):
    outcome = gikqa("lint", "nowhere.parquet", "-o", "", "--lang", "en")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr == (
        "error: the name of the output is empty: name a file, or - for stdout\n"
    )


@pytest.mark.parametrize("name", [".", "here", "here/", "absent/"])
def test_a_folder_is_refused_before_anything_is_read(gikqa, folder, name):
    (folder / "here").mkdir()
    for command in ("lint", "extract"):
        outcome = gikqa(command, "nowhere.txt", "-o", name, "--lang", "en")
        assert (outcome.code, outcome.stdout) == (2, "")
        assert outcome.stderr == (
            f"error: cannot write {name}: it is a folder, expected the name of a file\n"
        )
    assert [path.name for path in folder.iterdir()] == ["here"]

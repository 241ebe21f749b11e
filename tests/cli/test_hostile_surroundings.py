"""Names in any encoding, special files, full disks, foreign plugins: one sentence, no traceback."""

from __future__ import annotations

import os
import sys

import pyarrow.parquet as pq
import pytest

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="/dev/full, names that are bytes")
RUN = "\"$PYTHON\" -c 'from gikqa.cli import main; main()'"


# Names


@on_linux
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("上犹县".encode(), "上犹县", id="UTF-8"),
        pytest.param("上犹县".encode("gb18030"), "上犹县", id="GB 18030"),
        pytest.param(b"\xff\xfe", "\ufffd", id="no encoding"),
    ],
)
def test_a_document_is_read_whatever_the_encoding_of_its_name(gikqa, folder, document, name, shown):
    given = os.fsdecode(name + b".txt")
    (folder / given).write_text(document("上犹县人民政府"), "utf-8")
    outcome = gikqa("extract", given, "-o", "out.parquet", "--quiet")
    assert (outcome.code, outcome.stderr) == (0, "")
    row = pq.read_table(folder / "out.parquet", columns=["report_id", "source"]).to_pylist()[0]
    assert row["report_id"].startswith(shown)
    assert row["source"].endswith(".txt")
    assert gikqa("lint", given, "--format", "jsonl", "--fail-on", "never").code == 0


# Special files


@on_linux
@pytest.mark.parametrize("name", ["pipe.txt", "pipe.parquet"])
@pytest.mark.parametrize("through_link", [False, True])
def test_a_pipe_is_refused_and_not_waited_for(gikqa, folder, name, through_link):
    os.mkfifo(folder / name)
    if through_link:
        (folder / f"link_{name}").symlink_to(folder / name)
        name = f"link_{name}"
    outcome = gikqa("lint", name, "--lang", "en")
    assert (outcome.code, outcome.stdout) == (4, "")
    assert outcome.stderr == (
        f"error: {name} is a device, a pipe or a socket, expected a file; write its content to a "
        "file first\n"
    )


@on_linux
def test_a_device_is_no_document_and_is_not_read(gikqa, folder):
    (folder / "zero.txt").symlink_to("/dev/zero")
    outcome = gikqa("extract", "zero.txt", "-o", "out.parquet", "--lang", "zh")
    assert outcome.code == 4
    assert "zero.txt 是设备、管道或套接字" in outcome.stderr
    assert not (folder / "out.parquet").exists()


@on_linux
def test_a_link_that_leads_to_itself_ends_with_4(gikqa, folder):
    (folder / "loop.txt").symlink_to("loop.txt")
    outcome = gikqa("lint", "loop.txt", "--lang", "en")
    assert outcome.code == 4
    assert "there is no such file or folder" in outcome.stderr


# A full disk


@on_linux
@pytest.mark.parametrize("form", ["text", "jsonl", "parquet"])
def test_a_full_disk_behind_stdout_ends_with_3_and_one_sentence(start, faulty, form):
    outcome = start(f"{RUN} lint {faulty} --format {form} --lang en > /dev/full | cat")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (
        3,
        "",
        "error: writing stdout failed: No space left on device; the output is not complete\n",
    )


@on_linux
@pytest.mark.parametrize("command", ["rules", "schema", "explain GIK302", "plugins", "--help"])
def test_every_listing_says_so_when_the_disk_is_full(start, command):
    outcome = start(f"{RUN} {command} > /dev/full | cat", env={"LC_MESSAGES": "zh_CN"})
    assert outcome.code == 3
    assert outcome.stderr.startswith("错误：写入 stdout 失败：")
    assert outcome.stderr.count("\n") == 1


# Foreign plugins


@pytest.mark.parametrize(
    ("value", "loaded"), [("1", False), ("yes", False), ("0", True), ("", True)]
)
def test_no_code_of_other_distributions_is_run_where_the_environment_says_so(
    gikqa, install, monkeypatch, value, loaded
):
    install("gikqa-broken", "raise RuntimeError('no such luck')", version="0.9")
    monkeypatch.setenv("GIKQA_NO_PLUGINS", value)
    outcome = gikqa("plugins")
    assert outcome.code == (3 if loaded else 0)
    assert ("gikqa-broken" in outcome.stdout + outcome.stderr) is loaded
    for ours in ("gikqa-documents", "gikqa-foia-us", "gikqa-locale"):
        assert ours in outcome.stdout

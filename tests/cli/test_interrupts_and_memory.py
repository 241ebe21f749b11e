"""Ctrl-C while modules are imported, and too little memory: one sentence, no traceback."""

from __future__ import annotations

import sys

import pytest

from gikqa._export.read_errors import reading
from gikqa.errors import InputError

RUN = "\"$PYTHON\" -c 'from gikqa.cli import main; main()'"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="ulimit -v, signals of POSIX")

INTERRUPTED = """
import os, signal, sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupts())
from gikqa.__main__ import main
sys.argv = ["gikqa", "lint", {export!r}, "--format", "csv", "-o", "out.csv"]
main()
"""


@on_linux
@pytest.mark.parametrize(
    "module",
    ["gikqa.cli", "click", "gikqa.errors", "gikqa.cli.lint", "numpy", "pyarrow.parquet",
     "gikqa._engine.run", "gikqa._render.csv"],
)  # fmt: skip
def test_ctrl_c_at_any_import_ends_with_130_and_one_line(start, faulty, folder, module):
    outcome = start("-c", INTERRUPTED.format(module=module, export=str(faulty)), call=())
    assert (outcome.code, outcome.stdout, outcome.stderr.strip()) == (130, "", "interrupted")
    assert [path.name for path in folder.iterdir()] == ["faulty.parquet"]


@on_linux
@pytest.mark.parametrize("module", ["gikqa.cli", "numpy"])
def test_ctrl_c_is_said_in_chinese_where_the_locale_is(start, faulty, module):
    code = INTERRUPTED.format(module=module, export=str(faulty))
    outcome = start("-c", code, call=(), env={"LANG": "zh_CN.UTF-8"})
    assert (outcome.code, outcome.stdout, outcome.stderr.strip()) == (130, "", "已中断")


@on_linux
@pytest.mark.parametrize("command", ["lint", "rules"])
def test_less_memory_than_the_libraries_need_is_one_sentence_and_3(start, faulty, command):
    given = f"{faulty} -o out.txt" if command == "lint" else ""
    outcome = start(f"ulimit -v 400000; {RUN} {command} {given} | cat")
    assert (outcome.code, outcome.stdout) == (3, "")
    assert outcome.stderr == (
        "error: the memory is limited to 409 MB of addresses (`ulimit -v`), and gikqa needs 1000 "
        "MB: raise the limit\n"
    )


@pytest.mark.parametrize(
    "error",
    [MemoryError("malloc of size 64 failed"), RuntimeError("can't start new thread")],
    ids=["data", "thread"],
)
def test_memory_that_runs_out_on_the_way_is_one_sentence_and_3(
    gikqa, faulty, folder, monkeypatch, error
):
    def write(result, stream):
        stream.write(b"half of it")
        raise error

    monkeypatch.setattr("gikqa._render.csv.write", write)
    outcome = gikqa("lint", faulty, "--format", "csv", "-o", "out.csv", "--lang", "en")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (
        3,
        "",
        "error: the memory is not enough, and there is no answer: judge the export in parts, with "
        "--jobs 1, or where more memory is free\n",
    )
    assert [path.name for path in folder.iterdir()] == ["faulty.parquet"]


@pytest.mark.parametrize(
    ("reason", "raised"),
    [
        ("ZSTD_DCtx create failed", MemoryError),
        ("Unknown error: Failed to launch worker thread: Resource temporarily", MemoryError),
        ("Couldn't deserialize thrift", InputError),
    ],
)
def test_a_file_is_not_called_damaged_where_memory_is_what_is_missing(reason, raised):
    with pytest.raises(raised), reading("damaged export", file="export.parquet"):
        raise OSError(reason)

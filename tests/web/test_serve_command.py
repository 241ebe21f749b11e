"""`gikqa serve` as a command: what it needs, where it listens, how it ends."""

from __future__ import annotations

import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from gikqa._web import run_server
from gikqa._web.run_server import listen
from running_server import server

posix = pytest.mark.skipif(sys.platform != "linux", reason="signals, and processes in /proc")


def children(process: int) -> list[Path]:
    """The processes that a process has started, as folders."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            fields = (path / "stat").read_text("utf-8").rpartition(")")[2].split()
            found += [path] if int(fields[1]) == process else []
    return found


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("zh", "错误：gikqa serve 需要 starlette、uvicorn 和 python-multipart："),
        ("en", "error: gikqa serve needs starlette, uvicorn and python-multipart: "),
    ],
)  # fmt: skip
def test_without_its_extra_the_command_says_how_to_install_it(gikqa, monkeypatch, lang, says):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    outcome = gikqa("serve", "--lang", lang)
    assert (outcome.code, outcome.stdout, outcome.stderr) == (
        2,
        "",
        f"{says}pip install gikqa[web]\n",
    )


def test_it_listens_on_this_machine_only():
    with listen(0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_named(gikqa):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        outcome = gikqa("serve", "--port", str(port), "--lang", "en")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.startswith(f"error: port {port} cannot be had on this machine (")
    assert outcome.stderr.endswith("name another one, or 0 for any that is free, with --port\n")


def test_a_wrong_setting_is_one_sentence_before_anything_is_served(gikqa):
    outcome = gikqa("serve", "--port", "0", "--select", "GIK3O2", "--lang", "en")
    assert outcome.code == 2
    assert outcome.stderr.startswith("error: ")
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "options", "processes"),
    [("jobs = 3", (), 3), ("jobs = 3", ("--jobs", "2"), 2), ("", ("--jobs", "5"), 5)],
)
def test_settings_and_options_say_how_many_processes_judge(
    gikqa, folder, monkeypatch, settings, options, processes
):
    served = []
    monkeypatch.setattr(run_server, "serve_pages", lambda *_, **how: served.append(how))
    (folder / "gikqa.toml").write_text(settings, "utf-8")
    assert gikqa("serve", *options).code == 0
    assert [how["processes"] for how in served] == [processes]


def test_less_than_one_process_is_refused(gikqa):
    outcome = gikqa("serve", "--jobs", "0", "--lang", "en")
    assert (outcome.code, outcome.stderr) == (2, "error: jobs is 0, expected at least 1\n")


@posix
def test_it_ends_with_its_processes_and_without_files(tmp_path):
    with server(tmp_path) as running:
        assert httpx.get(running.address, trust_env=False).status_code == 200
        (worker,) = children(running.process.pid)
        assert [path.name.startswith("gikqa-") for path in tmp_path.iterdir()] == [True]
        assert running.end(signal.SIGTERM) == (0, ["GET / 200"])
    assert list(tmp_path.iterdir()) == []
    assert not worker.exists()

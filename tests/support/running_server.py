"""`gikqa serve` in a process of its own, or its server in a thread of this one."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from command_line import CALL, LOCALE
from gikqa._web.app import make_app
from gikqa._web.judgements import Judgements
from gikqa._web.run_server import listen, make_server


@dataclass(frozen=True)
class Running:
    process: subprocess.Popen[str]
    address: str

    def end(self, how: signal.Signals) -> tuple[int, list[str]]:
        """End it; returns the exit code and the lines that it has logged."""
        self.process.send_signal(how)
        _, logged = self.process.communicate()
        return self.process.returncode, logged.splitlines()


@contextmanager
def server(folder: Path) -> Iterator[Running]:
    """A server with few rules, which it loads quickly; its temporary files are in the folder."""
    known = {name: value for name, value in os.environ.items() if name not in LOCALE}
    options = ("serve", "--port", "0", "--jobs", "1", "--select", "GIK0,GIK3")
    process = subprocess.Popen(
        [sys.executable, "-W", "error", *CALL, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**known, "PYTHONUTF8": "1", "TMPDIR": str(folder)},
        cwd=folder,
    )
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found is not None, said
        yield Running(process, found[0])
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


@contextmanager
def served(judgements: Judgements) -> Iterator[str]:
    """The address of a server in this process."""
    with listen(0) as listener:
        port = listener.getsockname()[1]
        server = make_server(make_app(judgements, port))
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.should_exit = True
            thread.join()

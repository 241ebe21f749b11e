"""Serve the application on the loopback address until the user ends it."""

import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from gikqa._web.app import make_app
from gikqa._web.guards import LOOPBACK, Log
from gikqa._web.judge_one import Setup
from gikqa._web.judgements import Judgements
from gikqa.errors import UsageError

_CONNECTIONS = 512
_ENDING = 1
"""Seconds for answers that are being sent when the server ends; the workers are ended then."""


def serve_pages(
    setup: Setup,
    *,
    port: int,
    processes: int,
    seconds: float,
    lang: str | None,
    log: Log,
    ready: Callable[[str], None],
    browse: bool,
) -> None:
    """Serve until Ctrl-C or SIGTERM. Raises GikqaError if the settings or the port are wrong.

    ready: called with the address when pages are served. browse: whether to open a browser.
    """
    with (
        suppress(KeyboardInterrupt),
        _interrupted_by("SIGTERM", "SIGHUP"),
        listen(port) as listener,
        Judgements(setup, processes, seconds) as judgements,
    ):
        taken: int = listener.getsockname()[1]
        address = f"http://{LOOPBACK}:{taken}/"
        ready(address)
        if browse:
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        make_server(make_app(judgements, taken, log, lang)).run(sockets=[listener])


def make_server(app: ASGIApp) -> uvicorn.Server:
    """A server that logs nothing itself and believes no header about who asks."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            log_level="critical",  # a traceback may hold what a document says
            access_log=False,
            proxy_headers=False,
            server_header=False,
            limit_concurrency=_CONNECTIONS,
            timeout_graceful_shutdown=_ENDING,
        )
    )


def listen(port: int) -> socket.socket:
    """A socket of this machine only; port 0 is any free one. Raises UsageError if it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there, the option would share a port that is taken
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise UsageError.worded("port taken", port=port, reason=error.strerror) from error
    return listener


@contextmanager
def _interrupted_by(*names: str) -> Iterator[None]:
    """Have signals do what Ctrl-C does, so that every context is left when one comes."""
    there = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {one: signal.signal(one, signal.default_int_handler) for one in there}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)

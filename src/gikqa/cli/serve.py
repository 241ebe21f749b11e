"""`gikqa serve`."""

import os
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from gikqa._config import baseline_files
from gikqa.cli.choosing_plugins import plugin_options
from gikqa.cli.help_texts import words_of
from gikqa.cli.judging import settings_of
from gikqa.cli.options import (
    AS_OF,
    BASELINE,
    CONFIG,
    EXTEND_SELECT,
    IGNORE,
    LANG,
    PLUGIN_TIMEOUT,
    PROFILE,
    QUIET,
    SELECT,
    TIMEOUT,
)
from gikqa.errors import UsageError

PORT = 8642
_MOST_PROCESSES = 4
_NEEDED = ("starlette", "uvicorn", "python_multipart")


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65_535), default=PORT, metavar="N")
@click.option("--open", "browse", is_flag=True)
@click.option("--jobs", type=int, metavar="N")
@SELECT
@IGNORE
@EXTEND_SELECT
@BASELINE
@AS_OF
@LANG
@CONFIG
@PROFILE
@plugin_options
@TIMEOUT
@PLUGIN_TIMEOUT
@QUIET
def command(port: int, browse: bool, **options: Any) -> None:
    """Judge documents that are dropped on a page in the browser."""
    asked, choice = settings_of(options, {})
    try:
        for name in _NEEDED:
            import_module(name)
    except ModuleNotFoundError as missing:
        raise UsageError.worded("pages without a server") from missing
    from gikqa._documents.read_documents import TIMEOUT as SECONDS
    from gikqa._web.judge_one import Setup
    from gikqa._web.run_server import serve_pages

    serve_pages(
        Setup(
            tuple(asked["select"]),
            tuple(asked["ignore"]),
            tuple(asked["extend_select"]),
            asked.get("rules"),
            tuple(baseline_files(asked)),
            asked.get("as_of"),
            asked["plugin_timeout"],
            choice,
        ),
        port=port,
        processes=asked["jobs"] or min(os.cpu_count() or 1, _MOST_PROCESSES),
        seconds=asked["timeout"] or SECONDS,
        lang=options["lang"],
        log=_say_nothing if asked["quiet"] else _say,
        ready=lambda address: _say(
            words_of(asked["lang"], "lines")["serving"].format(address=address)
        ),
        browse=browse,
    )


def _say(line: str) -> None:
    with suppress(OSError):  # whoever read stderr may have left
        click.echo(line, err=True)


def _say_nothing(_: str) -> None:
    pass

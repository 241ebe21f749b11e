"""Bars on stderr that show how far a command has come."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from gikqa._documents.read_documents import Outcome
    from gikqa._plugins import Choice
    from gikqa._processes import Workers

_READING = {"zh": "读取文档", "en": "reading documents"}


def read_with_bar(
    files: Sequence[Path],
    options: Mapping[str, Any],
    lang: str,
    *,
    started: "Workers | None" = None,
    choice: "Choice | None" = None,
) -> "Iterator[tuple[Path, Outcome]]":
    """Each document with its row or error, read in processes.

    options: `jobs` and `timeout`, None for the defaults; whether there is a bar. choice: of
    plugins, for processes that are not `started` yet.
    """
    from gikqa._documents.read_documents import TIMEOUT, read_in_processes

    jobs, timeout = options["jobs"] or os.cpu_count() or 1, options["timeout"] or TIMEOUT
    outcomes = read_in_processes(files, jobs, timeout, started, choice)
    bar_on: dict[str, Any] = {"file": sys.stderr, "hidden": not _shown(options)}
    with click.progressbar(outcomes, len(files), _READING[lang], **bar_on) as bar:
        yield from bar


@contextmanager
def report_bar(
    label: str, options: Mapping[str, Any]
) -> Iterator[Callable[[int, int | None], None] | None]:
    """A bar for reports, if the options leave one; it pulses until their number is known."""
    if not _shown(options):
        yield None
        return
    with click.progressbar(count(), label=label, show_pos=True, file=sys.stderr) as bar:

        def show(done: int, total: int | None) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show


def _shown(options: Mapping[str, Any]) -> bool:
    return sys.stderr.isatty() and not (options["no_progress"] or options["quiet"])

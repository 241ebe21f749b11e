"""`gikqa extract`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from gikqa.cli import language_asked
from gikqa.cli.options import LANG, NO_PROGRESS, QUIET, TIMEOUT
from gikqa.cli.output import check_output, open_output
from gikqa.cli.problems import say_error, say_failures
from gikqa.errors import GikqaError, InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from gikqa._documents.read_documents import Outcome
    from gikqa._processes import Workers

_WORDS = {
    "zh": ("已读取 {read} 份文档，写入 {output}；{bad} 份无法读取", "说明"),
    "en": ("{read} documents read into {output}; {bad} unreadable", "note"),
}
_LABEL = {"zh": "读取文档", "en": "reading documents"}


@click.command("extract")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", required=True, metavar="OUT.parquet", help="The export to write.")
@click.option(
    "--jobs", type=int, metavar="N", help="Processes that read.  [default: one a processor]"
)
@TIMEOUT
@LANG
@NO_PROGRESS
@QUIET
def command(
    sources: tuple[str, ...],
    output: str,
    jobs: int | None,
    timeout: float | None,
    lang: str | None,
    no_progress: bool,
    quiet: bool,
) -> None:
    """Turn documents into an export that `gikqa lint` can judge.

    SOURCE is a document or a folder of documents; links in a folder are not followed. Reads what
    the installed readers can read (gikqa-documents: .txt, .md, .html, .docx, .pdf). What could not
    be read in a document is noted in the export's column `extraction`, never guessed; a document
    that cannot be read at all, or not in time, is named, and the rest goes on.
    """
    from gikqa._documents.find_inputs import find_inputs
    from gikqa._documents.read_documents import notes_of
    from gikqa._documents.write import ExportWriter
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._plugins import load_plugins
    from gikqa._render._escape import visible
    from gikqa.cli.overwriting import refuse_overwriting

    chosen = lang or language_asked([])
    done, note = _WORDS[chosen]
    check_limits(jobs, timeout)
    check_output(output)
    spare_pandas()
    plugins = load_plugins(hooks=("gikqa_readers", "gikqa_editions"))
    if not plugins.readers:
        raise InputError.worded("no readers")
    bad: list[GikqaError] = []

    def refuse(errors: Sequence[GikqaError]) -> None:
        bad.extend(errors)
        for error in errors:
            say_error(error.in_language(chosen), chosen)

    files = find_inputs(sources, plugins.readers, only_documents=True).documents
    refuse_overwriting(output, files)
    hidden = quiet or no_progress
    with ExportWriter(plugins.editions) as writer:
        for path, outcome in read_with_bar(files, jobs, timeout, chosen, hidden=hidden):
            if isinstance(outcome, GikqaError):
                refuse([outcome])
                continue
            refuse(writer.add(path, outcome))
            for text in () if quiet else notes_of(outcome):
                click.echo(visible(f"{path}: {note}: {text}"), err=True)
        refuse(writer.flush())
        if not writer.rows:
            raise InputError.worded("nothing read")
        with open_output(output) as stream:
            writer.write(stream)
        if not quiet:
            click.echo(done.format(read=writer.rows, output=output, bad=len(bad)), err=True)
    say_failures(plugins.failures, chosen)
    sys.exit(max([*(error.exit_code for error in bad), 3 if plugins.failures else 0]))


def check_limits(jobs: int | None, timeout: float | None) -> None:
    """Refuse a number of processes or seconds with which nothing could be read."""
    if jobs is not None and jobs < 1:
        raise UsageError.worded("below 1", name="jobs", value=jobs)
    if timeout is not None and not 0 < timeout < float("inf"):
        raise UsageError.worded("wrong timeout", timeout=timeout)


def read_with_bar(
    files: Sequence[Path],
    jobs: int | None,
    timeout: float | None,
    lang: str,
    *,
    hidden: bool,
    started: Workers | None = None,
) -> Iterator[tuple[Path, Outcome]]:
    """Each document with its row or error, read in processes; a bar if stderr is a terminal."""
    from gikqa._documents.workers import TIMEOUT, read_in_processes

    outcomes = read_in_processes(files, jobs or os.cpu_count() or 1, timeout or TIMEOUT, started)
    shown = sys.stderr.isatty() and not hidden
    with click.progressbar(
        outcomes, length=len(files), label=_LABEL[lang], file=sys.stderr, hidden=not shown
    ) as bar:
        yield from bar

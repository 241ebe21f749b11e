"""`gikqa extract`."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from gikqa._config import check_settings
from gikqa._render.output_file import check_output, open_output
from gikqa.cli import user_language
from gikqa.cli.bars import read_with_bar
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.help_texts import words_of
from gikqa.cli.options import LANG, NO_PROGRESS, QUIET, TIMEOUT
from gikqa.cli.problems import say_error, say_failures, say_hint, say_note
from gikqa.errors import GikqaError, InputError


@click.command("extract")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", required=True, metavar="OUT.parquet")
@click.option("--jobs", type=int, metavar="N")
@plugin_options
@TIMEOUT
@LANG
@NO_PROGRESS
@QUIET
def command(sources: tuple[str, ...], output: str, **options: Any) -> None:
    """Turn documents into an export that `gikqa lint` can judge."""
    from gikqa._documents.inputs import find_inputs
    from gikqa._documents.read_documents import notes_of
    from gikqa._documents.write import ExportWriter
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._plugins import load_plugins
    from gikqa._render.output_file import refuse_overwriting

    lang, quiet = options["lang"] or user_language(), options["quiet"]
    check_settings(jobs=options["jobs"], timeout=options["timeout"])
    check_output(output)
    spare_pandas()
    choice = chosen_plugins(options)
    plugins = load_plugins(hooks=("gikqa_readers", "gikqa_editions"), choice=choice)
    if not plugins.readers:
        raise InputError.worded("no readers")
    bad: list[GikqaError] = []

    def refuse(errors: Sequence[GikqaError]) -> None:
        bad.extend(errors)
        for error in errors:
            say_error(error.in_language(lang), lang)

    found = find_inputs(sources, plugins.readers, only_documents=True)
    for page in () if quiet else found.exports:  # only pages of gikqa are passed over
        say_hint(page.in_language(lang), lang)
    files = found.documents
    refuse_overwriting(output, files)
    with ExportWriter(plugins.editions) as writer:
        for path, outcome in read_with_bar(files, options, lang, choice=choice):
            if isinstance(outcome, GikqaError):
                refuse([outcome])
                continue
            refuse(writer.add(path, outcome))
            for note in () if quiet else notes_of(path, outcome, plugins.readers, lang):
                say_note(path, note, lang)
        refuse(writer.flush())
        if not writer.rows:
            raise InputError.worded("nothing read")
        with open_output(output) as stream:
            writer.write(stream)
        if not quiet:
            click.echo(
                words_of(lang, "lines")["extracted"].format(
                    read=writer.rows, output=output, bad=len(bad)
                ),
                err=True,
            )
    say_failures(plugins.failures_in(lang), lang)
    sys.exit(max([*(error.exit_code for error in bad), 3 if plugins.failures else 0]))

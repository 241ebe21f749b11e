"""`gikqa facts`."""

import sys
from typing import Any

import click

from gikqa._config import check_settings
from gikqa._render.output_file import check_output, open_output
from gikqa.cli import search_for_garbage, user_language
from gikqa.cli.bars import read_with_bar, report_bar
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.options import LANG, MAX_REPORTS, NO_PROGRESS, OUTPUT, QUIET, TIMEOUT
from gikqa.cli.problems import say_error, say_failures, say_note
from gikqa.errors import InputError, UsageError

_READING = {"zh": "读取事实", "en": "reading facts"}


@click.command("facts")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", metavar="FORMAT")
@OUTPUT
@LANG
@MAX_REPORTS
@click.option("--jobs", type=int, metavar="N")
@plugin_options
@TIMEOUT
@NO_PROGRESS
@QUIET
def command(paths: tuple[str, ...], output: str, format_: str | None, **options: Any) -> None:
    """Write every quantity, share, list, year and citation that narratives print, one row each."""
    lang, quiet = options["lang"] or user_language(), options["quiet"]
    check_settings(**{name: options[name] for name in ("timeout", "jobs", "max_reports")})
    check_output(output)
    from gikqa._documents.inputs import find_inputs, with_documents
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._facts.read_facts import read_facts
    from gikqa._plugins import load_plugins
    from gikqa._render.facts_rows import facts_format, write_facts
    from gikqa._render.output_file import refuse_overwriting

    spare_pandas()
    name = facts_format(format_, output)
    if name == "parquet" and output == "-" and sys.stdout.isatty():
        raise UsageError.worded("not for a terminal", format=name)
    choice = chosen_plugins(options)
    plugins = load_plugins(hooks=("gikqa_readers", "gikqa_editions"), choice=choice)
    found = find_inputs(paths, plugins.readers)
    refuse_overwriting(output, found.files())
    inputs = with_documents(
        found, plugins, lambda files: read_with_bar(files, options, lang, choice=choice), lang
    )
    for path, note in () if quiet else inputs.notes:
        say_note(path, note, lang)
    unread: list[InputError] = []
    search_for_garbage()
    with report_bar(_READING[lang], options) as progress, open_output(output) as stream:
        facts = read_facts(
            inputs.data,
            plugins.editions,
            unread.append,
            jobs=options["jobs"],
            max_reports=options["max_reports"],
            progress=progress,
        )
        write_facts(facts, stream, name)
    for error in unread:
        say_error(error.in_language(lang), lang)
    failures = (*plugins.failures_in(lang), *inputs.failures)
    say_failures(failures, lang)
    sys.exit(max([*(error.exit_code for error in unread), 3 if failures else 0]))

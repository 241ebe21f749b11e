"""`gikqa annotate`."""

import sys
from pathlib import Path
from typing import Any

import click

from gikqa._render.output_file import check_output, open_output
from gikqa.cli.help_texts import words_of
from gikqa.cli.judging import judge, judging_options, settings_of
from gikqa.cli.problems import say_about, say_hint
from gikqa.errors import UsageError


@click.command("annotate")
@click.argument("document", metavar="REPORT")
@click.option("-o", "--output", required=True, metavar="FILE")
@judging_options
def command(document: str, output: str, **options: Any) -> None:
    """Put each finding into a copy of the report, as a comment on its cell or words."""
    asked, choice = settings_of(options, {})
    asked["max_findings_per_rule"] = None  # a setting for listings must leave out no comment
    check_output(output)
    from gikqa._documents.inputs import find_inputs
    from gikqa._documents.read_documents import by_suffix
    from gikqa._export.without_pandas import spare_pandas
    from gikqa._office.remarks import remarks
    from gikqa._plugins import load_plugins
    from gikqa._render.output_file import refuse_overwriting

    spare_pandas()
    path, lang = Path(document), asked["lang"]
    plugins = load_plugins(choice=choice, seconds=asked["plugin_timeout"])
    readers = by_suffix(plugins.readers)
    reader = readers.get(path.suffix.lower())
    if reader is None or reader.annotate is None or path.is_dir():
        known = sorted(suffix for suffix, one in readers.items() if one.annotate)
        raise UsageError.worded("no comments in it", file=path, known=known or ["-"])
    found = find_inputs([path], plugins.readers, only_documents=True)
    refuse_overwriting(output, found.files())
    result = judge(found, plugins, asked, choice)
    noted = [*remarks(result)]
    content, placed = reader.annotate(path, noted)
    with open_output(output) as stream:
        stream.write(content)
    say_about(result, lang, quiet=asked["quiet"])
    if not asked["quiet"]:
        lines = words_of(lang, "lines")
        click.echo(lines["annotated"].format(output=output, n=len(noted)), err=True)
        if left := len(noted) - placed:
            say_hint(lines["elsewhere"].format(left=left), lang)
    sys.exit(result.exit_code_at("never"))

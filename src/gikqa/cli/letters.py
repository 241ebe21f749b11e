"""`gikqa letters`."""

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gikqa._render._escape import visible
from gikqa.cli.judging import judge_paths, judging_options, settings_of
from gikqa.cli.problems import say_about

if TYPE_CHECKING:
    from gikqa._office.compose_letters import Letter


@click.command("letters")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, metavar="FOLDER")
@click.option("--format", "format_", type=click.Choice(("docx", "html")), default="docx")
@click.option("--from", "sender", metavar="NAME")
@click.option("--contact", metavar="TEXT")
@click.option("--reply-by", type=click.DateTime(("%Y-%m-%d",)), metavar="DATE")
@click.option("--overwrite", is_flag=True)
@judging_options
def command(
    paths: tuple[str, ...],
    output: str,
    format_: str,
    sender: str | None,
    contact: str | None,
    reply_by: datetime | None,
    overwrite: bool,
    **options: Any,
) -> None:
    """Write each body a letter that asks it to verify what was found in its report."""
    asked, choice = settings_of(options, {})
    asked["max_findings_per_rule"] = None  # a setting for listings must not shorten a letter
    from gikqa._office.compose_letters import Sender, letters
    from gikqa._office.letter_files import write_letters
    from gikqa._office.say_letters import told

    make = _writer(format_)
    result, lang = judge_paths(paths, asked, choice), asked["lang"]
    who = Sender(sender, contact, None if reply_by is None else reply_by.date())
    texts = letters(result, who)
    files = write_letters(texts, make, Path(output), format_, overwrite=overwrite)
    say_about(result, lang, quiet=asked["quiet"])
    if not asked["quiet"]:
        for line in told(result, *files, output):
            click.echo(visible(line), err=True)
    sys.exit(result.exit_code_at("never"))


def _writer(format_: str) -> "Callable[[Letter], bytes]":
    if format_ == "html":
        from gikqa._office.letter_html import html_letter

        return html_letter
    from gikqa._office.letter_docx import docx_letter

    return docx_letter

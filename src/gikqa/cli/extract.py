"""`gikqa extract`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gikqa.cli import language_asked
from gikqa.cli.output import open_output
from gikqa.cli.problems import say_error, say_failures
from gikqa.errors import GikqaError, InputError

if TYPE_CHECKING:
    from gikqa._model import Record

_WORDS = {
    "zh": ("读取文档", "已读取 {read} 份文档，写入 {output}；{bad} 份无法读取", "说明"),
    "en": ("reading documents", "{read} documents read into {output}; {bad} unreadable", "note"),
}


@click.command("extract", short_help="Turn documents (text, HTML) into an export.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", required=True, metavar="OUT.parquet", help="The export to write.")
@click.option("--lang", type=click.Choice(("zh", "en")), help="[default: by locale]")
@click.option("--quiet", is_flag=True, help="Nothing on stderr but errors.")
def command(sources: tuple[str, ...], output: str, lang: str | None, quiet: bool) -> None:
    """Turn documents into an export that `gikqa lint` can judge.

    SOURCE is a document or a folder of documents. Reads what the installed readers can read
    (gikqa-documents: .txt, .html). What could not be read in a document is noted in the export's
    column `extraction`, never guessed; a document that cannot be read at all is named, and the
    rest goes on.
    """
    import pyarrow.parquet as pq

    from gikqa._extract import find_documents, read_documents, to_table, unique_ids
    from gikqa._plugins import load_plugins
    from gikqa._render._escape import visible

    chosen = lang or language_asked([])
    doing, done, note = _WORDS[chosen]
    plugins = load_plugins()
    if not plugins.readers:
        raise InputError(
            "no reader for documents is installed: install gikqa-documents",
            "没有安装文档阅读器：请安装 gikqa-documents",
        )
    rows: list[tuple[Path, Record]] = []
    bad: list[int] = []
    files = list(find_documents(sources, plugins.readers))
    shown = sys.stderr.isatty() and not quiet
    with click.progressbar(files, label=doing, file=sys.stderr, hidden=not shown) as bar:
        for path, record in read_documents(bar, plugins.readers):
            if isinstance(record, GikqaError):
                bad.append(record.exit_code)
                say_error(record.in_language(chosen), chosen)
            else:
                rows.append((path, record))
    if not rows:
        raise InputError("no document could be read", "没有一份文档可以读取")
    with open_output(output) as stream:
        pq.write_table(
            to_table(unique_ids(rows), plugins.editions),
            stream,
            compression="zstd",
            write_page_checksum=True,
        )
    if not quiet:
        for path, record in rows:
            for text in (record.get("extraction") or {}).get("notes") or ():
                click.echo(visible(f"{path}: {note}: {text}"), err=True)
        click.echo(done.format(read=len(rows), output=output, bad=len(bad)), err=True)
    say_failures(plugins.failures, chosen)
    sys.exit(max([*bad, 3 if plugins.failures else 0]))

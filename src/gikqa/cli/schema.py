"""`gikqa schema`."""

import json
from typing import Any

import click

from gikqa.cli import user_language
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.help_texts import words_of
from gikqa.cli.options import LANG, TEXT_OR_JSON


@click.command("schema")
@click.option("--edition", multiple=True, metavar="KEY")
@click.option("--rule-files", "of_rule_files", is_flag=True)
@TEXT_OR_JSON
@LANG
@plugin_options
def command(
    edition: tuple[str, ...], of_rule_files: bool, format_: str, lang: str | None, **options: Any
) -> None:
    """Print the columns of an export in the flat layout: name, type, null, meaning."""
    if of_rule_files:
        from gikqa.rule_files import rule_file_schema

        click.echo(json.dumps(rule_file_schema(), ensure_ascii=False, indent=2))
        return
    from gikqa._export.export_schema import flat_schema
    from gikqa._plugins import load_plugins
    from gikqa._select import did_you_mean
    from gikqa.cli.problems import end_with_failures
    from gikqa.errors import UsageError

    plugins = load_plugins(choice=chosen_plugins(options))
    editions = plugins.editions
    for key in edition:
        if key not in editions:
            raise UsageError.worded("unknown edition", key=key, hint=did_you_mean(key, editions))
    chosen = [editions[key] for key in edition or editions]
    lang = lang or user_language()
    nulls = words_of(lang, "schema")
    meanings = words_of(lang, "columns") | {
        f"{table.key}.{row.key}.{column.key}": f"{row.label} / {column.label}（{column.unit}）"
        for one in reversed(chosen)  # the label of the oldest edition is the one that is shown
        for table in (*(one.base.tables if one.base else ()), *one.tables)
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }
    lines = [
        {
            "column": field.name,
            "type": str(field.type),
            "null": field.nullable,
            "meaning": meanings.get(field.name, ""),
        }
        for field in flat_schema(chosen)
    ]
    if format_ == "json":
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        for line in lines:
            null = nulls["null" if line["null"] else "required"]
            click.echo(f"{line['column']}\t{line['type']}\t{null}\t{line['meaning']}")
    end_with_failures(plugins.failures_in(lang), lang)

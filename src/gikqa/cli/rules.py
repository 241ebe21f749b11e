"""`gikqa rules`."""

import json
from typing import Any

import click

from gikqa.cli import user_language
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.options import LANG, TEXT_OR_JSON

_HEAD = {
    "zh": ("代码", "严重程度", "版本", "状态", "规则", "依据"),
    "en": ("code", "severity", "editions", "status", "rule", "source"),
}


@click.command("rules")
@TEXT_OR_JSON
@LANG
@plugin_options
def command(format_: str, lang: str | None, **options: Any) -> None:
    """List the rules: code, name, severity, confidence, editions, status, source."""
    from gikqa._plugins import load_plugins
    from gikqa.cli.explain import status_of
    from gikqa.cli.problems import end_with_failures

    plugins = load_plugins(choice=chosen_plugins(options))
    chosen = lang or user_language()
    lines = [
        {
            "code": code,
            "name": rule.name,
            "severity": str(rule.severity),
            "confidence": str(rule.confidence),
            "editions": list(rule.editions),
            "status": status_of(rule),
            "title": rule.title[chosen],
            "source": rule.source,
            "plugin": plugins.owner[code],
        }
        for code, rule in sorted(plugins.rules.items())
    ]
    if format_ == "json":
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        _print_table(lines, chosen)
    end_with_failures(plugins.failures_in(chosen), chosen)


def _print_table(lines: list[dict[str, Any]], lang: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*_HEAD[lang], box=None, pad_edge=False)
    for line in lines:
        table.add_row(
            line["code"],
            line["severity"],
            " ".join(line["editions"]) or "*",
            line["status"],
            Text(f"{line['name']}\n{line['title']}"),
            Text(line["source"]),
        )
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    with console.capture() as printed:  # if a reader leaves, Rich would end the process with 1
        console.print(table)
    click.echo(printed.get(), nl=False)

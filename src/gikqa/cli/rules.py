"""`gikqa rules`."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from gikqa.cli import user_language


@click.command("rules", short_help="List the rules.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text")
@click.option("--lang", type=click.Choice(("zh", "en")), help="[default: by locale]")
def command(format_: str, lang: str | None) -> None:
    """List the rules: code, name, severity, confidence, editions, status, source.

    Exit 3 if a plugin failed: its rules may be missing from the list.
    """
    from gikqa._plugins import load_plugins
    from gikqa.cli.explain import status_of
    from gikqa.cli.problems import say_failures

    plugins = load_plugins()
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
    say_failures(plugins.failures, chosen)
    sys.exit(3 if plugins.failures else 0)


def _print_table(lines: list[dict[str, Any]], lang: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    head = {
        "zh": ("代码", "严重程度", "版本", "状态", "规则", "依据"),
        "en": ("code", "severity", "editions", "status", "rule", "source"),
    }
    table = Table(*head[lang], box=None, pad_edge=False)
    for line in lines:
        table.add_row(
            str(line["code"]),
            str(line["severity"]),
            " ".join(line["editions"]) or "*",
            str(line["status"]),
            Text(f"{line['name']}\n{line['title']}"),
            Text(str(line["source"])),
        )
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    console.print(table)

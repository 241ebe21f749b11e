"""`gikqa rules`."""

import json
from typing import TYPE_CHECKING, Any

import click

from gikqa import _render
from gikqa.cli import user_language
from gikqa.cli.choosing_plugins import chosen_plugins, plugin_options
from gikqa.cli.help_texts import words_of
from gikqa.cli.options import LANG, TEXT_OR_JSON
from gikqa.errors import texts_beside

if TYPE_CHECKING:
    from gikqa._plugins import Plugins


@click.command("rules")
@click.option("--proofs", "with_proofs", is_flag=True)
@TEXT_OR_JSON
@LANG
@plugin_options
def command(with_proofs: bool, format_: str, lang: str | None, **options: Any) -> None:
    """List the rules: code, name, severity, confidence, editions, status, source."""
    from gikqa._plugins import load_plugins
    from gikqa.cli.problems import end_with_failures

    plugins = load_plugins(choice=chosen_plugins(options), apart=not with_proofs)
    chosen = lang or user_language()
    if with_proofs:
        from gikqa.cli.proofs_of_rules import print_proofs, proofs

        lines = proofs(plugins, chosen)
    else:
        lines = _listed(plugins, chosen)
    if format_ == "json":
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    elif with_proofs:
        print_proofs(lines, plugins.editions, chosen)
    else:
        _print_table(lines, chosen)
    end_with_failures(plugins.failures_in(chosen), chosen)


def _listed(plugins: "Plugins", lang: str) -> list[dict[str, Any]]:
    from gikqa.cli.explain import status_of

    return [
        {
            "code": code,
            "name": rule.name,
            "severity": str(rule.severity),
            "confidence": str(rule.confidence),
            "editions": list(rule.editions),
            "status": status_of(rule),
            "title": rule.title[lang],
            "source": rule.source,
            "plugin": plugins.owner[code],
        }
        for code, rule in sorted(plugins.rules.items())
    ]


def _print_table(lines: list[dict[str, Any]], lang: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    words, statuses = words_of(lang, "rules"), words_of(lang, "statuses")
    grades = texts_beside(_render.__file__, "words.toml")[lang]
    table = Table(*words["head"], box=None, pad_edge=False)
    for line in lines:
        table.add_row(
            line["code"],
            grades[line["severity"]],
            " ".join(line["editions"]) or words["every"],
            statuses[line["status"]],
            Text(f"{line['name']}\n{line['title']}"),
            Text(line["source"]),
        )
    console = Console()
    if not console.is_terminal:
        console = Console(width=160)
    with console.capture() as printed:  # if a reader leaves, Rich would end the process with 1
        console.print(table)
    click.echo(printed.get(), nl=False)

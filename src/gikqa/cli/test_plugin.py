"""`gikqa test-plugin`."""

import sys

import click

from gikqa.cli import user_language
from gikqa.cli.options import LANG, PLUGIN_TIMEOUT
from gikqa.cli.problems import say_hint


@click.command("test-plugin")
@click.argument("name")
@PLUGIN_TIMEOUT
@LANG
def command(name: str, plugin_timeout: float | None, lang: str | None) -> None:
    """Try a plugin on made-up reports: does it keep the clauses that every plugin has to keep?"""
    from gikqa._render._escape import visible
    from gikqa.testing import conformance

    found = conformance(name, seconds=plugin_timeout or 60.0)
    for one in found:
        click.echo(visible(one.line(lang or user_language())))
    if not found:
        chosen = lang or user_language()
        said = {"zh": f"{name}：符合全部条款", "en": f"{name} keeps every clause"}
        say_hint(said[chosen], chosen)
    sys.exit(bool(found))

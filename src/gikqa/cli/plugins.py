"""`gikqa plugins`."""

from __future__ import annotations

import sys

import click

from gikqa.cli import user_language


@click.command("plugins", short_help="List what is installed, and what could not be loaded.")
def command() -> None:
    """List the plugins with their versions and what they bring; exit 3 if one failed."""
    from gikqa._plugins import load_plugins
    from gikqa.cli.problems import say_failures

    plugins = load_plugins()
    for name, version in sorted(plugins.versions.items()):
        codes = sorted(code for code, owner in plugins.owner.items() if owner == name)
        click.echo(f"{name} {version}")
        click.echo(f"  hooks: {', '.join(plugins.hooks[name]) or '-'}")
        if codes:
            click.echo(f"  rules: {', '.join(codes)}")
    say_failures(plugins.failures, user_language())
    sys.exit(3 if plugins.failures else 0)

"""`gikqa plugins`."""

import click

from gikqa.cli import user_language


@click.command("plugins")
def command() -> None:
    """List the plugins with their versions and what they provide; exit 3 if one failed."""
    from gikqa._plugins import load_plugins
    from gikqa._plugins.editions_in_words import editions_in_words
    from gikqa.cli.problems import end_with_failures

    plugins = load_plugins()
    for name, version in sorted(plugins.versions.items()):
        codes = sorted(code for code, owner in plugins.owner.items() if owner == name)
        click.echo(f"{name} {version}")
        click.echo(f"  hooks: {', '.join(plugins.hooks[name]) or '-'}")
        if codes:
            click.echo(f"  rules: {', '.join(codes)}")
        for sentence in editions_in_words(plugins, name):
            click.echo(f"  {sentence[user_language()]}")
    end_with_failures(plugins.failures, user_language())

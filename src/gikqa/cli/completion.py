"""`gikqa completion`."""

import click
from click.shell_completion import get_completion_class

from gikqa.cli import group


@click.command("completion")
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(shell: str) -> None:
    """Print the script by which a shell completes what is typed after `gikqa`."""
    kind = get_completion_class(shell)
    assert kind is not None  # Click has one for each of the shells above
    click.echo(kind(group, {}, "gikqa", "_GIKQA_COMPLETE").source())

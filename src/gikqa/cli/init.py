"""`gikqa init`."""

from pathlib import Path

import click

from gikqa._config import find_settings
from gikqa.cli import user_language
from gikqa.cli.options import LANG
from gikqa.cli.problems import say_hint
from gikqa.errors import GikqaError, OutputError, UsageError


@click.command("init")
@LANG
def command(lang: str | None) -> None:
    """Write a settings file to begin with."""
    chosen = lang or user_language()
    file, table = find_settings(None, Path.cwd())
    if table:
        raise UsageError.worded("settings there", file=file)
    text = Path(__file__).with_name(f"starter.{chosen}.toml").read_bytes()
    target = Path.cwd() / "gikqa.toml"
    try:
        with target.open("xb") as stream:
            stream.write(text)
    except FileExistsError as error:  # an empty one
        raise UsageError.worded("settings there", file=target) from error
    except OSError as error:
        reason = error.strerror
        raise OutputError.worded("unwritable output", name=target, reason=reason) from error
    said = GikqaError.worded("starter written", file=target)
    say_hint(said.in_language(chosen), chosen)

"""The options that choose plugins, for every command that loads some."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gikqa._config import read_config
from gikqa.cli.options import Command

if TYPE_CHECKING:
    from gikqa._plugins import Choice


def plugin_options(command: Command) -> Command:
    """The options that choose plugins; `chosen_plugins` reads them."""
    off = click.option("--plugin-off", multiple=True, metavar="NAME")
    file = click.option("--plugin", multiple=True, metavar="FILE.py")
    rules = click.option("--rules", "rule_files", multiple=True, metavar="FILE.toml")
    return file(rules(off(command)))


def chosen_plugins(
    options: dict[str, Any], settings: dict[str, Any] | None = None
) -> "Choice | None":
    """Which plugins are loaded, by options and settings; None: all that are installed.

    settings: by default those of this folder.
    """
    table = (read_config(None, Path.cwd()) if settings is None else settings).get("plugins")
    files = (*options["plugin"], *options["rule_files"])
    if not (files or options["plugin_off"] or table):
        return None
    from gikqa._plugins import choose_plugins

    return choose_plugins(files, options["plugin_off"], table)

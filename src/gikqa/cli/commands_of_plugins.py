"""Commands of plugins, for `gikqa --help` and for a name that is no command of gikqa."""

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

import click

from gikqa._model.plugin import COMMANDS, OURS
from gikqa._select import did_you_mean
from gikqa.cli.choosing_plugins import chosen_plugins
from gikqa.cli.problems import say_error, say_failures
from gikqa.errors import GikqaError, PluginError, UsageError

if TYPE_CHECKING:
    from gikqa._plugins import Plugins


def add_to_help(ctx: click.Context, formatter: click.HelpFormatter, lang: str) -> None:
    """Write the commands of plugins with their distributions; what cannot be loaded, to stderr."""
    try:
        plugins = _plugins(ctx)
    except GikqaError as error:  # who has to mend the settings needs help, too
        say_error(error.in_language(lang), lang)
        return
    if plugins is None:
        return
    lines = [
        (name, f"{command.get_short_help_str(60)} ({_who(plugins, name)})")
        for name, command in sorted(plugins.commands.items())
    ]
    if lines:
        with formatter.section("插件的命令" if lang == "zh" else "Commands of plugins"):
            formatter.write_dl(lines)
    say_failures(plugins.failures_in(lang), lang)


def command_of_plugin(ctx: click.Context, name: str, lang: str) -> click.Command:
    """The command with this name, ready to run. Ends with a usage error if nobody brings it."""
    plugins = _plugins(ctx)
    if plugins is None or name not in plugins.commands:
        say_failures(plugins.failures_in(lang) if plugins else (), lang)
        guess = did_you_mean(name, [*COMMANDS, *(plugins.commands if plugins else ())])
        ctx.fail(UsageError.worded("no such command", name=name, hint=guess).in_language(lang))
    from gikqa._plugins.commands import bring_command

    command = bring_command(plugins, name)
    ctx.meta[__name__] = plugins, name
    return command


def _plugins(ctx: click.Context) -> "Plugins | None":
    """The plugins with their commands; None without looking where only gikqa's are installed."""
    points = entry_points(group="gikqa")
    if OURS.issuperset(point.dist.name for point in points if point.dist):
        return None
    # Imported late: with what they import, they take 80 ms.
    from gikqa._plugins.commands import find_commands

    off = ctx.params.get("plugin_off", ())
    return find_commands(chosen_plugins({"plugin": (), "rule_files": (), "plugin_off": off}))


_NOT_OF_THE_PLUGIN = (
    GikqaError, click.ClickException, click.Abort, click.exceptions.Exit, OSError, MemoryError,
)  # fmt: skip
"""What commands raise on purpose, or what is the fault of the surroundings."""


def named_failure(ctx: click.Context, error: Exception) -> PluginError | None:
    """What a command of a plugin has raised, with distribution and place; None for other errors."""
    if __name__ not in ctx.meta or isinstance(error, _NOT_OF_THE_PLUGIN):
        return None
    from gikqa._plugins.where import place_of, said

    plugins, name = ctx.meta[__name__]
    file, line = place_of(error, plugins.roots.get(plugins.command_owner[name]))
    problem = f"{said(error)} ({file}:{line})" if file else said(error)
    who = _who(plugins, name)
    return PluginError.worded("command failed", who=who, command=name, problem=problem)


def _who(plugins: "Plugins", name: str) -> str:
    owner = plugins.command_owner[name]
    return f"{owner} {plugins.versions[owner]}"

"""Commands of plugins: found where all plugins are loaded, run in the process of the user."""

from typing import TYPE_CHECKING

from gikqa._plugins.choice import Choice
from gikqa._plugins.find_plugins import candidates, load_these
from gikqa._plugins.installed import Plugins
from gikqa._plugins.load_all import load_plugins
from gikqa.errors import PluginError

if TYPE_CHECKING:
    import click

_HOOKS = ("gikqa_commands",)
_NOT_AGAIN = {
    "en": "its plugin did not bring it when it was loaded again",
    "zh": "再次加载插件时没有提供该命令",
}


def find_commands(choice: Choice | None) -> Plugins:
    """The plugins with the commands that they bring; those of third parties without functions."""
    return load_plugins(hooks=_HOOKS, choice=choice)


def bring_command(plugins: Plugins, name: str) -> "click.Command":
    """A command with its function; of third parties, its plugin alone is loaded here.

    Raises PluginError if that fails.
    """
    owner = plugins.command_owner[name]
    if plugins.apart is not None and owner in plugins.apart.distributions:
        found = [one for one in candidates((), plugins.choice) if one.name == owner]
        here = load_these(found, _HOOKS, plugins.choice)
        if name not in here.commands:
            problem = {
                lang: "; ".join(one.located for one in here.failures_in(lang)) or otherwise
                for lang, otherwise in _NOT_AGAIN.items()
            }
            who = f"{owner} {plugins.versions[owner]}"
            raise PluginError.worded("command failed", who=who, command=name, problem=problem)
        plugins.commands[name] = here.commands[name]
        plugins.apart = None  # its process ends: a command may run for hours
    return plugins.commands[name]

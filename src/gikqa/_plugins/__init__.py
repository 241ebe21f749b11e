"""Plugins: found, checked, and kept from stopping each other."""

from gikqa._plugins.choice import NO_PLUGINS, OURS, Choice, choose_plugins, read_plugin_file
from gikqa._plugins.find_plugins import load_plugins
from gikqa._plugins.installed import Plugins

__all__ = [
    "NO_PLUGINS",
    "OURS",
    "Choice",
    "Plugins",
    "choose_plugins",
    "load_plugins",
    "read_plugin_file",
]

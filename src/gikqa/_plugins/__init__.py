"""Plugins: found, checked, and kept from stopping each other."""

from gikqa._model.plugin import OURS
from gikqa._plugins.choice import NO_PLUGINS, Choice, choose_plugins, handed_over
from gikqa._plugins.find_plugins import load_ours
from gikqa._plugins.installed import Plugins
from gikqa._plugins.load_all import load_plugins

__all__ = [
    "NO_PLUGINS",
    "OURS",
    "Choice",
    "Plugins",
    "choose_plugins",
    "handed_over",
    "load_ours",
    "load_plugins",
]

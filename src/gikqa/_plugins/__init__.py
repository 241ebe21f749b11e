"""Plugins: found, checked, and kept from stopping each other."""

from gikqa._plugins.find_plugins import NO_PLUGINS, load_ours
from gikqa._plugins.installed import OURS, Plugins
from gikqa._plugins.load_all import load_plugins

__all__ = ["NO_PLUGINS", "OURS", "Plugins", "load_ours", "load_plugins"]

"""Plugins: found, checked, and kept from stopping each other."""

from gikqa._plugins.find_plugins import NO_PLUGINS, OURS, load_plugins
from gikqa._plugins.installed import Plugins

__all__ = ["NO_PLUGINS", "OURS", "Plugins", "load_plugins"]

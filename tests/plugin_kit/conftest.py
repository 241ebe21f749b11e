"""Plugins made in the test, and a command line in a folder of its own."""

from __future__ import annotations

from command_line import folder, gikqa
from made_plugins import install_rules

__all__ = ["folder", "gikqa", "install_rules"]

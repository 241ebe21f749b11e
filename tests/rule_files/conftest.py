"""A command line in a folder of its own."""

from __future__ import annotations

from command_line import folder, gikqa

__all__ = ["folder", "gikqa"]

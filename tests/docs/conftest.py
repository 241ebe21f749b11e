"""The command line in a folder of its own, for pages that say what to type."""

from __future__ import annotations

from command_line import folder, gikqa

__all__ = ["folder", "gikqa"]

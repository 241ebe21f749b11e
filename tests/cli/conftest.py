"""A command line in a folder of its own, and exports written for each test."""

from __future__ import annotations

from command_line import folder, gikqa, start
from installed_plugins import install, raising_plugin
from printed_document import document
from written_exports import clean, export, faulty, report, unbalanced

__all__ = [
    "clean",
    "document",
    "export",
    "faulty",
    "folder",
    "gikqa",
    "install",
    "raising_plugin",
    "report",
    "start",
    "unbalanced",
]

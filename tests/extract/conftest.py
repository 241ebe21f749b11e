"""The command line, the documents and the plugins of the tests in `tests/cli`."""

from __future__ import annotations

from command_line import folder, gikqa, start
from installed_plugins import install
from printed_document import document
from written_exports import export, report, unbalanced

__all__ = ["document", "export", "folder", "gikqa", "install", "report", "start", "unbalanced"]

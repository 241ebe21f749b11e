"""Results, and the command line, for letters and comments."""

from __future__ import annotations

from command_line import folder, gikqa
from written_exports import clean, export, faulty, report, unbalanced

__all__ = ["clean", "export", "faulty", "folder", "gikqa", "report", "unbalanced"]

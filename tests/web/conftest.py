"""Somebody at the page of `gikqa serve`, and documents to drop on it."""

from __future__ import annotations

from command_line import folder, gikqa
from page_visitor import judgements, visitor, visitors
from printed_document import document

__all__ = ["document", "folder", "gikqa", "judgements", "visitor", "visitors"]

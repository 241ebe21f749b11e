"""Each form that documents are written in."""

from __future__ import annotations

from written_documents import edition

__all__ = ["edition"]

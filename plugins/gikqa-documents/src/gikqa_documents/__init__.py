"""Readers that turn disclosure reports into rows of a gikqa export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gikqa import hookimpl

if TYPE_CHECKING:
    from gikqa import Reader

__version__ = "0.1.0"

GIKQA_API = 1
GIKQA_PREFIXES = ()


@hookimpl
def gikqa_readers() -> list[Reader]:
    """Readers of plain text, Markdown, HTML, Word documents and PDFs."""
    # The readers pull in lxml; a run that only lints an export must not pay for that.
    from gikqa_documents.readers import READERS

    return list(READERS)

"""Tables that arrange text on a page and hold no numbers."""

from __future__ import annotations

from collections.abc import Sequence

from gikqa_documents.form.chapter_headings import read_heading
from gikqa_documents.form.table_labels import is_known

_LONGEST_CELL = 100
_FEWEST_LABELS = 2


def frames_text(texts: Sequence[str]) -> bool:
    """Whether cells hold headings or long text instead of labels of a form."""
    return sum(map(is_known, texts)) < _FEWEST_LABELS and any(
        len(text) > _LONGEST_CELL or read_heading(text, 0) for text in texts
    )

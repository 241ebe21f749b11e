"""Documents for round trips: any row of an export, written in the styles that are met in the wild.

`write` makes the document, `expected` says what a perfect reader makes of it, `narrative` invents
the text, `varied_row` a whole row. Forms of 2019 and 2021. DOCX and PDF need python-docx and
reportlab, which come with the extra `gikqa[testing]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gikqa.testing.documents import as_html, as_text, expect
from gikqa.testing.documents.catalogue import STYLES
from gikqa.testing.documents.expect import carried
from gikqa.testing.documents.paper import paper
from gikqa.testing.documents.prose import narrative
from gikqa.testing.documents.styles import Page, Plain, Style, Word
from gikqa.testing.documents.varied import varied_row

__all__ = [
    "STYLES",
    "Style",
    "carried",
    "differences",
    "expected",
    "narrative",
    "varied_row",
    "write",
]

Labels = Mapping[str, str]
"""`table.row` or `table.column` → label printed instead of the official one."""


def write(row: Mapping[str, Any], style: Style | str, *, misprint: Labels | None = None) -> bytes:
    """The document that a row of an export makes in a style; equal rows give equal bytes.

    The form is that of the row's `edition`, or else of its year. `misprint` and the row's own
    `printed_labels` replace labels, its `raw_cells` replace printed values.
    Raises KeyError for a style, a row or a column that does not exist.
    """
    style = _style(style)
    report, look = paper(row, style, misprint or {}), style.look
    if isinstance(look, Page):
        return as_html.render(report, style, look)
    if isinstance(look, Plain):
        return as_text.render(report, style, look)
    # Imported here, so that pages and texts can be written without the two libraries.
    if isinstance(look, Word):
        from gikqa.testing.documents import as_docx

        return as_docx.render(report, look)
    from gikqa.testing.documents import as_pdf

    return as_pdf.render(report, look)


def expected(
    row: Mapping[str, Any], style: Style | str, *, misprint: Labels | None = None
) -> dict[str, Any]:
    """What a perfect reader makes of `write(row, style, misprint=misprint)`.

    Holds edition, title, publisher, year, published_on, period_start, period_end, sections,
    raw_cells, printed_labels and every cell of the edition; what the style does not print is None.
    Compare `sections` after applying `carried` to those that were read.
    """
    return expect.expected(row, _style(style), misprint or {})


def differences(
    row: Mapping[str, Any], style: Style | str, found: Mapping[str, Any]
) -> dict[str, tuple[Any, Any]]:
    """Column → (what a perfect reader makes of `write(row, style)`, what was read instead)."""
    return expect.differences(row, _style(style), found)


def _style(style: Style | str) -> Style:
    return style if isinstance(style, Style) else STYLES[style]

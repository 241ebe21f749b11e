"""The readers that the plugin brings, one for each kind of document.

Parsers are imported when a document of their kind is read; a run over an export loads none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gikqa import InputError, Reader, Remark
from gikqa.text import pattern
from gikqa_documents.files.refused import refuse_old_word
from gikqa_documents.files.text import read_text

_PAGE = pattern(r"<(?:!doctype|html|body|table|p|div)\b", re.IGNORECASE)


def read_plain(path: Path) -> dict[str, Any]:
    """A row from plain text or Markdown."""
    from gikqa_documents.document import Document, Paragraph
    from gikqa_documents.limits import refuse_lines
    from gikqa_documents.record import record_of

    text = read_text(path)
    if _PAGE.match(text.lstrip()):
        return read_page(path)
    refuse_lines(path, text)
    blocks = tuple(Paragraph(line) for line in text.replace("&nbsp;", "\xa0").split("\n"))
    return record_of(path, Document(blocks))


def read_page(path: Path) -> dict[str, Any]:
    """A row from an HTML page; a page of pictures alone needs a `<title>` that names a report."""
    from gikqa_documents.files.html import read_html
    from gikqa_documents.form.titles import title_of_head
    from gikqa_documents.limits import refuse_tags
    from gikqa_documents.record import record_of

    page = read_text(path)
    refuse_tags(path, page)
    document = read_html(page)
    if document is None or not (document.blocks or any(map(title_of_head, document.heads))):
        raise InputError(
            f"{path}: no text on the page, perhaps pictures alone; "
            "save the page that shows the text of the report",
            f"{path}：网页上没有文字，可能只有图片；请保存显示报告文字的网页",
        )
    return record_of(path, document)


def annotate_page(path: Path, remarks: Sequence[Remark]) -> tuple[bytes, int]:
    """The page with the remarks as notes, and how many are at their places."""
    from gikqa_documents.page_notes import with_notes

    return with_notes(path, remarks)


def read_docx(path: Path) -> dict[str, Any]:
    """A row from a Word document."""
    from gikqa_documents.files.docx.word_blocks import read_word
    from gikqa_documents.record import record_of

    document = read_word(path)
    if not document.blocks:
        raise InputError(
            f"{path}: no text in the document, perhaps pictures alone; "
            "give the document that holds the text of the report",
            f"{path}：文档中没有文字，可能只有图片；请提供有报告文字的文档",
        )
    return record_of(path, document)


def annotate_docx(path: Path, remarks: Sequence[Remark]) -> tuple[bytes, int]:
    """The Word document with the remarks as comments, and how many are at their places."""
    from gikqa_documents.word_comments import with_comments

    return with_comments(path, remarks)


def read_pdf(path: Path) -> dict[str, Any]:
    """A row from a PDF."""
    from gikqa_documents.files.pdf.pages import read_pages
    from gikqa_documents.record import record_of

    return record_of(path, read_pages(path))


def in_chinese(note: str) -> str:
    """A note of these readers in Chinese."""
    from gikqa_documents.notes_in_chinese import in_chinese

    return in_chinese(note)


READERS = (
    Reader("plain-text", (".txt", ".md"), read_plain, in_chinese),
    Reader("html", (".html", ".htm"), read_page, in_chinese, annotate_page),
    Reader("docx", (".docx",), read_docx, in_chinese, annotate_docx),
    Reader("pdf", (".pdf",), read_pdf, in_chinese),
    # A folder may hold reports in these formats; they are refused by name, not skipped silently.
    Reader("old-word", (".doc", ".wps"), refuse_old_word),
)

"""Reports to be written as documents, and the text of a document that was written."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest
from lxml import html

from gikqa.editions import Edition, Kind, load_editions
from gikqa.testing.documents import STYLES, narrative
from gikqa.testing.documents.as_pdf import RADICALS

EDITIONS = [load_editions()[key] for key in ("2019", "2021")]
FORM = load_editions()["2021"]
LAST = "disputes.litigation_after_review.total"
BY_FORMAT = {suffix: [name for name, style in STYLES.items() if style.suffix.startswith(suffix)]
             for suffix in (".htm", ".txt", ".md", ".docx", ".pdf")}  # fmt: skip


@pytest.fixture(params=EDITIONS, ids=lambda edition: edition.key)
def edition(request):
    return request.param


def full(edition: Edition, seed: int = 1) -> dict:
    """A report with another six-digit number in each cell, which stands nowhere else."""
    rng = Random(seed)
    numbers = rng.sample(range(100_000, 1_000_000), len(edition.cells))
    values = {
        path: Decimal(number) / 100 if cell.kind is Kind.MONEY else number
        for number, (path, cell) in zip(numbers, edition.cells.items(), strict=True)
    }
    return {"report_id": "r1", **narrative(edition, rng), **values}


def blanked(edition: Edition) -> dict:
    row = full(edition)
    return row | dict.fromkeys(Random(5).sample(sorted(edition.cells), 60))


def text_of(name: str, document: bytes) -> str:
    """All text of a document without blanks and line breaks."""
    return "".join(words_of(name, document).split())


def words_of(name: str, document: bytes) -> str:
    """All text of a document, with blanks or line breaks between cells."""
    style = STYLES[name]
    if style.suffix == ".docx":
        return docx_text(document)
    if style.suffix == ".pdf":
        return pdf_text(document)
    if style.suffix.startswith(".htm"):
        return " ".join(page_of(name, document).itertext())
    return document.decode(style.encoding)


def page_of(name: str, document: bytes):
    return html.document_fromstring(document.decode(STYLES[name].encoding))


def docx_text(document: bytes) -> str:
    xml = ZipFile(BytesIO(document)).read("word/document.xml").decode()
    return re.sub("<[^>]+>", "", re.sub("</w:p>", "\n", xml))


def pdf_text(document: bytes) -> str:
    pdfium = pytest.importorskip("pypdfium2", reason="reads PDF files; not part of the kit")
    pages = pdfium.PdfDocument(document)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
        return text.translate({printed: char for char, printed in RADICALS.items()})
    finally:
        pages.close()


def spelled(label: str, name: str) -> str:
    return (
        re.sub("（([一二三四五六七八九])）", r"(\1)", label)
        if STYLES[name].suffix == ".md"
        else label
    )

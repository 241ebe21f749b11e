"""PDFs made for tests: a whole report, a page drawn by hand, and files written byte by byte."""

from __future__ import annotations

import io
import random
from functools import cache

from reportlab.pdfgen.canvas import Canvas

from gikqa.editions import load_editions
from gikqa.testing.documents import narrative, write

WORD = b"BT /F 12 Tf 100 700 Td (x) Tj ET"


@cache
def report_pdf() -> bytes:
    """A report on the form of 2021."""
    edition = load_editions()["2021"]
    cells = {path: number for number, path in enumerate(edition.cells)}
    base = {"edition": edition.key, "raw_cells": {}, "printed_labels": {}}
    return write(cells | base | narrative(edition, random.Random(7)), "pdf-split")


def drawn(draw=None, pages=1, **options) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, **options)
    for _ in range(pages):
        if draw:
            draw(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def with_stream(content: bytes, pages: int = 1, more: str = "", filters: str = "") -> bytes:
    """A PDF whose pages draw this stream; `more` are further objects from number 10 on."""
    kids = " ".join(f"{100 + n} 0 R" for n in range(pages))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 5 0 R>>"
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            f"2 0 obj<</Type/Pages/Count {pages}/Kids[{kids}]>>endobj\n".encode(),
            f"4 0 obj<</Length {len(content)}{filters}>>stream\n".encode(),
            content,
            b"\nendstream endobj\n5 0 obj<</Font<</F 6 0 R>>/XObject<</X0 10 0 R>>>>endobj\n",
            b"6 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
            "".join(f"{100 + n} 0 obj{page}endobj\n" for n in range(pages)).encode(),
            more.encode(),
            b"trailer<</Root 1 0 R>>\n%%EOF\n",
        )
    )

"""PDFs with damaged bytes: a row or one sentence, never a traceback, never a hang."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from gikqa import InputError
from gikqa_documents.files.pdf.page_edges import PageItems
from gikqa_documents.files.pdf.paragraphs import margins_of
from gikqa_documents.files.pdf.text_lines import TextLine
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

from written_pdfs import report_pdf

MUTATIONS = 60


@pytest.fixture(scope="module")
def data():
    return report_pdf()


def mutated(data: bytes, seed: int) -> bytes:
    """Some bytes changed, dropped, doubled or moved; the end stays, so that the file is opened."""
    rng = random.Random(seed)
    body, end = bytearray(data[:-600]), data[-600:]
    for _ in range(rng.choice((1, 3, 20, 200))):
        at, length = rng.randrange(len(body)), rng.choice((1, 1, 4, 50))
        piece = body[at : at + length]
        kind = rng.randrange(4)
        if kind == 0:
            body[at : at + length] = rng.randbytes(len(piece))
        elif kind == 1:
            del body[at : at + length]
        elif kind == 2:
            body[at:at] = piece * rng.choice((1, 30))
        else:
            to = rng.randrange(len(body))
            body[to : to + len(piece)] = piece
    return bytes(body) + end


def test_any_damage_gives_a_row_or_an_input_error(data, tmp_path):
    def outcome(seed: int) -> str:
        path = tmp_path / f"{seed}.pdf"
        path.write_bytes(mutated(data, seed))
        try:
            return "row" if read_pdf(path)["report_id"] == str(seed) else "other"
        except InputError:
            return "refused"

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(outcome, range(MUTATIONS)))
    assert set(outcomes) == {"row", "refused"}


def line(text: str, size: float) -> TextLine:
    return TextLine(text, left=70.0, right=520.0, top=100.0, bottom=112.0, size=size)


@pytest.mark.parametrize(
    "sizes", [[], [10.0, 20.0], [-12.0, -12.0], [float("nan"), 12.0], [0.0]], ids=repr
)
def test_lines_of_any_size_have_margins(sizes):
    page = PageItems(1, 800.0, [line("公开政府信息" * 6, size) for size in sizes])
    margins = margins_of([page])
    assert margins.left in (0.0, 70.0)

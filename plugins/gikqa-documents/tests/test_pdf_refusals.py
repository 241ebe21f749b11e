"""Files that are no PDF, not a whole one, protected, or without text: one sentence says which."""

from __future__ import annotations

import pytest

from gikqa import InputError
from gikqa_documents.files.pdf import load as pdf_load
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

from reportlab.lib.pdfencrypt import StandardEncryption
from written_pdfs import drawn, report_pdf, with_stream


@pytest.fixture(scope="module")
def data():
    return report_pdf()


def test_a_file_with_a_password_is_refused(refused):
    encryption = StandardEncryption("secret", "owner", strength=128)
    assert "protected by a password" in refused(drawn(encrypt=encryption))


def test_a_report_that_may_be_opened_by_all_but_not_changed_is_read(tmp_path):
    path = tmp_path / "report.pdf"
    draw = lambda canvas: canvas.drawString(100, 700, "Report")  # noqa: E731
    encryption = StandardEncryption("", "owner", canModify=0, canCopy=0, strength=128)
    path.write_bytes(drawn(draw, encrypt=encryption))
    assert read_pdf(path)["report_id"] == "report"


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_file_that_is_cut_off_is_no_short_report(data, refused, share):
    assert "the end of the PDF is missing" in refused(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b" \r\n", "the file is empty"),
        (b"PK\x03\x04" + b"x" * 50, "this is no PDF"),
        ("青山县2020年".encode(), "this is no PDF"),
        (b"%PDF-1.7\n%%EOF\n", "damaged and cannot be opened"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 4000 + b"\n%%EOF\n", "damaged and cannot be opened"),
    ],
)
def test_what_is_no_whole_pdf_is_refused(refused, content, words):
    assert words in refused(content)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_pdf(tmp_path / "nothing.pdf")


def test_a_file_that_is_too_large_is_not_even_read(refused, monkeypatch):
    monkeypatch.setattr(pdf_load, "LARGEST_FILE", 100)
    assert "give one report a file" in refused(b"%PDF" + b"x" * 200)


def test_a_scan_needs_ocr(refused):
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    picture = ImageReader(Image.new("L", (40, 40), 128))
    scan = drawn(lambda canvas: canvas.drawImage(picture, 0, 0, 500, 700), pages=3)
    assert refused(scan) == "the PDF holds pictures only, no text: needs OCR"


def test_a_file_of_empty_pages_is_refused(refused):
    assert "neither text nor pictures" in refused(drawn())


def test_fonts_that_do_not_name_their_characters_need_ocr(refused):
    composite = (
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>"
        "endobj\n7 0 obj<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R>>endobj\n"
        "8 0 obj<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1000 1000]/Ascent 800"
        "/Descent -200/CapHeight 700/ItalicAngle 0/StemV 80>>"
    )
    content = with_stream(b"BT /F 12 Tf 100 700 Td <0101010201030104> Tj ET")
    content = content.replace(
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", composite.encode()
    )
    assert "do not say which characters" in refused(content)

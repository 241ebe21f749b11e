"""Broken, protected and hostile PDFs: one sentence in two languages or a row, never a traceback."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from gikqa import InputError
from gikqa.editions import load_editions
from gikqa.testing.documents import narrative, write
from gikqa_documents.files.pdf import load as pdf_load
from gikqa_documents.files.pdf import ruling_lines
from gikqa_documents.files.pdf import worker as pdf_worker
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

EDITION = load_editions()["2021"]
WORD = b"BT /F 12 Tf 100 700 Td (x) Tj ET"


@pytest.fixture(scope="module")
def data():
    rng = random.Random(7)
    cells = {path: number for number, path in enumerate(EDITION.cells)}
    base = {"edition": EDITION.key, "raw_cells": {}, "printed_labels": {}}
    return write(cells | base | narrative(EDITION, rng), "pdf-split")


@pytest.fixture
def refused(tmp_path):
    """The sentence with which a file is refused, without its path."""

    def refused(content: bytes) -> str:
        path = tmp_path / "report.pdf"
        path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            read_pdf(path)
        for lang in ("en", "zh"):
            text = caught.value.in_language(lang)
            assert text.startswith(str(path))
            assert "\n" not in text
        assert re.search("[\u4e00-\u9fff]", caught.value.in_language("zh"))
        return str(caught.value).removeprefix(f"{path}: ")

    return refused


@pytest.fixture
def worker_with(tmp_path, monkeypatch):
    """Replace limits in the program that reads PDFs: `worker_with(MOST_GLYPHS=100)`."""

    def worker_with(**limits: int) -> None:
        source = Path(pdf_worker.__file__).read_text("utf-8")
        for name, amount in limits.items():
            source, count = re.subn(rf"^{name} = .*$", f"{name} = {amount}", source, flags=re.M)
            assert count == 1, name
        changed = tmp_path / "worker.py"
        changed.write_text(source, "utf-8")
        monkeypatch.setattr(pdf_worker, "__file__", str(changed))

    return worker_with


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


def test_too_many_pages_are_refused(refused):
    content = with_stream(WORD, pages=pdf_worker.MOST_PAGES + 1)
    assert f"more than {pdf_worker.MOST_PAGES} pages" in refused(content)


def test_as_many_pages_as_allowed_are_read(tmp_path):
    path = tmp_path / "long.pdf"
    path.write_bytes(with_stream(WORD, pages=pdf_worker.MOST_PAGES))
    assert read_pdf(path)["report_id"] == "long"


def test_too_many_characters_are_refused(refused, worker_with):
    worker_with(MOST_GLYPHS=1_000)
    # Each page alone is within the limit.
    content = with_stream(b"BT /F 1 Tf 100 700 Td (%b) Tj ET" % (b"x" * 400), pages=3)
    assert f"more than {pdf_worker.MOST_GLYPHS} characters" in refused(content)


def test_as_many_characters_as_allowed_are_read(tmp_path, worker_with):
    worker_with(MOST_GLYPHS=1_200)
    path = tmp_path / "report.pdf"
    path.write_bytes(with_stream(b"BT /F 1 Tf 100 700 Td (%b) Tj ET" % (b"x" * 400), pages=3))
    assert read_pdf(path)["report_id"] == "report"


def test_a_stream_that_grows_a_thousandfold_is_refused(refused, worker_with):
    worker_with(MOST_INFLATED=1_000_000)
    bomb = zlib.compress(b"BT /F 1 Tf (x) Tj ET\n" * 100_000, 9)
    assert len(bomb) < 10_000
    assert "when decompressed" in refused(with_stream(bomb, filters="/Filter/FlateDecode"))


def test_no_more_is_decompressed_than_the_limit_allows(monkeypatch):
    grown = 0

    class Counted:
        def __init__(self) -> None:
            self._inflate = zlib.decompressobj()

        def __getattr__(self, name: str) -> object:
            return getattr(self._inflate, name)

        def decompress(self, data: bytes, most: int) -> bytes:
            nonlocal grown
            piece = self._inflate.decompress(data, most)
            grown += len(piece)
            return piece

    monkeypatch.setattr(
        pdf_worker, "zlib", SimpleNamespace(decompressobj=Counted, error=zlib.error)
    )
    monkeypatch.setattr(pdf_worker, "MOST_INFLATED", 3 << 20)
    bomb = zlib.compress(b" " * (30 << 20), 9)
    with pytest.raises(pdf_worker.Refused, match="inflated"):
        pdf_worker.check_inflated(with_stream(bomb, filters="/Filter/FlateDecode"))
    assert 3 << 20 < grown <= 4 << 20


def test_streams_that_grow_together_are_refused(refused, worker_with):
    worker_with(MOST_INFLATED=1_000_000)
    # None is large alone; together they are.
    part = zlib.compress(b" " * 125_000, 9)
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream endobj\n" % (len(part), part)
    objects = b"".join(b"%d 0 obj%b" % (n, stream) for n in range(20, 30))
    content = with_stream(WORD)
    assert "when decompressed" in refused(content.replace(b"trailer", objects + b"trailer"))


def test_a_stream_compressed_twice_is_stopped_by_memory_or_time(refused, worker_with):
    worker_with(MOST_MEMORY=160 << 20, MOST_STARTS=0, LEAST_SECONDS=2)
    twice = zlib.compress(zlib.compress(b"q\n" * 30_000_000, 1), 9)
    assert refused(with_stream(twice, filters="/Filter[/FlateDecode/FlateDecode]"))


def test_forms_that_draw_each_other_a_million_times_are_stopped(refused, worker_with):
    worker_with(MOST_STARTS=0, LEAST_SECONDS=1)
    levels = 9
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 600 800]"
    more = "".join(
        f"{10 + n} 0 obj{form}/Resources<</XObject<</X{n + 1} {11 + n} 0 R>>>>"
        f"/Length {len(calls)}>>stream\n{calls}\nendstream endobj\n"
        for n in range(levels)
        for calls in [f"/X{n + 1} Do " * 10]
    )
    more += f"{10 + levels} 0 obj{form}/Length 8>>stream\n0 0 m 9 \nendstream endobj\n"
    assert refused(with_stream(b"/X0 Do", more=more))


def test_a_reader_that_never_ends_is_stopped_and_the_file_not_blamed(
    data, refused, tmp_path, monkeypatch
):
    pytest.importorskip("resource", reason="limits of resources need Unix")
    busy = tmp_path / "worker.py"
    busy.write_text(
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass\n"
    )
    monkeypatch.setattr(pdf_worker, "__file__", str(busy))
    assert "the file may be sound" in refused(data)


def test_a_reader_that_never_answers_is_stopped_and_the_file_not_blamed(
    data, refused, tmp_path, monkeypatch
):
    idle = tmp_path / "worker.py"
    idle.write_text("import time\nwhile True: time.sleep(1000)\n")
    monkeypatch.setattr(pdf_worker, "__file__", str(idle))
    monkeypatch.setattr(pdf_worker, "MOST_WAIT", 1)
    assert "no answer from the reader of PDFs" in refused(data)


@pytest.mark.parametrize(("start", "seconds"), [(0.004, 7), (0.04, 17), (0.4, 125)])
def test_a_machine_that_loads_the_reader_slowly_gets_more_time(monkeypatch, start, seconds):
    resource = pytest.importorskip("resource", reason="limits of resources need Unix")
    limits = {}
    monkeypatch.setattr(resource, "setrlimit", lambda what, pair: limits.update({what: pair[0]}))
    monkeypatch.setattr(pdf_worker, "time", SimpleNamespace(process_time=lambda: start))
    pdf_worker._limit_resources()
    assert limits[resource.RLIMIT_CPU] == seconds


def test_a_computer_that_sleeps_while_a_pdf_is_read_loses_nothing(data, tmp_path, monkeypatch):
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    awake = read_pdf(path)
    waited = []
    communicate = subprocess.Popen.communicate

    def asleep(process, given=None, timeout=None):
        waited.append(timeout)
        return communicate(process, given, 0 if len(waited) < 3 else timeout)

    monkeypatch.setattr(subprocess.Popen, "communicate", asleep)
    assert read_pdf(path) == awake
    assert len(waited) > 2


def test_a_form_that_draws_itself_ends(refused):
    more = (
        "10 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X0 10 0 R>>>>"
        "/Length 6>>stream\n/X0 Do\nendstream endobj\n"
    )
    assert "neither text nor pictures" in refused(with_stream(b"/X0 Do", more=more))


def test_a_page_drawn_with_very_many_lines_is_read_without_its_lines(tmp_path, monkeypatch):
    lines = b"".join(f"{n % 600} 0 m {n % 600} 800 l S 0 {n} m 600 {n} l S\n".encode()
                     for n in range(300))  # fmt: skip
    path = tmp_path / "map.pdf"
    path.write_bytes(with_stream(lines + WORD))
    monkeypatch.setattr(ruling_lines, "_MOST_CROSSINGS", 1_000)
    monkeypatch.setattr(ruling_lines, "_connected", lambda *_: pytest.fail("crossings are sought"))
    assert read_pdf(path)["report_id"] == "map"


def test_scripts_links_and_attachments_are_left_alone(tmp_path):
    content = with_stream(WORD).replace(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while\\(true\\){})>>"
        b"/AA<</WC<</S/URI/URI(http://127.0.0.1:9/)>>>>"
        b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(/etc/hostname)>>]>>>>>>",
    )
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    assert read_pdf(path)["sections"] == [{"number": 0, "heading": "", "text": "x"}]


def test_the_library_is_never_loaded_into_the_process_that_reads(data, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(data)
    code = (
        "import sys; from pathlib import Path; from gikqa_documents.readers import read_pdf;"
        f"read_pdf(Path({str(path)!r}));"
        "print([name for name in sys.modules if name.startswith('pypdfium2')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_fault_of_the_worker_is_no_fault_of_the_document(data, tmp_path, monkeypatch):
    path, broken = tmp_path / "report.pdf", tmp_path / "worker.py"
    path.write_bytes(data)
    broken.write_text("raise KeyError('slip')", "utf-8")
    monkeypatch.setattr(pdf_worker, "__file__", str(broken))
    with pytest.raises(RuntimeError, match="KeyError: 'slip'"):
        read_pdf(path)

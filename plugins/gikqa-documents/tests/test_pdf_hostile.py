"""Hostile PDFs and processes that fail: one sentence in two languages or a row, within limits."""

from __future__ import annotations

import re
import subprocess
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from gikqa_documents.files.pdf import ruling_lines
from gikqa_documents.files.pdf import worker as pdf_worker
from gikqa_documents.readers import read_pdf

pytest.importorskip("reportlab")

from written_pdfs import WORD, report_pdf, with_stream


@pytest.fixture(scope="module")
def data():
    return report_pdf()


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

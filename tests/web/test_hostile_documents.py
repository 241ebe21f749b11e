"""Documents that are broken, disguised or made to do harm: each gets a sentence, not a crash."""

from __future__ import annotations

import asyncio
import os
import signal
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import httpx
import pytest

from gikqa._processes import WorkerError
from gikqa._web import uploads
from gikqa._web.judgements import WAITING
from gikqa.editions import load_editions
from gikqa.testing.documents import narrative, write
from page_visitor import alert, read

BODY = "青桐县人民政府办公室"
OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
BAD = b"PK\x03\x04 no archive"


def archive(**parts: bytes) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.docx", BAD, "a.docx：Word 文档已损坏"),
        ("a.docx", archive(**{"word/document.xml": bytes(60_000_000)}), "a.docx："),
        ("a.docx", OLE2 + bytes(4_000), "a.docx："),
        ("a.docx", b"%PDF-1.7 and no more", "a.docx："),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n<<>>", "a.pdf："),
        ("a.html", b"<html><body></body></html>", "a.html：网页上没有文字"),
        ("a.html", b"<p>" * 300_000, "a.html："),
        ("a.exe", b"MZ", "a.exe：没有能读取 .exe"),
        ("报告", b"x", "报告："),
        (".docx", BAD, ".docx："),
        ("a\x1b[2J\u202e.docx", BAD, r"a\x1b[2J\u202e.docx：Word"),
        ("<script>alert(1)</script>.docx", BAD, "script>.docx：Word"),
        ("../../etc/passwd.docx", BAD, "passwd.docx：Word"),
        ("C:\\Users\\x\\报告.docx", BAD, "报告.docx：Word"),
    ],
    ids=lambda given: str(given)[:12],
)
def test_what_cannot_be_read_is_said_by_the_name_that_its_owner_knows(visitor, name, content, says):
    said = visitor.refused(name, content)
    assert says in said
    assert "gikqa-" not in said


def test_an_empty_file_is_named_as_empty(visitor):
    assert visitor.refused("a.docx", b"").startswith("文件是空的")


def test_flipped_bytes_of_a_word_document_end_in_a_report_or_a_sentence(visitor):
    rng = Random(3)
    whole = write({"report_id": "r", **narrative(load_editions()["2021"], rng)}, "docx-plain")
    for _ in range(4):
        broken = bytearray(whole)
        for _ in range(6):
            broken[rng.randrange(len(broken))] ^= 1 << rng.randrange(8)
        answer = visitor.send("a.docx", bytes(broken))
        assert answer.status_code in (200, 422)
        if answer.status_code == 422:
            assert "a.docx" in alert(answer)


def test_marks_of_a_report_are_shown_and_its_page_is_no_report(visitor, document):
    content = document("青桐<script>alert(1)</script>县人民政府办公室")
    name = "<img src=x onerror=alert(1)>.txt"
    shown = visitor.send(name, content.encode())
    page = read(shown)
    assert len(page.all("script")) == 1
    assert page.all("img") == []
    assert page.all("h1")[0].text() == name
    saved = visitor.get(f"{shown.url}/file").content
    assert visitor.refused("a.html", saved).startswith("a.html")


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped here")
def test_a_document_that_takes_too_long_is_named_and_the_next_one_is_judged(
    visitor, judgements, monkeypatch
):
    visitor.refused("a.docx", BAD)  # so that a process is there, and ready
    (worker,) = judgements._workers._all
    os.kill(worker.process.pid, signal.SIGSTOP)
    monkeypatch.setattr(judgements, "_seconds", 0.0)
    assert visitor.refused("a.docx", BAD).startswith("a.docx：0 秒内未能读完")
    monkeypatch.undo()
    assert visitor.refused("a.docx", BAD).startswith("a.docx：Word")  # by a new process


def test_a_process_that_ends_costs_its_document_a_sentence(visitor, judgements, monkeypatch):
    def ask(*_: object) -> None:
        raise WorkerError(-9, ready=True, doing=None)

    monkeypatch.setattr(judgements._workers, "ask", ask)
    assert visitor.refused("a.docx", BAD).startswith("检查这份文件时程序中止")


def test_a_hundred_documents_at_once_get_an_answer_each(visitor, judgements):
    token = visitor.token()

    async def send_all() -> list[httpx.Response]:
        posts = (
            visitor.client.post("/", data={"token": token}, files={"document": (f"{n}.docx", BAD)})
            for n in range(100)
        )
        return await asyncio.gather(*posts)

    answers = visitor.run(send_all())
    judged = [n for n, answer in enumerate(answers) if answer.status_code == 422]
    assert all(alert(answers[n]).startswith(f"{n}.docx：Word 文档已损坏") for n in judged)
    busy = [answer for answer in answers if answer.status_code == 503]
    assert {alert(answer) for answer in busy} == {
        "正在检查的文件太多，这份文件没有检查：请稍候几秒再试"
    }
    assert {answer.headers["retry-after"] for answer in busy} == {"5"}
    assert len(judged) == 1 + WAITING
    assert len(judged) + len(busy) == 100
    assert not judgements.busy


def test_a_document_that_is_too_large_is_refused_and_not_kept(visitor, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 1_000)
    said = visitor.refused("a.docx", bytes(20_000), 413)
    assert said == "文件超过 50 MB，没有检查：请压缩其中的图片后重试"
    assert visitor.refused("a.docx", bytes(900)).startswith("a.docx")


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"document=x", "application/x-www-form-urlencoded", 400),
        (b"--b\r\nbroken", "multipart/form-data; boundary=b", 400),
        (b"", "multipart/form-data", 400),
        (b'--b\r\nContent-Disposition: form-data; name="document"\r\n\r\nx\r\n--b--\r\n',
         "multipart/form-data; boundary=b", 400),
    ],
    ids=["no form", "broken off", "no boundary", "no file"],
)  # fmt: skip
def test_a_form_without_a_document_is_refused(visitor, body, kind, status):
    visitor.open()
    answer = visitor.run(visitor.client.post("/", content=body, headers={"content-type": kind}))
    assert answer.status_code == status
    assert "请" in alert(answer)


def test_no_document_stays_on_the_disk(visitor, judgements):
    visitor.refused("a.docx", BAD)
    visitor.refused("a.docx", BAD, 403, data={"token": ""})
    assert list(Path(judgements._folder.name).iterdir()) == []
    assert os.name != "posix" or Path(judgements._folder.name).stat().st_mode & 0o77 == 0

"""Load characters and ruling lines of a PDF through a process of its own."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gikqa import InputError
from gikqa.text import pattern
from gikqa_documents.files.pdf import worker
from gikqa_documents.form.characters import repair_radicals

LARGEST_FILE = 50_000_000
"""Bytes; the longest known report has well under ten million."""
_END_OF_FILE = b"%%EOF"
_TAIL = 4096  # some servers append a few lines of their own
_HEAD = 1024  # the signature need not be the first thing in the file
_MOST_UNNAMED = 0.2
"""Share of characters without a code in their font beyond which the text cannot be used."""
_LACKS = "\ufffd"
_APART = pattern(r"\d\s\d")
_OUT_OF_TIME = 24  # SIGXCPU, which Windows does not know

_REASONS = {
    "password": (
        "the PDF is protected by a password; save it without one",
        "该 PDF 有密码保护；请另存为无密码的文件",
    ),
    "format": (
        "the PDF is damaged and cannot be opened; download or export it again",
        "该 PDF 已损坏，无法打开；请重新下载或导出",
    ),
    "pages": (
        f"the PDF has more than {worker.MOST_PAGES} pages; give one report a file",
        f"该 PDF 超过 {worker.MOST_PAGES} 页；请每个文件只放一份报告",
    ),
    "glyphs": (
        f"the PDF holds more than {worker.MOST_GLYPHS} characters; give one report a file",
        f"该 PDF 超过 {worker.MOST_GLYPHS} 个字符；请每个文件只放一份报告",
    ),
    "inflated": (
        f"the PDF grows beyond {worker.MOST_INFLATED // 1_000_000} MB when decompressed; "
        "it is no report, or its pictures must be made smaller",
        f"该 PDF 解压后超过 {worker.MOST_INFLATED // 1_000_000} MB；它不是报告，或须压缩其中的图片",
    ),
    "time": (
        f"reading the PDF took {worker.MOST_STARTS} times as long as loading its reader and was "
        "stopped; the file may be sound: read it on another machine, or export it again",
        f"读取该 PDF 的用时达到加载阅读程序的 {worker.MOST_STARTS} 倍，已停止；文件本身未必有误："
        "请换一台机器读取，或重新导出",
    ),
    "wait": (
        f"no answer from the reader of PDFs within {worker.MOST_WAIT} seconds; the machine may be "
        "busy: try again later, or export the file again",
        f"{worker.MOST_WAIT} 秒内没有读完该 PDF；可能机器繁忙：请稍后再试，或重新导出",
    ),
    "memory": (
        f"the PDF needs more than {worker.MOST_MEMORY >> 20} MB of memory; export it again",
        f"读取该 PDF 需要超过 {worker.MOST_MEMORY >> 20} MB 内存；请重新导出",
    ),
    "crash": (
        "the PDF is damaged or built to break readers; export it again",
        "该 PDF 已损坏或会使阅读程序崩溃；请重新导出",
    ),
    "no text": (
        "the PDF holds pictures only, no text: needs OCR",
        "该 PDF 只有图片，没有文字：需要先做文字识别（OCR）",
    ),
    "blank": (
        "the PDF holds neither text nor pictures; give a file with the text of a report",
        "该 PDF 既无文字也无图片；请提供含报告文字的文件",
    ),
    "unnamed": (
        "the fonts of the PDF do not say which characters they print: needs OCR",
        "该 PDF 的字体没有字符对应表，无法取得文字：需要先做文字识别（OCR）",
    ),
    "large": (
        f"larger than {LARGEST_FILE // 1_000_000} MB; give one report a file",
        f"文件超过 {LARGEST_FILE // 1_000_000} MB；请每个文件只放一份报告",
    ),
    "empty": (
        "the file is empty; give a file with the text of a report",
        "文件是空的；请提供含报告文字的文件",
    ),
    "other": (
        "this is no PDF, whatever its name says; give it the suffix of its format",
        "这不是 PDF，与文件名不符；请改用其格式的扩展名",
    ),
    "cut": (
        "the end of the PDF is missing; download or copy it again",
        "该 PDF 不完整，缺少结尾；请重新下载或复制",
    ),
}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character; points count from the upper left corner of the page.

    `apart`: the text of the PDF has a blank between the digit before and this digit.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    apart: bool = False

    @property
    def size(self) -> float:
        """Height of the line that the character belongs to."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the character."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line between two corners, `left <= right` and `top <= bottom`."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """What is printed on a page; `hidden` text is the layer that OCR puts under a picture."""

    glyphs: tuple[Glyph, ...] = ()
    rules: tuple[Rule, ...] = ()
    height: float = 0.0
    pictures: int = 0
    hidden: bool = False
    broken: bool = False


def load_pages(path: Path) -> list[Page]:
    """The pages of a PDF.

    Raises InputError for what is no PDF, cut off, protected, beyond a limit, or without text.
    """
    _refuse_what_is_no_pdf(path)
    answer = _ask_worker(path)
    if "error" in answer:
        raise _refusal(path, answer["error"])
    pages = [_page(page) for page in answer["pages"]]
    glyphs = sum(len(page.glyphs) for page in pages)
    if all(page.broken for page in pages):
        raise _refusal(path, "format")
    if not any(glyph.text.strip() for page in pages for glyph in page.glyphs):
        raise _refusal(path, "no text" if any(page.pictures for page in pages) else "blank")
    unnamed = sum(glyph.text == _LACKS for page in pages for glyph in page.glyphs)
    if unnamed > _MOST_UNNAMED * glyphs:
        raise _refusal(path, "unnamed")
    return pages


def _refusal(path: Path, reason: str) -> InputError:
    en, zh = _REASONS[reason]
    return InputError(f"{path}: {en}", f"{path}：{zh}")


def _refuse_what_is_no_pdf(path: Path) -> None:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refusal(path, "large")
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise InputError(
            f"{path}: cannot be read ({reason}); check the path",
            f"{path}：无法读取（{reason}）；请检查路径",
        ) from error
    if not data.strip():
        raise _refusal(path, "empty")
    if b"%PDF" not in data[:_HEAD]:
        raise _refusal(path, "other")
    # PDFium reads the first pages of half a file; a row from them would look like a short report.
    if _END_OF_FILE not in data[-_TAIL:]:
        raise _refusal(path, "cut")


def _ask_worker(path: Path) -> dict[str, Any]:
    # Looked up, not imported: the library must not be loaded into this process.
    found = importlib.util.find_spec("pypdfium2_raw")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("gikqa-documents needs pypdfium2 to read PDFs")
    bindings = str(Path(found.origin).parents[1])
    # -I -S: neither environment variables nor site packages change what the process does.
    command = [sys.executable, "-I", "-S", worker.__file__, bindings]
    done = _run(command, path)
    if done is None:
        raise _refusal(path, "wait")
    if done.returncode == worker.OUT_OF_MEMORY:
        raise _refusal(path, "memory")
    if done.returncode == -_OUT_OF_TIME:
        raise _refusal(path, "time")
    if done.returncode == 1:  # a traceback: our fault, not the document's
        raise RuntimeError(done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2])
    if done.returncode:  # killed by a signal, or ended by PDFium itself
        raise _refusal(path, "crash")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _run(command: list[str], path: Path) -> subprocess.CompletedProcess[bytes] | None:
    """Run the command on the file and return its answer; None if it took too long.

    Seconds of waiting are counted instead of reading the clock: after a computer slept, the clock
    shows that any process took too long.
    """
    pipe = subprocess.PIPE
    with (
        path.open("rb") as file,
        subprocess.Popen(command, stdin=file, stdout=pipe, stderr=pipe) as process,
    ):
        try:
            for _ in range(worker.MOST_WAIT):
                with contextlib.suppress(subprocess.TimeoutExpired):
                    answer = process.communicate(timeout=1)
                    return subprocess.CompletedProcess(command, process.returncode, *answer)
        finally:
            process.kill()  # without effect on one that has ended
    return None


def _page(read: dict[str, Any]) -> Page:
    if read.get("broken"):
        return Page(broken=True)
    text = repair_radicals(read["text"])
    return Page(
        glyphs=tuple(_glyphs(text, read["glyphs"])),
        rules=tuple(Rule(*box) for box in read["rules"]),
        height=read["height"],
        pictures=read["pictures"],
        hidden=read["hidden"],
    )


def _glyphs(text: str, boxes: Sequence[Sequence[float]]) -> Iterator[Glyph]:
    """The characters, those told apart whose font is too narrow for the blank to show as a gap."""
    for at, (character, box) in enumerate(zip(text, boxes, strict=True)):
        left, top, right, bottom, baseline = box
        apart = _APART.fullmatch(text[max(at - 2, 0) : at + 1]) is not None
        yield Glyph(character, left, top, right, bottom, baseline, apart)

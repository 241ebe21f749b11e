"""Read characters and ruling lines of a PDF in a process of its own.

PDFium is a large library in C++, and a PDF can be built to keep any reader busy for ever. In this
process it can crash, use up its memory or be stopped without harm to the process that lints. The
file is run as a script and imports nothing of gikqa, so that it starts in a few milliseconds.

It reads the PDF from standard input and writes a JSON object: `{"error": …}` or `{"pages": …}`. Of
PDFium it uses pages only: no scripts, forms, attachments, links or rendering.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

MOST_PAGES = 300
"""The longest known report has about 40."""
MOST_GLYPHS = 200_000
"""Characters on all pages; a report has 3,000 to 40,000."""
MOST_OBJECTS = 100_000
"""Drawn objects on all pages; those after them are ignored."""
MOST_INFLATED = 300_000_000
"""Bytes of all streams when decompressed: about twelve uncompressed photographs."""
MOST_MEMORY = 768 << 20
"""Bytes of address space, where the system can limit it (Linux)."""
MOST_STARTS = 300
"""Processor time for one PDF, in multiples of what loading PDFium took: a report takes 2 of them,
the largest PDF that the limits above allow takes 50."""
LEAST_SECONDS = 5
"""Added to that, so that a start that happens to be quick refuses nothing."""
MOST_WAIT = 600
"""Seconds by the clock, for systems that cannot limit processor time (Windows)."""
OUT_OF_MEMORY = 3  # exit code

_STREAM = re.compile(rb"stream\r?\n")
_CHUNK = 1 << 20
_DEEPEST_FORM = 8
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_INVISIBLE = 3
_LINE_TO, _MOVE_TO = 0, 2
_THIN = 2.5  # points; filled boxes up to this width are lines
_HYPHEN_AT_LINE_END = 2  # code that PDFium gives it
_STRAIGHT = 0.1  # radians

Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The PDF exceeds a limit or cannot be opened; the text is the name of the reason."""


def main() -> int:
    """Read one document; the only argument is the folder of the bindings."""
    sys.path.append(sys.argv[1])
    import pypdfium2_raw as pdfium

    pdfium.FPDF_InitLibrary()
    with contextlib.suppress(ImportError):  # Windows has no such limits
        _limit_resources()
    try:
        answer: dict[str, Any] = {"pages": list(_pages(pdfium, sys.stdin.buffer.read()))}
    except Refused as refused:
        answer = {"error": str(refused)}
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.write(json.dumps(answer, separators=(",", ":")))
    return 0


def _limit_resources() -> None:
    import resource

    # PDFium cannot be interrupted, so only time stops it. A slow machine loads it slowly, too.
    seconds = LEAST_SECONDS + math.ceil(MOST_STARTS * time.process_time())
    most = {resource.RLIMIT_AS: MOST_MEMORY, resource.RLIMIT_CPU: seconds, resource.RLIMIT_CORE: 0}
    for what, amount in most.items():
        # macOS knows RLIMIT_AS but refuses it; a lower limit may be set already.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (amount, resource.getrlimit(what)[1]))


def check_inflated(data: bytes) -> None:
    """Refuse a file whose streams grow beyond MOST_INFLATED when decompressed."""
    total = 0
    view = memoryview(data)
    for match in _STREAM.finditer(data):
        at = match.end() + _CHUNK
        inflate, rest = zlib.decompressobj(), view[match.end() : at]
        with contextlib.suppress(zlib.error):  # another filter, or damage: PDFium decides
            while rest and not inflate.eof:  # what follows its end is another object
                total += len(inflate.decompress(rest, _CHUNK))
                if total > MOST_INFLATED:
                    raise Refused("inflated")
                rest = memoryview(inflate.unconsumed_tail)
                if not rest:
                    rest, at = view[at : at + _CHUNK], at + _CHUNK


def _pages(pdfium: Any, data: bytes) -> Iterator[dict[str, Any]]:
    check_inflated(data)
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise Refused("password" if pdfium.FPDF_GetLastError() == _PASSWORD else "format")
    count = pdfium.FPDF_GetPageCount(document)
    if not 0 < count <= MOST_PAGES:
        raise Refused("pages" if count > 0 else "format")
    glyphs, objects = MOST_GLYPHS, MOST_OBJECTS
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            yield {"broken": True}
            continue
        read = _Page(pdfium, page, objects)
        read.take_glyphs(glyphs)
        read.take_objects()
        glyphs, objects = glyphs - len(read.text), read.objects_left
        yield read.answer()
        pdfium.FPDF_ClosePage(page)


class _Page:
    """One page while it is read; coordinates count from its lower left corner, as in the PDF."""

    def __init__(self, pdfium: Any, page: Any, objects: int) -> None:
        self.pdfium, self.page, self.objects_left = pdfium, page, objects
        self.text: list[str] = []
        self.boxes: list[tuple[float, ...]] = []
        self.turns: list[int | None] = []
        self.rules: list[Segment] = []
        self.pictures = 0
        self.hidden = False
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        edges = (box.left, box.bottom, box.right, box.top)
        self.left, self.bottom, self.right, self.top = map(float, edges)

    def take_glyphs(self, most: int) -> None:
        """Take every printed character with its box, its baseline and its angle."""
        pdfium = self.pdfium
        text = pdfium.FPDFText_LoadPage(self.page)
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        count = pdfium.FPDFText_CountChars(text) if text else 0
        for at in range(count):
            code = pdfium.FPDFText_GetUnicode(text, at)
            # PDFium guesses blanks between characters; their positions say more.
            if pdfium.FPDFText_IsGenerated(text, at) == 1 or code in (10, 13):
                continue
            pdfium.FPDFText_GetLooseCharBox(text, at, box)
            pdfium.FPDFText_GetCharOrigin(text, at, x, y)
            numbers = (box.left, box.bottom, box.right, box.top, x.value, y.value)
            if not all(map(math.isfinite, numbers)) or not self._holds(numbers):
                continue
            if len(self.text) >= most:
                raise Refused("glyphs")
            self.text.append(_character(code, pdfium.FPDFText_HasUnicodeMapError(text, at) == 1))
            self.boxes.append(numbers)
            self.turns.append(_quarter(pdfium.FPDFText_GetCharAngle(text, at)))
        pdfium.FPDFText_ClosePage(text)

    def _holds(self, box: tuple[float, ...]) -> bool:
        """Whether a box is on the visible part of the page."""
        middle_x, middle_y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.left <= middle_x <= self.right and self.bottom <= middle_y <= self.top

    def take_objects(self) -> None:
        """Take ruling lines, and whether there are pictures and hidden text."""
        pdfium = self.pdfium
        for at in range(pdfium.FPDFPage_CountObjects(self.page)):
            self._take_object(pdfium.FPDFPage_GetObject(self.page, at), _IDENTITY, 0)

    def _take_object(self, drawn: Any, outer: Matrix, depth: int) -> None:
        pdfium = self.pdfium
        if self.objects_left <= 0:
            return
        self.objects_left -= 1
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == _PATH:
            self.rules += _rules(pdfium, drawn, _product(_matrix(pdfium, drawn), outer))
        elif kind == _IMAGE:
            self.pictures += 1
        elif kind == _TEXT:
            invisible = pdfium.FPDFTextObj_GetTextRenderMode(drawn) == _INVISIBLE
            self.hidden = self.hidden or invisible
        elif kind == _FORM and depth < _DEEPEST_FORM:
            inner = _product(_matrix(pdfium, drawn), outer)
            for at in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                self._take_object(pdfium.FPDFFormObj_GetObject(drawn, at), inner, depth + 1)

    def answer(self) -> dict[str, Any]:
        """The page, turned until most of its text is upright, with coordinates from its top."""
        turns = Counter(turn for turn in self.turns if turn is not None)
        turn = turns.most_common(1)[0][0] if turns else 0
        upright = [at for at, own in enumerate(self.turns) if own == turn]
        height, width = self.top - self.bottom, self.right - self.left
        return {
            "text": "".join(self.text[at] for at in upright),
            "glyphs": [self._glyph(turn, *self.boxes[at]) for at in upright],
            "rules": [self._turned(turn, *rule) for rule in self.rules],
            "height": width if turn in (1, 3) else height,
            "pictures": self.pictures,
            "hidden": self.hidden,
        }

    def _glyph(self, turn: int, *numbers: float) -> list[float]:
        baseline = self._point(turn, numbers[4], numbers[5])[1]
        return [*self._turned(turn, *numbers[:4]), round(baseline, 2)]

    def _turned(self, turn: int, *box: float) -> list[float]:
        x0, y0 = self._point(turn, box[0], box[1])
        x1, y1 = self._point(turn, box[2], box[3])
        return [round(n, 2) for n in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))]

    def _point(self, turn: int, x: float, y: float) -> tuple[float, float]:
        if turn == 1:  # reads upwards
            return y - self.bottom, x - self.left
        if turn == 2:
            return self.right - x, y - self.bottom
        if turn == 3:  # reads downwards
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _character(code: int, unmapped: bool) -> str:
    if code == _HYPHEN_AT_LINE_END:
        return "-"
    known = not unmapped and 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000
    # A character without a code must leave a mark: it may be a digit of a number.
    return chr(code) if known else "\ufffd"


def _quarter(angle: float) -> int | None:
    """Quarters of a turn to the left; None for slanted text, which is a watermark."""
    turn = round(angle / (math.pi / 2))  # PDFium counts to the right
    return -turn % 4 if abs(angle - turn * math.pi / 2) < _STRAIGHT else None


def _matrix(pdfium: Any, drawn: Any) -> Matrix:
    m = pdfium.FS_MATRIX()
    known = pdfium.FPDFPageObj_GetMatrix(drawn, m)
    return (m.a, m.b, m.c, m.d, m.e, m.f) if known else _IDENTITY


def _product(one: Matrix, two: Matrix) -> Matrix:
    """The matrix that applies `one` first."""
    (a, b, c, d, e, f), (g, h, i, j, k, m) = one, two
    turned = (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j)
    return (*turned, e * g + f * i + k, e * h + f * j + m)


def _rules(pdfium: Any, path: Any, matrix: Matrix) -> Iterator[Segment]:
    """The straight lines of a path: strokes, and filled boxes as thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    count = pdfium.FPDFPath_CountSegments(path)
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not 2 <= count <= 1000:
        return
    lines = list(_lines(pdfium, path, count, matrix))
    if lines and not stroke.value:
        xs = [x for line in lines for x in line[::2]]
        ys = [y for line in lines for y in line[1::2]]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if not fill.value or min(width, height) > _THIN:
            return
        x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
        lines = [(min(xs), y, max(xs), y) if width > height else (x, min(ys), x, max(ys))]
    yield from (line for line in lines if all(map(math.isfinite, line)))


def _lines(pdfium: Any, path: Any, count: int, matrix: Matrix) -> Iterator[Segment]:
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            return
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind == _MOVE_TO:
            start = point
        elif kind == _LINE_TO:
            yield (*last, *point)
        last = point
        if kind == _LINE_TO and pdfium.FPDFPathSegment_GetClose(segment) and point != start:
            yield (*point, *start)


if __name__ == "__main__":
    sys.exit(main())

"""A picture of every output: pages and lists as PNG by headless Chromium, the terminal as SVG.

Without Chromium the pages have no pictures, and the build says so. Formats for programs are shown
as text. Everything is what the command line gives, for the documents of `samples`.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from html import escape, unescape
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq
from docs.site.pages import WORDS
from docs.site.samples import REAL, write_reports
from openpyxl import load_workbook
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

FOLDER = "pictures"
PAGES = ("html", "one", "letter", "annotated", "xlsx")
TEXTS = ("verdicts", "csv", "jsonl", "json", "sarif", "junit", "github")
_COLUMNS = 100
_COLUMN = 12.2  # of rich's SVG: the width of a column
_TEXT = re.compile(r'textLength="[\d.]+"([^>]*)>([^<]*)</text>')
_LINES = 14
_LONGEST = 300
# Rich's own template loads a font from another host; here the reader's machine gives one.
_SVG = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" \
xmlns="http://www.w3.org/2000/svg"><style>
.{unique_id}-matrix {{ font-family: ui-monospace, monospace; font-size: {char_height}px; \
line-height: {line_height}px; }}
{styles}</style><defs>{lines}</defs>{chrome}
<g transform="translate({terminal_x}, {terminal_y})">{backgrounds}\
<g class="{unique_id}-matrix">{matrix}</g></g></svg>
"""


def chromium() -> str | None:
    """The browser of this machine, if there is one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def make_pictures(work: Path, target: Path, lang: str) -> dict[str, str]:
    """Name of each output → Markdown that shows it; the pictures are written to the target.

    work: a folder for the documents and for what gikqa writes. The Markdown is for a page at the
    root of the site.
    """
    target.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    write_reports(work / "reports")
    real = f"reports/{REAL}.pdf"
    _gikqa(work, lang, "lint", "reports", "-o", "html.html", "--format", "html")
    _gikqa(work, lang, "lint", real, "-o", "one.html", "--format", "html")
    _gikqa(work, lang, "letters", real, "-o", "letters", "--format", "html", "--overwrite")
    _gikqa(work, lang, "extract", "reports", "-o", "reports.parquet")
    shown = {"text": _terminal(work, real, target, lang)}
    write_reports(work / "pages", "html-office")
    _gikqa(work, lang, "annotate", f"pages/{REAL}.html", "-o", "annotated.html")
    _gikqa(work, lang, "lint", "reports.parquet", "-o", "list.xlsx", "--format", "xlsx")
    (letter,) = (work / "letters").glob("*.html")
    (work / "letter.html").write_bytes(letter.read_bytes())
    (work / "xlsx.html").write_text(_sheet(work / "list.xlsx"), "utf-8")
    browser = chromium()
    for name in PAGES:
        words = WORDS[lang]["outputs"][name]
        if browser:
            _screenshot(browser, work / f"{name}.html", target / f"{name}.png")
            shown[name] = f"![{words}]({FOLDER}/{name}.png)"
        else:
            shown[name] = f"*{WORDS[lang]['missing_picture']}*"
    for name in TEXTS:
        _gikqa(work, lang, "lint", "reports.parquet", "-o", f"{name}.txt", "--format", name)
        shown[name] = _excerpt((work / f"{name}.txt").read_text("utf-8"), lang)
    _gikqa(work, lang, "lint", "reports.parquet", "-o", "findings.parquet", "--format", "parquet")
    schema = pq.read_schema(work / "findings.parquet").remove_metadata()
    shown["parquet"] = f"```text\n{schema}\n```"
    return shown


def gallery(shown: dict[str, str], lang: str) -> str:
    """The page with all of them."""
    words = WORDS[lang]
    parts = [f"# {words['gallery']}", words["gallery_head"]]
    for name in words["outputs"]:
        parts += [f"## {words['outputs'][name]}", shown[name]]
    return "\n\n".join(parts) + "\n"


def _gikqa(work: Path, lang: str, *arguments: str) -> None:
    """Run the command line as a user does; it has to succeed, or to have found something."""
    command = [sys.executable, "-m", "gikqa", *arguments, "--lang", lang, "--quiet"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")


def _terminal(work: Path, report: str, target: Path, lang: str) -> str:
    """What a terminal shows, with its colours."""
    command = [sys.executable, "-m", "gikqa", "lint", report, "--lang", lang, "--no-progress"]
    parent, child = pty.openpty()
    started = subprocess.Popen(
        command, cwd=work, stdout=child, stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(child)
    text = b""
    while piece := _read(parent):
        text += piece
    started.wait()
    os.close(parent)
    console = Console(record=True, width=_COLUMNS, file=StringIO())
    # A terminal ends lines with a carriage return, which rich would take for an overwritten line.
    console.print(Text.from_ansi(text.decode("utf-8").replace("\r\n", "\n")), overflow="fold")
    svg = console.export_svg(title=f"gikqa lint {report}", code_format=_SVG, unique_id="gikqa")
    (target / "text.svg").write_text(_TEXT.sub(_widened, svg), "utf-8")
    return f"![{WORDS[lang]['outputs']['text']}]({FOLDER}/text.svg)"


def _widened(text: re.Match[str]) -> str:
    """A text of the SVG with its true width: rich takes a Chinese character for one column."""
    width = cell_len(unescape(text[2])) * _COLUMN
    return f'textLength="{width:g}"{text[1]}>{text[2]}</text>'


def _read(terminal: int) -> bytes:
    """What comes next; nothing at the end, which Linux tells by an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def _sheet(path: Path) -> str:
    """The first sheet of a workbook as a page: its cells, the widths of its columns, its fills."""
    sheet = load_workbook(path).worksheets[0]
    rows = []
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            fill = cell.fill.start_color.rgb if cell.fill.fill_type else "00FFFFFF"
            weight = "bold" if cell.font.bold else "normal"
            text = escape(str(cell.value if cell.value is not None else ""))
            style = f"background:#{str(fill)[-6:]};font-weight:{weight}"
            cells.append(f'<td style="{style}">{text}</td>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    widths = [sheet.column_dimensions[c[0].column_letter].width for c in sheet.iter_cols()]
    columns = "".join(f'<col style="width:{width * 7:.0f}px">' for width in widths)
    style = (
        "body{font:13px sans-serif;margin:8px}table{border-collapse:collapse;table-layout:fixed;\
width:100%}td{border:1px solid #bbb;padding:2px 4px;vertical-align:top;overflow-wrap:anywhere}"
    )
    table = f"<table>{columns}{''.join(rows)}</table>"
    return f"<!doctype html><meta charset=utf-8><style>{style}</style>{table}"


def _screenshot(browser: str, page: Path, picture: Path) -> None:
    command = [
        browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        "--window-size=1100,1000", f"--screenshot={picture}", page.resolve().as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, check=True, timeout=120)


def _excerpt(text: str, lang: str) -> str:
    lines = [line[:_LONGEST] + "…" * (len(line) > _LONGEST) for line in text.splitlines()]
    cut = f"\n{WORDS[lang]['cut']}" if len(lines) > _LINES else ""
    body = "\n".join(lines[:_LINES])
    return f"````text\n{body}{cut}\n````"

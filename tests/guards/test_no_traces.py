"""The project holds nothing of the machines that it was made on, and nothing of real reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "../shared/data/reports"
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".json", ".jsonl", ".csv", ".xml", ".cfg", ".yml"}
TEXT |= {".sarif", ".lock", ".in", ".log", ".ini", ".yaml", ".sh", ".typed", ".tmpl", ""}
SKIPPED = {"__pycache__", "build", "dist", "node_modules"}

# In pieces, so that this file does not find itself.
PLACES = ["/" + "home/", "/" + "work/", "/" + "root/", "/" + "Users/", "C:" + "\\Users"]
HOSTS = ["pypi" + ".org", "python" + "hosted", "index" + "-url", "artifact" + "ory", "nexus" + "."]
TOOLS = ["cla" + "ude", "anthro" + "pic", "chat" + "gpt", "copi" + "lot", "co-authored" + "-by"]

SENTENCE = 24
"""From so many characters on, a sentence of a report is not the same by chance."""


def project_files() -> Iterator[Path]:
    waiting = [ROOT]
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            hidden = path.name.startswith(".") and path.name != ".ci"
            if hidden or path.name in SKIPPED or path.is_symlink():
                continue
            if path.is_dir():
                waiting.append(path)
            else:
                yield path


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Every text of the project by its place, and the narratives of its exports."""
    found = {}
    for path in project_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".parquet" and "sections" in pq.read_schema(path).names:
            sections = pq.read_table(path, columns=["sections"])["sections"].to_pylist()
            parts = [part for report in sections for part in report or ()]
            found[name] = "\n".join(f"{part['heading']}\n{part['text']}" for part in parts)
        elif path.suffix in TEXT:
            found[name] = path.read_bytes().decode("utf-8", "replace")
    return found


@pytest.mark.parametrize("piece", PLACES + HOSTS + TOOLS)
def test_no_file_names_a_machine_a_registry_or_a_tool_of_its_makers(piece):
    hits = [
        f"{name}:{text.lower()[:at].count(chr(10)) + 1}"
        for name, text in texts().items()
        for at in [text.lower().find(piece.lower())]
        if at >= 0
    ]
    assert not hits, f"{piece!r} stands in {', '.join(hits)}: write it without"


def test_the_search_sees_the_whole_project():
    names = texts().keys()
    assert {"README.md", "Makefile", "src/gikqa/__init__.py", "specs/editions/2021.toml"} <= names
    assert {"examples/sample.parquet", "plugins/gikqa-documents/pyproject.toml"} <= names


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def sentences(path: Path) -> set[str]:
    """What stands between full stops, without blanks, if it is long and Chinese enough."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".html":
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<!--.*?-->", "", text)
        text = re.sub(r"</(p|div|td|tr|li|h\d|title|table)>|<br\b[^>]*>", "\n", text)
        text = unescape(re.sub(r"<[^>]*>", "", text))
    else:
        # A full stop or a line that ends a paragraph; a line may also break within a sentence.
        text = text.replace("\r", "")
    parts = re.split(r"[。！？；\n]", text) + re.split(r"[。！？；]", text)
    found = {squeezed(part) for part in parts}
    return {part for part in found if len(re.findall("[\u4e00-\u9fff]", part)) >= SENTENCE}


def test_no_sentence_of_a_real_report_stands_in_the_project():
    if not REPORTS.is_dir():
        pytest.skip("the real reports are not on this machine")
    files = [path for path in REPORTS.iterdir() if path.suffix in (".txt", ".html")]
    files = [path for path in files if "TEMPLATE" not in path.name]
    assert files
    form = squeezed("".join(t for n, t in texts().items() if n.startswith("specs/editions/")))
    told = {part for path in files for part in sentences(path)}
    told = {part for part in told if part not in form}  # what the form prints is no report's own
    assert len(told) > 100
    hits = [
        f"{name}: {part}"
        for name, text in texts().items()
        if not name.startswith("specs/editions/")
        for squeezed_text in [squeezed(text)]
        for part in sorted(told)
        if part in squeezed_text
    ]
    assert not hits, "say it in other words:\n" + "\n".join(hits)

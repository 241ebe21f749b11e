"""Whole outputs, byte for byte; a change to a golden file is reviewed like code.

To accept a change: GIKQA_UPDATE_GOLDEN=1 pytest tests/render/test_golden.py
"""

from __future__ import annotations

import json
import os
import re
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest

GOLDEN = Path(__file__).parent / "golden"

CASES = [
    ("text", "zh", "full.zh.txt"),
    ("text", "en", "full.en.txt"),
    ("jsonl", "en", "full.jsonl"),
    ("json", "zh", "full.json"),
    ("csv", "en", "full.csv"),
    ("parquet", "en", "full.parquet.json"),
    ("sarif", "en", "full.sarif"),
    ("junit", "en", "full.junit.xml"),
    ("github", "en", "full.github.txt"),
    ("html", "zh", "full.html"),
]
LOOKS = re.compile(
    rb"(?<=<style>).*?(?=</style>)|(?<=<script>).*?(?=</script>)|sha256-[\w+/=]*", re.S
)
"""The style and the script of the page, and their hashes."""


def _compare(name: str, seen: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("GIKQA_UPDATE_GOLDEN") == "1":
        path.write_bytes(seen)
    assert seen == path.read_bytes(), f"{name} differs; see the top of this file"


def _values(parquet: bytes) -> bytes:
    """Parquet as JSON, because its bytes name the version of pyarrow."""
    table = pq.read_table(BytesIO(parquet))
    about = json.loads(table.schema.metadata[b"gikqa"])
    fields = [str(field) for field in table.schema]
    parts = {"fields": fields, "gikqa": about, "rows": table.to_pylist()}
    return (json.dumps(parts, indent=1, ensure_ascii=True) + "\n").encode()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_found_gives_the_golden_text(lang, clean, written):
    _compare(f"clean.{lang}.txt", written("text", clean(lang)))


def test_nothing_judged_gives_the_golden_text(nothing, written):
    _compare("nothing.en.txt", written("text", nothing))


@pytest.mark.parametrize(("name", "lang", "file"), CASES, ids=[case[2] for case in CASES])
def test_something_of_everything_gives_the_golden_bytes(name, lang, file, full, written):
    seen = written(name, full(lang))
    _compare(file, LOOKS.sub(b"", _values(seen) if name == "parquet" else seen))

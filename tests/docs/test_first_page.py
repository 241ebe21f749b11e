"""The first page: its commands, typed in its order, end with a letter to each body."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gikqa.testing.documents import write

pytest.importorskip("docx", reason="python-docx is not installed; it comes with `make test`")
pytest.importorskip("reportlab", reason="reportlab is not installed; it comes with `make test`")
pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed; it comes with `make test`")

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"zh": ROOT / "docs/start.zh.md", "en": ROOT / "docs/start.md"}
# Done before any test runs: the first two by `make test`, the last one by the lock.
INSTALLING = [
    "make demo",
    "source .venv/bin/activate",
    "python -m pip install 'XlsxWriter>=3.2,<4'",
]
SOUND, FAULTY = "000000-2022", {"000004-2022": "霁陂县司法局", "000022-2022": "霁蘅市交通运输局"}


def commands(page):
    """The lines of its shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def test_who_types_the_commands_gets_a_letter_to_each_body(gikqa, folder):
    (folder / "reports").mkdir()
    wanted = [("report_id", "in", [SOUND, *FAULTY])]
    for row in pq.read_table(ROOT / "examples/sample.parquet", filters=wanted).to_pylist(
        maps_as_pydicts="strict"
    ):
        (folder / f"reports/{row['report_id']}.pdf").write_bytes(write(row, "pdf-plain"))
    typed = [line for line in commands(PAGES["zh"]) if line not in INSTALLING]
    for line in typed:
        program, *words = shlex.split(line)
        assert (program, gikqa(*words).code) == ("gikqa", 0), line
    expected = {f"核实函-{body}-2022.docx" for body in FAULTY.values()}
    assert {path.name for path in (folder / "letters").iterdir()} == expected
    assert all(body in (folder / "findings.html").read_text("utf-8") for body in FAULTY.values())
    assert (folder / "list.xlsx").read_bytes().startswith(b"PK")


def test_both_pages_have_the_same_commands_but_for_the_language():
    chinese, english = (commands(PAGES[lang]) for lang in ("zh", "en"))
    assert [line.replace("--lang zh", "--lang en") for line in chinese] == english
    assert set(INSTALLING) <= set(chinese)


def test_the_page_installs_the_writer_of_lists_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (needed,) = project["optional-dependencies"]["xlsx"]
    assert INSTALLING[-1] == f"python -m pip install '{needed}'"

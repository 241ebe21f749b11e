"""The first page: its commands, typed in its order, end with a letter to each body."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from command_line import LOCALE
from gikqa.testing.documents import write

pytest.importorskip("docx", reason="python-docx is not installed; it comes with `make test`")
pytest.importorskip("reportlab", reason="reportlab is not installed; it comes with `make test`")
pytest.importorskip("xlsxwriter", reason="XlsxWriter is not installed; it comes with `make test`")

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"zh": ROOT / "docs/start.zh.md", "en": ROOT / "docs/start.md"}
READMES = {"zh": ROOT / "README.zh.md", "en": ROOT / "README.md"}
CLONE, INSTALL = "git clone ADDRESS gikqa", "make -C gikqa install"
COMMAND = "gikqa/.venv/bin/gikqa"
LETTERS = f"{COMMAND} letters reports/ -o letters/"
ACTIVATE = "source gikqa/.venv/bin/activate"
SOUND, FAULTY = "000000-2022", {"000004-2022": "霁陂县司法局", "000022-2022": "霁蘅市交通运输局"}
WORD = {"zh": "核实函", "en": "letter"}


def commands(page):
    """The lines of its shell blocks."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    """A folder of PDFs, one of a sound report."""
    folder = tmp_path_factory.mktemp("documents")
    wanted = [("report_id", "in", [SOUND, *FAULTY])]
    rows = pq.read_table(ROOT / "examples/sample.parquet", filters=wanted)
    for row in rows.to_pylist(maps_as_pydicts="strict"):
        (folder / f"{row['report_id']}.pdf").write_bytes(write(row, "pdf-plain"))
    return folder


def letters_of(lang):
    return {f"{WORD[lang]}-{body}-2022.docx" for body in FAULTY.values()}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_types_the_commands_gets_a_letter_to_each_body(gikqa, folder, reports, lang):
    shutil.copytree(reports, folder / "reports")
    for line in commands(PAGES[lang])[2:]:
        if line == ACTIVATE:
            assert {path.name for path in (folder / "letters").iterdir()} == letters_of(lang)
            continue
        program, *words = shlex.split(line.replace(COMMAND, "gikqa"))
        assert (program, gikqa(*words).code) == ("gikqa", 0), line
    assert {path.name for path in (folder / "letters").iterdir()} == letters_of(lang)
    assert all(body in (folder / "findings.html").read_text("utf-8") for body in FAULTY.values())
    assert (folder / "list.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_begin_with_three_commands_and_the_readmes_have_the_same(lang):
    typed = commands(PAGES[lang])
    assert typed[:4] == [CLONE, INSTALL, f"{LETTERS} --lang {lang}", ACTIVATE]
    assert commands(READMES[lang])[:3] == [CLONE, INSTALL, LETTERS]


def test_both_pages_have_the_same_commands_but_for_the_language():
    chinese, english = (commands(PAGES[lang]) for lang in ("zh", "en"))
    assert [line.replace("--lang zh", "--lang en") for line in chinese] == english


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="this is no clone of the project")
def test_a_clone_has_what_the_second_command_installs(tmp_path):
    """Only what it would run is looked at: a package index may be out of reach."""

    def run(*command, folder):
        done = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    for name in filter(None, run("git", "ls-files", "-z", folder=ROOT).split("\0")):
        (tmp_path / "gikqa" / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tmp_path / "gikqa" / name)
    would = run(*shlex.split(INSTALL), "-n", folder=tmp_path)
    assert str(tmp_path / COMMAND) in would
    installed = re.findall(r"-e (\S+)", would)
    assert {".", "plugins/gikqa-documents", "plugins/gikqa-locale"} <= set(installed)
    assert all((tmp_path / "gikqa" / one / "pyproject.toml").exists() for one in installed)
    (lock,) = set(re.findall(r"-r (\S+)", would))
    locked = (tmp_path / "gikqa" / lock).read_text("utf-8")
    for needed in ("python-docx", "pypdfium2", "lxml", "xlsxwriter", "starlette"):
        assert f"\n{needed}==" in locked, f"the three commands need {needed}"


@pytest.mark.parametrize(("locale", "lang"), [("zh_CN.UTF-8", "zh"), ("en_GB.UTF-8", "en")])
def test_the_third_command_speaks_the_language_of_the_system(folder, reports, locale, lang):
    """Without `--lang`, as the README has it, by the script that is installed."""
    shutil.copytree(reports, folder / "reports")
    script = Path(sys.executable).with_name("gikqa")
    known = {name: value for name, value in os.environ.items() if name not in LOCALE}
    done = subprocess.run(
        [script, *shlex.split(LETTERS)[1:]],
        cwd=folder,
        env={**known, "LANG": locale},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (folder / "letters").iterdir()} == letters_of(lang)
    said = {"zh": "已写入 2 封核实函", "en": "2 letters written"}
    assert said[lang] in done.stderr

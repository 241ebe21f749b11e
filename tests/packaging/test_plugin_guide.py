"""The guide to plugins: its commands and code are run in the order of the page.

A block whose first line is `# path` is part of that file; a `diff` is made to the file that it
names; `sh` and `python` are run, and `text` is what they print.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from fresh_environment import fresh_environment, run
from gikqa.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
PAGES = {"en": "docs/plugins.md", "zh": "docs/plugins.zh.md"}
# Without a network, nothing is fetched, and what is uploaded is only named.
OFFLINE = {
    "python -m pip install build twine": "python -m build --version",
    "python -m build": "python -m build --no-isolation",
    "python -m twine upload dist/*": "ls dist",
}
PIP = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0"}


def blocks(page):
    """(language, text) of each fenced block."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.M | re.S)


def changed(text, diff):
    """A text after a change; what is taken away and what stays has to be there once."""
    lines = diff.splitlines()
    old = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("+"))
    new = "".join(f"{line[1:]}\n" for line in lines if not line.startswith("-"))
    assert text.count(old) == 1, f"not there once: {old}"
    return text.replace(old, new)


class Reader:
    """Somebody who does what the pages say, once where both say the same."""

    def __init__(self, python, folder):
        tools = os.pathsep.join([str(python.parent), str(Path(sys.executable).parent)])
        self.env = PIP | {
            "PATH": tools + os.pathsep + os.environ["PATH"],
            "PIP_CONFIG_FILE": os.devnull,
            "LC_ALL": "C.UTF-8",
        }
        self.folder = folder
        self.printed = {}
        self.shown = 0
        self.files = 0

    def read(self, kind, texts):
        """A block of the pages, as (language, text)."""
        if kind == "sh":
            self.printed = dict.fromkeys(texts, "")
            for lines in zip(*(text.splitlines() for text in texts.values()), strict=True):
                answers = {line: self.command(line) for line in dict.fromkeys(lines)}
                for lang, line in zip(texts, lines, strict=True):
                    self.printed[lang] += answers[line]
            return
        if kind == "text":
            for lang, text in texts.items():
                assert text in self.printed[lang], f"printed was: {self.printed[lang]}"
            self.shown += 1
            return
        if kind == "python" and "# " not in texts["en"].partition("\n")[0]:
            command = ("python", "-W", "error", "-c")
            self.printed = {lang: self.answer(*command, text) for lang, text in texts.items()}
            return
        (text,) = set(texts.values())
        mark, path = re.match(r"(#|---) (\S+)\n", text).groups()
        file, rest = self.folder / path, text.partition("\n")[2]
        if mark == "#":
            assert rest in file.read_text("utf-8"), f"{path} is different"
            self.files += 1
        else:
            file.write_text(changed(file.read_text("utf-8"), rest), "utf-8")

    def command(self, line):
        if line.startswith("cd "):
            self.folder = self.folder / line.removeprefix("cd ")
            return ""
        return self.answer("sh", "-c", OFFLINE.get(line, line))

    def answer(self, *command):
        done = run(*command, cwd=self.folder, env=self.env)
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout


def test_who_does_what_the_pages_say_gets_what_they_say(built, tmp_path):
    (wheel,) = built.glob("*.whl")
    reader = Reader(fresh_environment(tmp_path / "env", wheel), tmp_path)
    for of_the_pages in zip(*map(blocks, PAGES.values()), strict=True):
        (kind,) = {kind for kind, _ in of_the_pages}
        texts = [text for _, text in of_the_pages]
        reader.read(kind, dict(zip(PAGES, texts, strict=True)))
    assert (reader.files, reader.shown) == (5, 3)
    dist = sorted(path.name for path in (tmp_path / "gikqa-team/dist").iterdir())
    assert dist == ["gikqa_team-0.1.0-py3-none-any.whl", "gikqa_team-0.1.0.tar.gz"]


def test_both_pages_have_the_same_sections_and_links():
    def shape(page):
        text = (ROOT / page).read_text("utf-8")
        headings = re.findall(r"^(#+ \d?)", text, re.M)
        return headings, set(re.findall(r"\]\((\.\./[^)]+)\)", text))

    assert shape(PAGES["en"]) == shape(PAGES["zh"])


@pytest.mark.parametrize("page", PAGES.values())
def test_every_command_that_a_page_names_is_there(page):
    named = re.findall(r"(?:^|`)gikqa ([a-z-]+)", (ROOT / page).read_text("utf-8"), re.M)
    assert named
    assert set(named) <= set(COMMANDS)

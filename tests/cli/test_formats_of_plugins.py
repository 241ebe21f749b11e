"""Output formats that a plugin brings, from the command line."""

from __future__ import annotations

import pytest

PLUGIN = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ()


def letter(result, stream):
    stream.write(f"{result.findings.num_rows} findings".encode())


def torn(result, stream):
    stream.write(b"half of it")
    raise ValueError("torn")


@gikqa.hookimpl
def gikqa_renderers():
    return [
        gikqa.Renderer("letter", letter),
        gikqa.Renderer("torn", torn),
    ]
"""


@pytest.fixture(autouse=True)
def plugin(install):
    install("gikqa-letters", PLUGIN, version="2.0")


def test_a_format_of_a_plugin_writes_to_stdout_and_to_a_file(gikqa, faulty, folder):
    shown = gikqa("lint", faulty, "--select", "GIK302", "--format", "letter")
    assert (shown.code, shown.data, shown.stderr) == (1, b"2 findings", "")
    filed = gikqa("lint", faulty, "--select", "GIK302", "--format", "letter", "-o", "a.letter")
    assert (filed.code, filed.data) == (1, b"")
    assert (folder / "a.letter").read_bytes() == b"2 findings"


def test_a_format_of_a_plugin_can_be_set_and_is_guessed(gikqa, clean, folder):
    (folder / "gikqa.toml").write_text('format = "letter"\n', "utf-8")
    assert gikqa("lint", clean).data == b"0 findings"
    guessed = gikqa("lint", clean, "--format", "leter", "--lang", "en")
    assert guessed.code == 2
    assert "did you mean 'letter'?" in guessed.stderr


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "error: gikqa-letters 2.0: format torn: ValueError: torn (gikqa_letters.py:14)\n"),
        ("zh", "错误：gikqa-letters 2.0：输出格式 torn：ValueError: torn (gikqa_letters.py:14)\n"),
    ],
)
def test_a_format_that_fails_is_named_and_leaves_no_file(gikqa, faulty, folder, lang, said):
    outcome = gikqa("lint", faulty, "--format", "torn", "-o", "a.torn", "--lang", lang)
    assert (outcome.code, outcome.data, outcome.stderr) == (3, b"", said)
    assert not (folder / "a.torn").exists()

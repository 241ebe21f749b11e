"""The text of a rule gives the rule all that users read, and a text that is wrong is named."""

from __future__ import annotations

from importlib import import_module

import pytest

from gikqa import Confidence, Rule, Severity, SpecError, described
from gikqa._plugins import load_plugins
from gikqa.rule_texts import announced, read_rule_text, rule_codes

TEXT = """+++
code = "NB101"
name = "made-for-a-test"
severity = "warning"
confidence = "hint"
editions = ["2021"]
source = "none"
[zh]
title = "标题"
message = "实为 {observed}"
why = "因为"
mend = "改正"
[en]
title = "Title"
message = "it is {observed}"
why = "because"
mend = "mend it"
+++

# Worked cases
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "NB101.md").write_text(TEXT, "utf-8")
    return tmp_path


def test_a_text_gives_the_arguments_of_its_rule(folder):
    assert rule_codes(folder) == ("NB101",)
    assert described(folder, "NB101") == {
        "code": "NB101",
        "name": "made-for-a-test",
        "severity": Severity.WARNING,
        "confidence": Confidence.HINT,
        "editions": ("2021",),
        "source": "none",
        "trial": False,
        "preview": False,
        "roster": False,
        "implied_by": (),
        "title": {"zh": "标题", "en": "Title"},
        "message": {"zh": "实为 {observed}", "en": "it is {observed}"},
        "explanation": {
            "zh": "## 为什么重要\n\n因为\n\n## 怎样改正\n\n改正\n",
            "en": "## Why it matters\n\nbecause\n\n## How to mend\n\nmend it\n",
        },
    }


def test_front_matter_and_body_are_read_apart(folder):
    front, body = read_rule_text(folder / "NB101.md")
    assert (front["code"], body) == ("NB101", "# Worked cases")


def test_a_rule_is_announced_with_the_function_of_the_module_of_its_name(folder, monkeypatch):
    package = folder / "neighbour_rules"
    package.mkdir()
    (package / "__init__.py").write_text("", "utf-8")
    (package / "nb101_made_for_a_test.py").write_text(
        "from pathlib import Path\n"
        "from gikqa import described, rule\n"
        "@rule(**described(Path(__file__).parents[1], 'NB101'))\n"
        "def check(report): yield\n",
        "utf-8",
    )
    text = TEXT.replace("NB101", "NB102")
    (folder / "NB102.md").write_text(text, "utf-8")  # a statement of an edition has no function
    monkeypatch.syspath_prepend(folder)
    first, second = announced("neighbour_rules", folder)
    assert (first.code, second.code, second.whole) == ("NB101", "NB102", None)
    assert first.check is None
    whole = first.whole()
    assert isinstance(whole, Rule)
    assert (whole.code, whole.check.__name__) == ("NB101", "check")


def test_a_wrong_or_missing_text_takes_away_its_own_rule_only(folder, monkeypatch):
    """One rule has a text with a mistake, another a module and no text; the third is sound."""
    package = folder / "lame_rules"
    package.mkdir()
    code = (
        "from pathlib import Path\n"
        "from gikqa import hookimpl\n"
        "from gikqa.rule_texts import announced\n"
        "GIKQA_API, GIKQA_PREFIXES = 1, ('NB',)\n"
        "@hookimpl\n"
        "def gikqa_rules(): return announced(__name__, Path(__file__).parents[1])\n"
    )
    (package / "__init__.py").write_text(code, "utf-8")
    for name in ("nb101_sound", "nb103_without_text", "sha256_sums", "shared_words"):
        (package / f"{name}.py").write_text("", "utf-8")
    wrong = TEXT.replace("NB101", "NB102").replace('"warning"', '"grave"')
    (folder / "NB102.md").write_text(wrong, "utf-8")
    monkeypatch.syspath_prepend(folder)
    plugins = load_plugins([("gikqa-lame", "1.0", import_module("lame_rules"))], apart=False)
    failures = [one for one in plugins.failures if one.plugin == "gikqa-lame"]
    assert [code for code in plugins.rules if code.startswith("NB")] == ["NB101"]
    assert [one.what for one in failures] == ["gikqa_rules"] * 2
    assert [one.problem.removeprefix(f"{folder}/") for one in failures] == [
        "NB102.md: severity or confidence: 'grave' is not a valid Severity",
        "NB103.md: text: is missing; the rule in lame_rules.nb103_without_text needs a text to be "
        "found",
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("+++\n", "", "front matter: expected TOML between two lines of `+++`"),
        ('name = "', "name = ", "front matter: is not TOML"),
        ('source = "none"\n', "", "source: is missing"),
        ('"warning"', '"grave"', "severity or confidence: 'grave' is not a valid Severity"),
        ('code = "NB101"', 'code = "NB102"', "code: expected 'NB101', found 'NB102'"),
    ],
)
def test_a_text_that_is_wrong_is_named_with_what_is_wrong(folder, right, wrong, problem):
    file = folder / "NB101.md"
    file.write_text(TEXT.replace(right, wrong), "utf-8")
    with pytest.raises(SpecError) as raised:
        described(folder, "NB101")
    assert str(raised.value).startswith(f"{file}: {problem}")

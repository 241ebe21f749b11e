"""Options of rules in the settings: read where rules run in processes, and explained."""

from __future__ import annotations

import json

import pytest

PLUGIN = """
import os

import gikqa
from gikqa import Option

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)
TEXTS = {"zh": "规则", "en": "rule"}


@gikqa.rule(
    code="XA101", name="more-than-most", severity=gikqa.Severity.INFO, source="none",
    title=TEXTS, message=TEXTS, needs=("requests.new_received.total",),
    options={
        "most": Option(10, zh="多于此数才提示", en="more requests than this are reported"),
        "words": Option(("结转",), zh="所查词语", en="the words to look for"),
    },
)
def made(report):
    here = "here" if os.environ.get("GIKQA_TEST_PROCESS") == str(os.getpid()) else "elsewhere"
    if report.cell("requests.new_received.total") > report.options["most"]:
        yield gikqa.Finding(observed=here, expected=" ".join(report.options["words"]))


@gikqa.hookimpl
def gikqa_rules():
    return [made]
"""


@pytest.fixture(autouse=True)
def plugin(install, monkeypatch):
    import os

    monkeypatch.setenv("GIKQA_TEST_PROCESS", str(os.getpid()))
    install("gikqa-mine", PLUGIN, version="2.0")


@pytest.fixture
def judge(gikqa, faulty, folder):
    """Lint with settings; the findings, the options that the output names, stderr, exit code."""

    def judge(settings, *options, file="gikqa.toml"):
        (folder / file).write_text(settings, "utf-8")
        chosen = ("--select", "XA", "--format", "json", "--lang", "en")
        done = gikqa("lint", faulty, *chosen, *options)
        answer = json.loads(done.stdout) if done.stdout else {}
        found = [(row["observed"], row["expected"]) for row in answer.get("findings", ())]
        return found, answer.get("options"), done.stderr, done.code

    return judge


def test_without_settings_a_rule_has_the_values_that_it_declares(judge):
    said = {"XA101": {"most": 10, "words": ["结转"]}}
    assert judge("") == ([], said, "", 0)


@pytest.mark.parametrize(
    ("file", "table"), [("gikqa.toml", "rules.XA101"), ("pyproject.toml", "tool.gikqa.rules.XA101")]
)
def test_settings_reach_rules_in_other_processes(judge, file, table):
    said = {"XA101": {"most": 0, "words": ["待办", "积压"]}}
    settings = f'[{table}]\nmost = 0\nwords = ["待办", "积压"]\n'
    assert judge(settings, file=file) == ([("elsewhere", "待办 积压")], said, "", 0)


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        (
            "[rules.XA101]\nmots = 3",
            "error: rule XA101 has no option 'mots'; did you mean 'most'?\n",
        ),
        (
            '[rules.XA101]\nmost = "3"',
            "error: rule XA101: option most is '3', expected a whole number\n",
        ),
        (
            "[rules.XA111]\nmost = 3",
            "error: no rule has the code or name 'XA111'; did you mean 'XA101'?\n",
        ),
        (
            "[rules]\nXA101 = 3",
            "error: gikqa.toml: rules is {'XA101': 3}, expected a table for each rule, such as "
            "[rules.GIK302]\n",
        ),
    ],
)
def test_settings_that_no_rule_can_have_are_refused(judge, folder, settings, problem):
    found, said, stderr, code = judge(settings)
    assert (found, said, code) == ([], None, 2)
    assert stderr.replace(f"{folder}/", "") == problem


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "en",
            "## Options (set under [rules.CODE])\n\n"
            "- `most = 10`: more requests than this are reported\n"
            '- `words = ["结转"]`: the words to look for\n',
        ),
        (
            "zh",
            "## 选项（在 [rules.代码] 中设置）\n\n"
            "- `most = 10`: 多于此数才提示\n"
            '- `words = ["结转"]`: 所查词语\n',
        ),
    ],
)
def test_explain_shows_the_options(gikqa, lang, shown):
    done = gikqa("explain", "XA101", "--lang", lang)
    assert (done.code, done.stderr) == (0, "")
    assert shown in done.stdout

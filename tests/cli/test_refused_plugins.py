"""A plugin that is refused: exit 3, its mistake on stderr, and the findings of all others."""

from __future__ import annotations

import json

import pytest

PLUGIN = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XA",)
TEXTS = {{"zh": "规则", "en": "rule"}}
FIELDS = dict(
    code="XA101", name="no-name-of-ours", severity=gikqa.Severity.INFO, source="none",
    title=TEXTS, message=TEXTS,
)


@gikqa.rule(**FIELDS | dict({fields}))
def made(report):
    yield gikqa.Finding()


{mark}
def gikqa_rules():
    return {returned}
"""
MARK = "@gikqa.hookimpl"


@pytest.fixture
def lint(gikqa, faulty):
    """The lines of findings of all rules, those on stderr, and the exit code."""

    def lint():
        done = gikqa("lint", faulty, "--format", "jsonl", "--lang", "en", "--no-totals")
        return done.stdout.splitlines(), done.stderr.splitlines(), done.code

    return lint


@pytest.mark.parametrize(
    ("fields", "mark", "returned", "what", "problem"),
    [
        (
            "name='unbalanced-requests'",
            MARK,
            "[made]",
            "gikqa_rules",
            "rule XA101 has the name 'unbalanced-requests', which GIK302 (gikqa) has already",
        ),
        (
            "",
            "",
            "[made]",
            "load",
            "gikqa_rules() is not marked as a hook: write `@gikqa.hookimpl` above it",
        ),
        (
            "",
            MARK,
            "made",
            "gikqa_rules",
            "has to return a list of rules, and returned Rule",
        ),
        (
            "editions='2021'",
            MARK,
            "[made]",
            "gikqa_rules",
            "rule XA101: editions is '2021', expected a tuple of texts: ('2021',)",
        ),
        (
            "needs=('requests.granted.totl',)",
            MARK,
            "[made]",
            "gikqa_rules",
            "rule XA101: `needs` names the column 'requests.granted.totl', which no export has; "
            "did you mean 'requests.granted.total'?",
        ),
    ],
    ids=["name", "mark", "list", "tuple", "column"],
)
def test_a_mistake_of_a_plugin_costs_its_own_rules_only(
    lint, gikqa, install, fields, mark, returned, what, problem
):
    findings, _, code = lint()
    assert (len(findings), code) == (3, 1)
    install("gikqa-bad", PLUGIN.format(fields=fields, mark=mark, returned=returned), version="0.4")
    said = f"error: gikqa-bad 0.4: {what}: {problem}"
    assert lint() == (findings, [said], 3)
    listed = gikqa("plugins")
    assert (listed.code, listed.stderr.splitlines()) == (3, [said])


def test_a_gap_that_no_finding_fills_fails_the_rule_on_each_report(lint, install):
    findings, _, code = lint()
    gap = "message={'zh': '{foo}', 'en': 'x'}"
    install("gikqa-bad", PLUGIN.format(fields=gap, mark=MARK, returned="[made]"), version="0.4")
    told = (
        "error: gikqa-bad 0.4: rule XA101: ValueError: the message of the rule has a gap {foo}, "
        "and the finding has no such `params` (1×) (gikqa_bad.py:15)"
    )
    assert lint() == (findings, [told], 3)
    assert code == 1
    assert [json.loads(line)["rule"] for line in findings] == ["GIK105", "GIK302", "GIK302"]

"""`schema`, `rules`, `explain`, `plugins`, and the help of all commands."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import click
import pytest

from gikqa import Failure
from gikqa._plugins import load_plugins
from gikqa.cli import COMMANDS, group
from gikqa.cli.help_texts import line_of
from gikqa.editions import Scope, load_editions

CODES = sorted(load_plugins().rules)


def columns(text):
    return [line.split("\t") for line in text.splitlines()]


def test_schema_prints_every_column_of_the_contract_and_every_cell(gikqa):
    outcome = gikqa("schema")
    assert (outcome.code, outcome.stderr) == (0, "")
    lines = {name: (kind, null) for name, kind, null, _ in columns(outcome.stdout)}
    assert {cell for one in load_editions().values() for cell in one.cells} < set(lines)
    assert lines["report_id"] == ("string", "required")
    assert lines["year"] == ("int32", "required")
    assert lines["published_on"] == ("date32[day]", "null")
    assert lines["requests.new_received.natural_person"] == ("int64", "null")
    assert lines["disclosure.administrative_fees.amount_wan"] == ("decimal128(20, 6)", "null")


def test_schema_explains_every_column(gikqa):
    assert [line for line in columns(gikqa("schema").stdout) if not line[3]] == []


def test_schema_of_one_edition_has_no_cells_of_the_others(gikqa):
    names = {line[0] for line in columns(gikqa("schema", "--edition", "2014").stdout)}
    assert "statistics.requests.received" in names
    assert not [name for name in names if name.startswith("requests.")]


def test_schema_as_json_says_the_same(gikqa):
    as_json = json.loads(gikqa("schema", "--format", "json").stdout)
    null = {True: "null", False: "required"}
    assert columns(gikqa("schema").stdout) == [
        [line["column"], line["type"], null[line["null"]], line["meaning"]] for line in as_json
    ]


def test_proofs_of_rules_name_what_breaks_each_equation_alone_or_what_implies_it(gikqa):
    outcome = gikqa("rules", "--proofs", "--format", "json", "--lang", "en")
    assert (outcome.code, outcome.stderr) == (0, "")
    entries = {(one["edition"], one["equation"]): one for one in json.loads(outcome.stdout)}
    known = load_editions()
    stated = {(key, one.name) for key, form in known.items() for one in form.identities}
    assert stated <= entries.keys()
    assert all((one["witness"] is None) != (one["implied_by"] is None) for one in entries.values())
    first = entries["2014", "Q1:requests"]
    assert first == {
        "edition": "2014",
        "equation": "Q1:requests",
        "rule": "GIK902",
        "place": "statistics · requests",
        "basis": "国办发〔2014〕32号附表，三（一）",
        "plugin": "gikqa",
        "witness": {"statistics.requests.received": "1"},
        "implied_by": None,
    }
    assert entries["2021", "R2:total"]["implied_by"][0].startswith("R2:")


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "zh",
            [
                "  GIK401 J1:review  表四 · 行政复议",
                "    只违反这一条的报告：表四 · 行政复议 × 总计 = 1，其余为 0",
            ],
        ),
        (
            "en",
            [
                "  GIK401 J1:review  table 4 · review",
                "    broken alone by a report with table 4 · review × total = 1, "
                "and 0 in all other cells",
            ],
        ),
    ],
)
def test_proofs_of_rules_are_printed_in_the_words_of_the_form(gikqa, lang, lines):
    outcome = gikqa("rules", "--proofs", "--lang", lang)
    assert outcome.code == 0
    printed = outcome.stdout.splitlines()
    place = printed.index(lines[0])
    assert printed[place : place + 2] == lines


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_lists_every_rule(gikqa, lang):
    outcome = gikqa("rules", "--lang", lang)
    assert (outcome.code, outcome.stderr) == (0, "")
    assert re.findall(r"^([A-Z]+\d+)", outcome.stdout, re.M) == CODES


def test_rules_as_json_gives_what_the_table_shows_and_who_brought_them(gikqa):
    rules = json.loads(gikqa("rules", "--format", "json", "--lang", "zh").stdout)
    assert [rule["code"] for rule in rules] == CODES
    gik302 = next(rule for rule in rules if rule["code"] == "GIK302")
    assert gik302 == {
        "code": "GIK302",
        "name": "unbalanced-requests",
        "severity": "error",
        "confidence": "proved",
        "editions": ["2019", "2021"],
        "status": "stable",
        "title": "新收与上年结转之和不等于办理结果总计与结转下年度之和",
        "source": "国办公开办函〔2019〕60号、〔2021〕30号，表三勾稽关系",
        "plugin": "gikqa",
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_explains_itself(gikqa, lang):
    headings = {"zh": ("## 为什么重要", "## 怎样改正"), "en": ("## Why it matters", "## How to")}
    for code in CODES:
        outcome = gikqa("explain", code, "--lang", lang)
        assert (code, outcome.code, outcome.stderr) == (code, 0, "")
        title, *lines = outcome.stdout.splitlines()
        assert title.startswith(f"# {code} ")
        if code.startswith("GIK"):
            assert all(heading in outcome.stdout for heading in headings[lang]), code
        assert len("".join(lines)) > 120, f"{code} says hardly anything in {lang}"


def test_a_rule_is_explained_by_its_name_too(gikqa):
    by_name = gikqa("explain", "unbalanced-requests")
    assert by_name == gikqa("explain", "GIK302")
    assert by_name.code == 0


def test_plugins_names_versions_hooks_and_rules(gikqa):
    outcome = gikqa("plugins")
    assert (outcome.code, outcome.stderr) == (0, "")
    first, hooks, rules, *_ = outcome.stdout.splitlines()
    assert re.fullmatch(r"gikqa \d+\.\d+\.\d+", first)
    assert hooks == "  hooks: gikqa_regional_facts, gikqa_rules, gikqa_shortcuts"
    assert "GIK302" in rules


def test_version_is_that_of_the_package(gikqa):
    from gikqa import __version__

    assert gikqa("--version").stdout == f"gikqa {__version__}\n"


def test_help_names_every_command_with_its_summary(gikqa):
    outcome = gikqa("--help")
    assert (outcome.code, outcome.stderr) == (0, "")
    for name in COMMANDS:
        summary = line_of(name, "en")
        assert re.search(rf"^  {name} +{re.escape(summary)}$", outcome.stdout, re.M), name


def test_help_names_every_exit_code(gikqa):
    text = " ".join(gikqa("--help").stdout.partition("Exit codes:")[2].split())
    for code in range(5):
        assert re.search(rf"\b{code} [a-z]", text), f"exit code {code} is not in --help"


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_of_a_command_names_and_describes_every_option(gikqa, name, flag):
    outcome = gikqa(name, flag)
    assert (outcome.code, outcome.stderr) == (0, "")
    command = group.get_command(click.Context(group), name)
    assert command is not None
    for parameter in command.params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            if isinstance(parameter, click.Option):
                assert option in outcome.stdout
    assert command.help
    assert command.help.partition("\n")[0].split("`")[0][:20] in outcome.stdout


def test_lint_has_every_option_that_others_rely_on():
    command = group.get_command(click.Context(group), "lint")
    assert command is not None
    options = {option for parameter in command.params for option in parameter.opts}
    assert options >= {
        "--select",
        "--ignore",
        "--extend-select",
        "--format",
        "-o",
        "--output",
        "--fail-on",
        "--lang",
        "--config",
        "--max-findings-per-rule",
        "--jobs",
        "--no-progress",
        "--quiet",
    }


def test_lint_help_names_every_built_in_format(gikqa):
    from gikqa._render import FORMATS

    text = gikqa("lint", "--help").stdout
    assert [name for name in (*FORMATS, "verdicts") if name not in text] == []


def test_a_rule_that_could_not_be_loaded_is_explained_by_its_fault(gikqa, monkeypatch):
    plugins = load_plugins()
    plugins.failures.append(Failure("gikqa-x", "1.0", "gikqa_rules", "mend: is missing"))
    monkeypatch.setattr("gikqa._plugins.load_plugins", lambda **choice: plugins)
    outcome = gikqa("explain", "zzz", "--lang", "en")
    assert (outcome.code, outcome.stderr.splitlines()) == (
        2,
        [
            "error: gikqa-x 1.0: gikqa_rules: mend: is missing",
            "error: no rule has the code or name 'zzz'",
        ],
    )


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "  edition pilot governs 360000 from 2022 instead of 2021"),
        ("zh_CN", "  版式 pilot 2022 年起适用于 360000，取代 2021"),
    ],
)
def test_what_an_edition_changes_is_listed_under_its_distribution(gikqa, monkeypatch, lang, line):
    plugins, form = load_plugins(), load_editions()["2021"]
    scope = Scope(region="36")
    plugins.versions["gikqa-x"], plugins.hooks["gikqa-x"] = "1.0", ["gikqa_editions"]
    plugins.candidates["gikqa-x"] = "1.0"
    plugins.editions["pilot"] = replace(form, key="pilot", first_year=2022, scope=scope)
    plugins.edition_owner["pilot"] = "gikqa-x"
    monkeypatch.setattr("gikqa._plugins.load_plugins", lambda choice: plugins)
    monkeypatch.setenv("LC_ALL", f"{lang}.UTF-8")
    outcome = gikqa("plugins")
    assert (outcome.code, outcome.stderr) == (0, "")
    (entry,) = re.findall(r"^gikqa-x 1.0\n((?:  .*\n)+)", outcome.stdout, re.M)
    assert line in entry.splitlines()

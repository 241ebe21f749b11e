"""What the author of a plugin could take for working is refused when the plugin is loaded."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

import gikqa
from gikqa import Across, Confidence, Failure, Reader, Renderer, Severity, cell, hookimpl
from gikqa.text import phrases

CARRIED_OUT = "requests.carried_out.total"


def bare(**attributes):
    """A plugin with these attributes."""
    return SimpleNamespace(**{"GIKQA_API": 1, "GIKQA_PREFIXES": ("XA",), **attributes})


# The plugin


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("GIKQA_PREFIX", "; did you mean 'GIKQA_PREFIXES'?"),
        ("GIKQA_APIS", "; did you mean 'GIKQA_API'?"),
    ],
)
def test_an_attribute_that_says_nothing_to_us_is_refused(only_failure, made_rule, name, hint):
    bad = bare(**{name: 2}, gikqa_rules=hookimpl(lambda: [made_rule()]))
    assert only_failure(bad) == ("load", f"has {name}, which says nothing to gikqa{hint}")


def test_a_misspelt_version_of_the_interface_is_named(only_failure):
    bad = SimpleNamespace(GIKQA_APY=1, GIKQA_PREFIXES=())
    assert only_failure(bad) == (
        "load",
        "has GIKQA_APY, which says nothing to gikqa; did you mean 'GIKQA_API'?",
    )


def test_a_plugin_for_a_later_interface_may_have_further_attributes(only_failure):
    what, problem = only_failure(bare(GIKQA_API=2, GIKQA_LATER=True))
    assert (what, problem[:42]) == ("load", "was made for plugin API 2, this gikqa has ")


def test_a_hook_without_its_mark_is_refused(only_failure, made_rule):
    bad = bare(gikqa_rules=lambda: [made_rule()])
    assert only_failure(bad) == (
        "load",
        "gikqa_rules() is not marked as a hook: write `@gikqa.hookimpl` above it",
    )


@pytest.mark.parametrize("mark", [hookimpl, lambda function: function], ids=["marked", "unmarked"])
def test_a_misspelt_hook_is_refused_with_the_nearest_name(only_failure, made_rule, mark):
    bad = bare(gikqa_rule=mark(lambda: [made_rule()]))
    assert only_failure(bad) == (
        "load",
        "there is no hook 'gikqa_rule'; did you mean 'gikqa_rules'?",
    )


def test_a_hook_with_an_argument_that_we_do_not_give_is_refused(only_failure):
    def gikqa_rules(config, further=()):
        return []

    assert only_failure(bare(gikqa_rules=hookimpl(gikqa_rules))) == (
        "load",
        "gikqa_rules() wants the argument(s) config, and gikqa calls it without",
    )


def test_a_module_and_a_value_that_are_named_like_hooks_are_none_of_our_business(load, made_rule):
    plugin = bare(
        gikqa_rules=hookimpl(lambda: [made_rule()]), gikqa_text=gikqa.text, gikqa_number=3
    )
    plugins = load(plugin)
    assert (plugins.failures, "XA101" in plugins.rules) == ([], True)


def test_a_plugin_without_hooks_is_refused(only_failure):
    assert only_failure(bare()) == (
        "load",
        "brings nothing: no function is marked with `@gikqa.hookimpl`; expected at least one of: "
        "gikqa_rules, gikqa_shortcuts, gikqa_rule_files, gikqa_editions, gikqa_regional_facts, "
        "gikqa_readers, gikqa_renderers, gikqa_commands, gikqa_extensions",
    )


def test_a_plugin_whose_hooks_are_empty_is_refused(only_failure, plugin):
    assert only_failure(plugin(rules=[], readers=[])) == (
        "load",
        "brings nothing: what it returns is empty (gikqa_readers, gikqa_rules)",
    )


@pytest.mark.parametrize(
    ("hook", "returned", "problem"),
    [
        ("rules", None, "has to return a list of rules, and returned NoneType"),
        ("rules", len, "has to return a list of rules, and returned builtin_function_or_method"),
        ("rules", "XA101", "has to return a list of rules, and returned str"),
        ("editions", 3, "has to return a list of paths, and returned int"),
        ("readers", None, "has to return a list of readers, and returned NoneType"),
        ("renderers", None, "has to return a list of output formats, and returned NoneType"),
        ("shortcuts", [], "has to return a mapping of codes to functions, and returned list"),
    ],
)
def test_a_hook_that_returns_no_list_is_refused(only_failure, plugin, hook, returned, problem):
    assert only_failure(plugin(**{hook: lambda: returned})) == (f"gikqa_{hook}", problem)


def test_a_hook_that_returns_one_rule_is_refused(only_failure, plugin, made_rule):
    assert only_failure(plugin(rules=made_rule)) == (
        "gikqa_rules",
        "has to return a list of rules, and returned Rule",
    )


# Prefixes, codes and names


@pytest.mark.parametrize(
    ("prefix", "problem"),
    [
        ("GIK", "owns the code prefix 'GIK', which gikqa owns already"),
        (
            "G",
            "owns the code prefix 'G', and gikqa owns 'GIK': `--select G` would choose the rules "
            "of both; choose another prefix",
        ),
        (
            "GIKX",
            "owns the code prefix 'GIKX', and gikqa owns 'GIK': `--select GIK` would choose the "
            "rules of both; choose another prefix",
        ),
    ],
)
def test_a_prefix_that_begins_like_ours_is_refused(
    only_failure, plugin, made_rule, prefix, problem
):
    bad = plugin(("XA", prefix), rules=[made_rule(f"{prefix}101")])
    assert only_failure(bad) == ("load", problem)


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ("XA", "owns the code prefix 'XA', which gikqa-one owns already"),
        (
            "XAB",
            "owns the code prefix 'XAB', and gikqa-one owns 'XA': `--select XA` would choose the "
            "rules of both; choose another prefix",
        ),
    ],
)
def test_of_two_plugins_with_one_prefix_the_second_is_refused(
    load, plugin, made_rule, second, problem
):
    plugins = load(
        ("gikqa-one", "1.0", plugin(("XA",), rules=[made_rule("XA101")])),
        ("gikqa-two", "2.0", plugin(("XB", second), rules=[made_rule("XB101")])),
    )
    assert plugins.failures == [Failure("gikqa-two", "2.0", "load", problem)]
    assert plugins.owner["XA101"] == "gikqa-one"
    assert "XB101" not in plugins.rules


def test_what_is_ours_cannot_be_taken_by_a_name_that_comes_first(load, plugin, made_rule):
    plugins = load(
        ("gikqa-a", "1", plugin(("LO",), rules=[made_rule("LO101")])),
        ("gikqa-locale", "1", plugin(("LOC",), rules=[made_rule("LOC101")])),
    )
    assert [failure.plugin for failure in plugins.failures] == ["gikqa-a"]
    assert plugins.owner["LOC101"] == "gikqa-locale"


@pytest.mark.parametrize("code", ["XA-1 x", "XA", "101", "xa101", "", "XA101A", 101])
def test_a_code_that_is_no_letters_and_number_is_refused(only_failure, plugin, made_rule, code):
    assert only_failure(plugin(rules=[made_rule(code)])) == (
        "gikqa_rules",
        f"the code {code!r} is not capital letters followed by a number, such as XA101",
    )


@pytest.mark.parametrize("code", ["GIK999", "XB101", "XAB101"])
def test_a_code_without_a_prefix_of_the_distribution_is_refused(
    only_failure, plugin, made_rule, code
):
    assert only_failure(plugin(rules=[made_rule(code)])) == (
        "gikqa_rules",
        f"rule {code} has none of the prefixes that its distribution owns: XA",
    )


def test_the_name_of_a_rule_of_ours_is_refused(only_failure, plugin, made_rule):
    bad = plugin(rules=[made_rule(name="unbalanced-requests")])
    assert only_failure(bad) == (
        "gikqa_rules",
        "rule XA101 has the name 'unbalanced-requests', which GIK302 (gikqa) has already",
    )


def test_the_name_of_another_rule_of_the_plugin_is_refused(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule("XA101", name="a"), made_rule("XA102", name="a")]))
    problem = "rule XA102 has the name 'a', which XA101 (gikqa-x) has already"
    assert plugins.failures == [Failure("gikqa-x", "1.0", "gikqa_rules", problem)]
    assert ("XA101" in plugins.rules, "XA102" in plugins.rules) == (True, False)


# What a rule declares


@pytest.mark.parametrize(
    ("fields", "field", "hint"),
    [
        ({"needs": ("requests.carried_out.totl",)}, "needs", CARRIED_OUT),
        ({"reads": [CARRIED_OUT, "publishr"]}, "reads", "publisher"),
        ({"only_where": "raw_cels"}, "only_where", "raw_cells"),
        ({"where": cell("requests.carried_out.totl") > 3}, "where", CARRIED_OUT),
        (
            {"find": phrases(["结转"]).differing_from(cell("requests.carried_out.totl"))},
            "find",
            CARRIED_OUT,
        ),
    ],
    ids=["needs", "reads", "only_where", "where", "find"],
)
def test_a_misspelt_column_is_refused_with_the_nearest_name(
    only_failure, plugin, made_rule, fields, field, hint
):
    wrong = {"publisher": "publishr", "raw_cells": "raw_cels"}.get(
        hint, "requests.carried_out.totl"
    )
    assert only_failure(plugin(rules=[made_rule(**fields)])) == (
        "gikqa_rules",
        f"rule XA101: `{field}` names the column {wrong!r}, which no export has; "
        f"did you mean {hint!r}?",
    )


def test_an_edition_that_is_not_there_is_refused(only_failure, plugin, made_rule):
    assert only_failure(plugin(rules=[made_rule(editions=("2021", "2012"))])) == (
        "gikqa_rules",
        "rule XA101: there is no edition '2012', expected one of: 2014, 2019, 2021",
    )


def test_a_rule_that_is_not_there_cannot_imply_another(only_failure, plugin, made_rule):
    assert only_failure(plugin(rules=[made_rule(implied_by=("GIK303", "XA10"))])) == (
        "gikqa_rules",
        "rule XA101: `implied_by` names 'XA10', which is no rule; did you mean 'XA101'?",
    )


def test_a_rule_can_follow_from_one_of_gikqa(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule(implied_by=("GIK303",))]))
    assert plugins.failures == []
    assert plugins.rules["XA101"].implied_by == ("GIK303",)


def test_cells_and_key_of_an_edition_that_another_plugin_brings_are_known(
    load, plugin, made_rule, tmp_path, edition_text
):
    (tmp_path / "pilot.toml").write_text(edition_text, "utf-8")
    forms = [made_rule(code, check=None) for code in ("XA301", "XA302")]
    reads_it = made_rule("XB101", needs=("letters.received.paper",), editions=("pilot",))
    plugins = load(
        ("gikqa-before", "1", plugin(("XB",), rules=[reads_it])),
        ("gikqa-edition", "1", plugin(rules=forms, editions=[tmp_path / "pilot.toml"])),
    )
    assert (plugins.failures, "XB101" in plugins.rules) == ([], True)


SEVERITIES = "one of: Severity.ERROR, Severity.WARNING, Severity.INFO"
CONFIDENCES = "one of: Confidence.PROVED, Confidence.LIKELY, Confidence.HINT"
TEXTS = 'a mapping {"zh": "…", "en": "…"}'


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("needs", "a.b", "a tuple of texts: ('a.b',)"),
        ("reads", "a.b", "a tuple of texts: ('a.b',)"),
        ("editions", "2021", "a tuple of texts: ('2021',)"),
        ("editions", (2021,), 'a tuple of texts: ("…", "…")'),
        ("needs", None, 'a tuple of texts: ("…", "…")'),
        ("only_where", ("title",), "a text"),
        ("severity", "warnung", SEVERITIES),
        ("severity", "warning", SEVERITIES),
        ("severity", Confidence.HINT, SEVERITIES),
        ("confidence", "sure", CONFIDENCES),
        ("confidence", Severity.ERROR, CONFIDENCES),
        ("title", "a text", TEXTS),
        ("message", {"zh": 1, "en": 2}, TEXTS),
        ("explanation", "why", TEXTS),
        ("name", "", "a text"),
        ("source", None, "a text"),
        ("check", "no function", "a function"),
        ("phrases", ["结转"], "a function"),
        ("whole", "no function", "a function"),
        ("across", {"judge": 1}, "gikqa.Across(judge)"),
        ("across", Across("no function"), "gikqa.Across(judge)"),
        ("find", ["结转"], "a finder of gikqa.text"),
        ("where", True, 'a condition, such as cell("requests.granted.total") > 0'),
        ("trial", "yes", "True or False"),
        ("preview", 1, "True or False"),
    ],
)
def test_a_field_with_the_wrong_kind_of_value_is_refused(
    only_failure, plugin, made_rule, field, value, expected
):
    assert only_failure(plugin(rules=[made_rule(**{field: value})])) == (
        "gikqa_rules",
        f"rule XA101: {field} is {value!r}, expected {expected}",
    )


def test_a_value_that_is_compared_with_nothing_is_no_condition(only_failure, plugin, made_rule):
    what, problem = only_failure(plugin(rules=[made_rule(where=cell(CARRIED_OUT))]))
    assert what == "gikqa_rules"
    assert problem.startswith("rule XA101: where is Value(")
    assert problem.endswith('expected a condition, such as cell("requests.granted.total") > 0')


@pytest.mark.parametrize("part", ["title", "message"])
def test_a_rule_that_does_not_speak_both_languages_is_refused(
    only_failure, plugin, made_rule, part
):
    told = only_failure(plugin(rules=[made_rule(**{part: {"en": "only English"}})]))
    assert told == ("gikqa_rules", f"rule XA101 has no {part} in both zh and en")


def test_a_rule_that_is_brought_once_it_is_chosen_is_checked_then(load, plugin, made_rule):
    wrong = made_rule(needs=("requests.carried_out.totl",))
    plugins = load(plugin(rules=[made_rule(check=None, whole=lambda: wrong)]))
    assert plugins.failures == []
    assert plugins.in_full({"XA101": plugins.rules["XA101"]}) == {}
    problem = (
        "`needs` names the column 'requests.carried_out.totl', which no export has; "
        f"did you mean {CARRIED_OUT!r}?"
    )
    assert plugins.failures == [Failure("gikqa-x", "1.0", "rule XA101", problem)]


def test_what_is_refused_is_said_in_chinese_too(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule(editions=("2012",))]))
    assert plugins.failures_in("zh") == (
        Failure(
            "gikqa-x",
            "1.0",
            "gikqa_rules",
            "规则 XA101：没有 '2012' 版，应为以下之一：2014、2019、2021",
        ),
    )


# Readers and output formats


def read(path):
    return {"report_id": path.stem}


def write(result, stream):
    stream.write(b"")


def test_a_suffix_that_another_reader_takes_is_refused(load, plugin):
    plugins = load(
        ("gikqa-a", "1", plugin((), readers=[Reader("mine", (".rep", ".html"), read)])),
        ("gikqa-documents", "1", plugin((), readers=[Reader("web", (".html",), read)])),
    )
    problem = "reader 'mine': files with .html are read by gikqa-documents already"
    assert plugins.failures == [Failure("gikqa-a", "1", "gikqa_readers", problem)]
    assert [reader.name for reader in plugins.readers] == ["web"]


def test_the_suffix_of_an_export_is_refused(only_failure, plugin):
    bad = plugin((), readers=[Reader("mine", (".parquet",), read)])
    problem = "reader 'mine': files with .parquet are read by gikqa already"
    assert only_failure(bad) == ("gikqa_readers", problem)


@pytest.mark.parametrize(
    "suffixes", [".rep", ("rep",), (".REP",), (".tar.gz",), (".",), (1,), None]
)
def test_suffixes_that_no_file_can_have_are_refused(only_failure, plugin, suffixes):
    assert only_failure(plugin((), readers=[Reader("mine", suffixes, read)])) == (
        "gikqa_readers",
        f"reader 'mine': suffixes is {suffixes!r}, expected a tuple of suffixes in small letters: "
        '(".wps",)',
    )


@pytest.mark.parametrize("name", ["jsonl", "text", "verdicts", "verdicts_parquet"])
def test_the_name_of_a_format_of_ours_is_refused(only_failure, plugin, name):
    assert only_failure(plugin((), renderers=[Renderer(name, write)])) == (
        "gikqa_renderers",
        f"output format {name!r} is one of gikqa already",
    )


def test_a_format_of_another_plugin_is_refused(load, plugin):
    plugins = load(
        ("gikqa-one", "1", plugin((), renderers=[Renderer("letter", write)])),
        ("gikqa-two", "1", plugin((), renderers=[Renderer("letter", write)])),
    )
    problem = "output format 'letter' is one of gikqa-one already"
    assert plugins.failures == [Failure("gikqa-two", "1", "gikqa_renderers", problem)]


@pytest.mark.parametrize(
    ("hook", "thing", "problem"),
    [
        ("readers", Reader("mine", (".rep",), 3), "reader 'mine': read is 3, expected a function"),
        (
            "renderers",
            Renderer("mine", 3),
            "output format 'mine': write is 3, expected a function",
        ),
        ("shortcuts", {"XA101": 3}, "the shortcut of XA101 is 3, expected a function"),
    ],
)
def test_what_is_no_function_is_refused(only_failure, plugin, hook, thing, problem):
    things = thing if isinstance(thing, dict) else [thing]
    assert only_failure(plugin(**{hook: things})) == (f"gikqa_{hook}", problem)


def test_a_rule_that_nothing_judges_is_refused(only_failure, plugin):
    words = {"zh": "题", "en": "title"}
    idle = gikqa.Rule("XA102", "idle", Severity.INFO, "none", words, words)
    assert only_failure(plugin(("XA",), rules=[idle])) == (
        "gikqa_rules",
        "rule XA102 has no function, and no edition of its plugin states it: name its module "
        "`xa102_<name>.py`, or give it `check`",
    )

"""An edition that extends another one adds to it, and never changes what it says."""

from __future__ import annotations

import pytest

import gikqa
from gikqa._plugins.editions_in_words import editions_in_words
from gikqa.editions import load_editions
from gikqa.testing import export_table

RECEIVED = {"requests.new_received.total": 3, "requests.carried_in.total": 0}
IDENTITY = """
[[identities]]
id = "granted-at-most-received"
rule = "XA302"
table = "requests"
each = "column"
only = ["total"]
left = ["granted"]
relation = "<="
right = ["new_received", "carried_in"]
basis = "试行办法第二条"
"""
ROW = """
[[tables]]
key = "requests"
domain_rule = "XA301"
title = "来信情况"

[[tables.blocks]]
label = "来信"
rows = [{ key = "by_post", label = "来信申请" }]
columns = [{ key = "total", label = "总计" }]

[[identities]]
id = "by-post-at-most-received"
rule = "XA302"
table = "requests"
left = ["by_post.total"]
relation = "<="
right = ["new_received.total"]
basis = "试行办法第三条"
"""
LABEL = """
[[labels]]
path = "disputes.upheld"
variants = ["结果维护"]
"""


@pytest.fixture
def loaded(load, plugin, made_rule, tmp_path):
    """The plugins, with an edition `stricter` that has this text; and those of `gikqa-z`."""

    def loaded(text, head='extends = "2021"', of_last=None):
        def brings(text, prefix):
            path = tmp_path / f"{prefix}.toml"
            path.write_text(text, "utf-8")
            codes = (f"{prefix}301", f"{prefix}302")
            rules = [made_rule(code, name=code.lower(), check=None) for code in codes]
            return plugin((prefix,), rules=rules, editions=[path])

        last = [("gikqa-z", "1", brings(of_last.replace("XA", "XZ"), "XZ"))] if of_last else []
        ours = brings(f'edition = "stricter"\n{head}\n{text}', "XA")
        return load(("gikqa-x", "1", ours), *last)

    return loaded


@pytest.fixture
def judge(loaded):
    """The result of the rules of the plugin and of some of ours on one report."""

    def judge(text, head='extends = "2021"', select=("XA",), **fields):
        plugins = loaded(text, head)
        assert plugins.failures == []
        row = {"report_id": "r", "publisher": "p", "year": 2023, **fields}
        data = export_table([row], plugins.editions.values())
        result = gikqa.lint(data, select=select, lang="en", jobs=1, plugins=plugins)
        assert result.failures == ()
        return result

    return judge


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"requests.granted.total": 3, **RECEIVED}, "passed"),
        ({"requests.granted.total": None, **RECEIVED}, "undetermined"),
        ({"requests.granted.total": 4, "requests.new_received.total": 3}, "undetermined"),
        ({"requests.granted.total": 4, **RECEIVED}, "violated"),
    ],
)
def test_an_added_identity_over_cells_of_the_form_has_three_verdicts(judge, fields, verdict):
    assert judge(IDENTITY, **fields).statuses()["XA302"] == {verdict: 1}


def test_an_added_identity_that_does_not_hold_is_a_whole_finding(judge):
    result = judge(IDENTITY, **{"requests.granted.total": 4, **RECEIVED})
    (found,) = result.findings.to_pylist()
    chosen = ("rule", "cells", "observed", "expected", "basis", "plugin")
    assert {name: found[name] for name in chosen} == {
        "rule": "XA302",
        "cells": [
            "requests.granted.total",
            "requests.new_received.total",
            "requests.carried_in.total",
        ],
        "observed": "4",
        "expected": "≤ 3",
        "basis": "试行办法第二条",
        "plugin": "gikqa-x",
    }


SILENT = {"requests.granted.total": 4, **RECEIVED}


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ('extends = "2021"', {"year": 2020}),
        ('extends = "2021"\nyears = { first = 2024 }', {"year": 2023}),
        ('extends = "2021"\nscope = { region = "36" }', {"region_code": "440100"}),
        ('extends = "2021"\nscope = { region = "36" }', {"region_code": None}),
        ('extends = "2021"\nscope = { kind = "county" }', {"level": "township"}),
    ],
)
def test_an_extension_says_nothing_outside_its_years_and_scope(judge, head, fields):
    result = judge(IDENTITY, head, **SILENT, **fields)
    assert result.statuses()["XA302"] == {"not applicable": 1}


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        ('extends = "2021"\nyears = { first = 2024 }', {"year": 2024}),
        ('extends = "2021"\nscope = { region = "36" }', {"region_code": "360724"}),
        ('extends = "2021"\nscope = { kind = "county" }', {"level": "county"}),
        ('extends = "2021"', {"year": None, "edition": "2021"}),
    ],
)
def test_an_extension_judges_within_its_years_and_scope(judge, head, fields):
    result = judge(IDENTITY, head, **SILENT, **fields)
    assert result.statuses()["XA302"] == {"violated": 1}


def test_rules_of_ours_judge_the_form_that_is_extended_as_before(judge, load):
    fields = dict.fromkeys(load_editions()["2021"].cells, 0) | SILENT
    row = {"report_id": "r", "publisher": "p", "year": 2023, **fields}
    alone = gikqa.lint(export_table([row]), select=["GIK3"], lang="en", jobs=1, plugins=load())
    beside = judge(IDENTITY, select=("GIK3",), **fields)
    assert beside.findings.equals(alone.findings)
    assert {"GIK302", "GIK304"} <= set(alone.findings["rule"].to_pylist())


@pytest.mark.parametrize(
    ("by_post", "of_domain", "of_identity"),
    [(3, "passed", "passed"), (None, "undetermined", "undetermined"), (4, "passed", "violated")],
)
def test_an_added_row_is_a_cell_of_the_export(judge, by_post, of_domain, of_identity):
    result = judge(ROW, **{"requests.by_post.total": by_post}, **RECEIVED)
    assert result.statuses() == {"XA301": {of_domain: 1}, "XA302": {of_identity: 1}}


def test_a_negative_number_in_an_added_row_is_found_by_the_rule_of_the_plugin(judge):
    fields = {"requests.by_post.total": -1, **RECEIVED}
    result = judge(ROW, select=("XA301", "GIK301"), **fields)
    (found,) = result.findings.to_pylist()
    assert (found["rule"], found["cells"]) == ("XA301", ["requests.by_post.total"])
    assert (found["observed"], found["expected"]) == ("-1", "integer ≥ 0")


@pytest.mark.parametrize(
    ("head", "printed", "verdict"),
    [
        ('extends = "2021"', "结果维护", "passed"),
        ('extends = "2021"\nscope = { region = "36" }', "结果维护", "violated"),
        ('extends = "2021"', "结果维特", "violated"),
    ],
)
def test_a_label_that_an_extension_accepts_is_no_misprint(judge, head, printed, verdict):
    labels = {"disputes.upheld": printed}
    result = judge(LABEL, head, select=("GIK105",), printed_labels=labels)
    assert result.statuses()["GIK105"] == {verdict: 1}


def test_an_edition_of_a_distribution_that_is_loaded_later_can_be_extended(loaded, edition_text):
    text = """
    [[identities]]
    id = "answered-at-most-received"
    rule = "XA302"
    table = "letters"
    each = "column"
    left = ["answered"]
    relation = "<="
    right = ["received"]
    basis = "试行办法第四条"
    """
    plugins = loaded(text, 'extends = "pilot"', of_last=edition_text)
    assert plugins.failures == []
    assert plugins.editions["stricter"].base == plugins.editions["pilot"]


@pytest.mark.parametrize(
    ("head", "text", "problem"),
    [
        (
            'extends = "2022"',
            IDENTITY,
            "extends: names no edition: '2022'; expected one of: 2014, 2019, 2021",
        ),
        ('extends = "2021"', "", "extends: adds nothing to edition '2021'"),
        (
            'extends = "2021"',
            ROW.replace("by_post", "granted"),
            "tables: requests.granted.total is in edition '2021' already",
        ),
        (
            'extends = "2021"',
            IDENTITY.replace('each = "column"\nonly = ["total"]\n', "")
            .replace("granted-at-most-received", "R3:new_received")
            .replace('"granted"', '"granted.total"')
            .replace('"new_received", "carried_in"', '"new_received.total"'),
            "identities: 'R3:new_received' is in edition '2021' already",
        ),
        (
            'extends = "2021"',
            "drop = ['requests']" + IDENTITY,
            "drop: is not a key; expected one of: edition, extends, years, scope, instrument, "
            "verified, title, labels, tables, identities",
        ),
        (
            'extends = "2021"',
            LABEL.replace("upheld", "no_row"),
            "labels[0].path: names no row, column or group of edition '2021': 'disputes.no_row'",
        ),
        (
            'extends = "2019"\nyears = { first = 2021 }',
            IDENTITY,
            "years: hold no year of edition '2019'",
        ),
        (
            'extends = "2021"\nscope = { country = "US" }',
            IDENTITY,
            "scope: is not within that of edition '2021'",
        ),
    ],
)
def test_an_extension_that_adds_nothing_or_changes_the_form_is_refused(
    loaded, tmp_path, head, text, problem
):
    (failure,) = loaded(text, head).failures
    assert failure.problem == f"{tmp_path / 'XA.toml'}: {problem}"


def test_an_extension_that_judges_with_a_rule_of_ours_is_refused(loaded):
    (failure,) = loaded(IDENTITY.replace("XA302", "GIK302")).failures
    assert failure.problem == (
        "edition 'stricter' extends '2021' with the rule GIK302, "
        "which is not of its distribution: XA"
    )


@pytest.mark.parametrize(
    ("head", "text", "zh", "en"),
    [
        (
            'extends = "2021"',
            IDENTITY,
            "版式 stricter 为 2021 增加 1 个勾稽关系",
            "edition stricter adds 1 identity to 2021",
        ),
        (
            'extends = "2021"\nscope = { region = "36" }\nyears = { first = 2024 }',
            LABEL + ROW + IDENTITY,
            "版式 stricter 为 2021 增加 2 个勾稽关系、1 个单元格、1 个标签写法，"
            "限于 360000，2024 年起",
            "edition stricter adds 2 identities, 1 cell, 1 label to 2021 for 360000 from 2024",
        ),
    ],
)
def test_what_an_extension_adds_is_said(loaded, head, text, zh, en):
    plugins = loaded(text, head)
    assert editions_in_words(plugins, "gikqa-x") == [{"zh": zh, "en": en}]
    assert editions_in_words(plugins, "gikqa") == []


@pytest.mark.parametrize(
    ("head", "zh", "en"),
    [
        (
            'years = { first = 2022 }\nscope = { region = "36" }',
            "版式 pilot 2022 年起适用于 360000，取代 2021",
            "edition pilot governs 360000 from 2022 instead of 2021",
        ),
        (
            'years = { first = 2020, last = 2022 }\nscope = { kind = ["county", "township"] }',
            "版式 pilot 2020 年至 2022 年适用于 county, township of CN，取代 2019、2021",
            "edition pilot governs county, township of CN from 2020 to 2022 instead of 2019, 2021",
        ),
        (
            'years = { first = 2008 }\nscope = { country = "US" }',
            "版式 pilot 2008 年起适用于 US",
            "edition pilot governs US from 2008",
        ),
    ],
)
def test_whom_an_edition_governs_instead_of_which_is_said(loaded, edition_text, head, zh, en):
    text = edition_text.replace("years = { first = 2008, last = 2013 }", head)
    plugins = loaded(IDENTITY, of_last=text)
    assert plugins.failures == []
    assert editions_in_words(plugins, "gikqa-z") == [{"zh": zh, "en": en}]

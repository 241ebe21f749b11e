"""Rules, editions, readers and renderers of a plugin work like the built-in ones."""

from __future__ import annotations

import io

import pyarrow as pa
import pytest

import gikqa
from gikqa import Finding, InputError, Reader, Renderer, Severity
from gikqa._documents import read_documents
from gikqa._render import writer
from gikqa.testing import export_table

LETTERS = {
    "letters.received.paper": 5,
    "letters.answered.paper": 3,
    "letters.pending.paper": 2,
    "letters.received.total": 5,
    "letters.answered.total": 3,
    "letters.pending.total": 2,
}


@pytest.fixture
def pilot(tmp_path, plugin, made_rule, edition_text):
    """A plugin with a fourth edition; both of its rules are judged by the engine."""
    path = tmp_path / "pilot.toml"
    path.write_text(edition_text, "utf-8")
    rules = [
        made_rule("XA301", name="letters-out-of-domain", check=None),
        made_rule(
            "XA302",
            name="letters-do-not-balance",
            check=None,
            severity=Severity.ERROR,
            message={"zh": "{observed} ≠ {expected}", "en": "{observed} is not {expected}"},
        ),
    ]
    return plugin(rules=rules, editions=[path])


@pytest.fixture
def judge(load, pilot):
    """Lint one report of 2010 on the fourth edition."""

    def judge(**changes):
        plugins = load(pilot, version="3.1")
        assert plugins.failures == []
        row = {"report_id": "r1", "publisher": "青桐县人民政府", "year": 2010, **LETTERS, **changes}
        return gikqa.lint(
            export_table([row], plugins.editions.values()),
            select=["XA"],
            lang="en",
            plugins=plugins,
        )

    return judge


def test_without_other_plugins_only_the_built_in_rules_are_there(load):
    plugins = load()
    assert plugins.failures == []
    assert set(plugins.owner.values()) == {"gikqa"}
    assert list(plugins.versions) == ["gikqa"]


def test_a_report_that_balances_on_a_fourth_edition_passes(judge):
    result = judge()
    assert result.findings.num_rows == 0
    assert result.statuses() == {"XA301": {"passed": 1}, "XA302": {"passed": 1}}


def test_a_blank_that_could_close_the_gap_of_a_fourth_edition_is_undetermined(judge):
    result = judge(**{"letters.pending.paper": None})
    assert result.findings.num_rows == 0
    assert result.statuses()["XA302"] == {"undetermined": 1}


def test_a_fourth_edition_says_nothing_about_years_that_are_not_its_own(judge):
    result = judge(year=2019)
    assert result.statuses()["XA302"] == {"not applicable": 1}
    assert result.findings.num_rows == 0


def test_a_sum_of_a_fourth_edition_that_does_not_hold_is_a_whole_finding(judge):
    result = judge(**{"letters.received.total": 9})
    (found,) = result.findings.to_pylist()
    fingerprint = found.pop("fingerprint")
    assert len(fingerprint) == 32
    params = dict(found.pop("params"))
    assert params["left"] == "3+2"
    assert found == {
        "rule": "XA302",
        "name": "letters-do-not-balance",
        "severity": "error",
        "confidence": "likely",
        "report_id": "r1",
        "publisher": "青桐县人民政府",
        "region_code": None,
        "year": 2010,
        "cells": ["letters.answered.total", "letters.pending.total", "letters.received.total"],
        "section": None,
        "start": None,
        "end": None,
        "quote": None,
        "observed": "5",
        "expected": "9",
        "message": "5 is not 9",
        "cause": "repair:letters.received.total=9>5|letters.answered.total=3>7"
        "|letters.pending.total=2>6",
        "proposal": [],
        "basis": "试行办法第一条",
        "plugin": "gikqa-x",
        "plugin_version": "3.1",
    }


def test_a_value_out_of_the_domain_of_a_fourth_edition_is_found(judge):
    result = judge(**{"letters.received.paper": -5})
    (found,) = result.findings.filter(pa.compute.field("rule") == "XA301").to_pylist()
    assert (found["cells"], found["observed"]) == (["letters.received.paper"], "-5")


def test_built_in_rules_give_the_same_bytes_beside_a_plugin(load, plugin, made_rule):
    rows = [{"report_id": "r1", "publisher": "p", "year": 2023, "requests.granted.total": 3}]
    alone = gikqa.lint(export_table(rows), select=["GIK"], plugins=load())
    beside = gikqa.lint(
        export_table(rows), select=["GIK"], plugins=load(plugin(rules=[made_rule()]))
    )
    assert alone.findings.equals(beside.findings)
    assert alone.coverage.equals(beside.coverage)


def test_a_rule_of_a_plugin_finds_and_names_its_distribution(load, plugin, made_rule):
    rows = [{"report_id": "r1", "publisher": "青桐县", "year": 2023}]
    plugins = load(plugin(rules=[made_rule()]), version="7.0")
    result = gikqa.lint(export_table(rows), select=["XA101"], lang="zh", plugins=plugins)
    (found,) = result.findings.to_pylist()
    assert (found["message"], found["plugin"], found["plugin_version"]) == (
        "发布者 青桐县",
        "gikqa-x",
        "7.0",
    )
    assert result.plugins == {"gikqa": gikqa.__version__, "gikqa-x": "7.0"}


def test_a_trial_rule_of_a_plugin_reports_as_info_whatever_it_says(load, plugin, made_rule):
    def check(report):
        yield Finding(severity=Severity.ERROR, observed="fine")

    rule = made_rule(trial=True, severity=Severity.ERROR, check=check)
    rows = [{"report_id": "r1", "publisher": "p", "year": 2023}]
    result = gikqa.lint(export_table(rows), select=["XA101"], plugins=load(plugin(rules=[rule])))
    assert result.counts() == {"info": 1}


def test_the_order_of_plugins_changes_nothing(load, plugin, made_rule):
    one = ("gikqa-one", "1", plugin(("XA",), rules=[made_rule("XA101")]))
    two = ("gikqa-two", "1", plugin(("XB",), rules=[made_rule("XB101")]))
    rows = [{"report_id": "r1", "publisher": "p", "year": 2023}]
    first, second = (
        gikqa.lint(export_table(rows), select=["X"], plugins=load(*order))
        for order in ((one, two), (two, one))
    )
    assert first.findings.equals(second.findings)
    assert first.findings["rule"].to_pylist() == ["XA101", "XB101"]


def test_a_reader_of_a_plugin_reads_its_kind_and_names_what_it_refuses(load, plugin, tmp_path):
    def read(path):
        if path.stem == "bad":
            raise InputError("it is bad")
        return {"report_id": path.stem}

    plugins = load(plugin((), readers=[Reader("mine", (".rep",), read)]))
    files = [tmp_path / name for name in ("good.rep", "bad.rep", "other.doc")]
    for file in files:
        file.touch()
    good, bad, other = (outcome for _, outcome in read_documents(files, plugins.readers))
    assert good == {"report_id": "good"}
    assert str(bad) == "it is bad"
    assert "no reader for .doc; installed: .rep" in str(other)


def test_a_renderer_of_a_plugin_is_an_output_format(load, plugin):
    def write(result, stream):
        stream.write(f"{result.reports} reports".encode())

    plugins = load(plugin((), renderers=[Renderer("letter", write)]))
    stream = io.BytesIO()
    rows = [{"report_id": "r1", "publisher": "p", "year": 2023}]
    result = gikqa.lint(export_table(rows), plugins=plugins)
    writer("letter", plugins.renderers.values()).write(result, stream)
    assert stream.getvalue() == b"1 reports"


def test_the_hooks_of_a_plugin_are_listed(load, plugin, made_rule):
    plugins = load(plugin(rules=[made_rule()], readers=[]))
    assert plugins.hooks["gikqa-x"] == ["gikqa_readers", "gikqa_rules"]

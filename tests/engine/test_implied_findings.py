"""A finding that follows from another one shares its cause, and loses it with that one."""

from __future__ import annotations

import io
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gikqa
from gikqa._engine.outcome.implied import with_shared_causes
from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._plugins import load_plugins
from gikqa.cli.explain import explanation
from gikqa.editions import load_editions

FORM = load_editions()["2021"]
GRANTED, PARTLY = "requests.granted.total", "requests.granted_in_part.total"
REFUSED, ALL = "requests.refused_process.total", "requests.total_concluded.total"
FEES = "disclosure.administrative_fees.amount_wan"


def causes(cells: dict[str, int], *select: str, **more: Any) -> dict[str, str | None]:
    row = {"report_id": "r", "publisher": "青桐县人民政府", "year": 2023, "level": "county"}
    row |= dict.fromkeys(FORM.cells, 0) | cells | more
    found = gikqa.lint([row], select=select).findings.to_pylist()
    return {one["rule"]: one["cause"] for one in found if not one["rule"].startswith("GIK304")}


@settings(max_examples=15)
@given(st.integers(1, 40), st.integers(1, 40))
def test_what_follows_has_the_repair_of_the_sum_and_none_without_it(granted, partly):
    cells = {GRANTED: granted, PARTLY: partly, REFUSED: partly, ALL: granted + partly}
    both = causes(cells, "GIK303", "GIK306")
    assert both["GIK303"].startswith(("repair:", "unlocated:"))
    assert both["GIK306"] == both["GIK303"]
    assert causes(cells, "GIK306") == {"GIK306": None}


def test_without_a_cause_the_rule_that_implies_is_the_cause_of_both():
    cell = {FEES: 1_500_000}
    given_ = {"raw_cells": [(FEES, "1500000元")]}
    both = causes(cell, "GIK209", "GIK211", **given_)
    assert both == {"GIK209": "rule:GIK211", "GIK211": "rule:GIK211"}
    assert causes(cell, "GIK209", **given_) == {"GIK209": None}
    assert causes(cell, "GIK211", **given_) == {"GIK211": None}


def _sections(heading: str, item_in: int) -> list[dict[str, Any]]:
    text = "（三）收费及减免情况\n没有收费。"
    return [
        {"number": number, "heading": name, "text": text if number == item_in else "全年公开信息。"}
        for number, name in ((1, "总体情况"), (2, heading))
    ]


@pytest.mark.parametrize(("item_in", "cause"), [(2, "rule:GIK123"), (1, None)])
def test_what_stands_in_another_section_does_not_follow(item_in, cause):
    sections = _sections("政府信息公开收费及减免情况", item_in)
    found = causes({}, "GIK123", "GIK142", sections=sections)
    assert found.keys() == {"GIK123", "GIK142"}
    assert found["GIK142"] == cause


def test_findings_of_another_report_imply_nothing():
    row = {"publisher": "青桐县人民政府", "year": 2023, "level": "county"}
    row |= dict.fromkeys(FORM.cells, 0) | {FEES: 1_500_000}
    printed = [{"report_id": "a", "raw_cells": [(FEES, "1500000元")]}, {"report_id": "b"}]
    result = gikqa.lint([row | one for one in printed], select=["GIK209", "GIK211"])
    found = [(one["report_id"], one["rule"], one["cause"]) for one in result.findings.to_pylist()]
    assert found == [
        ("a", "GIK209", "rule:GIK211"),
        ("a", "GIK211", "rule:GIK211"),
        ("b", "GIK209", None),
    ]


def test_a_cause_that_is_stated_stays():
    rules = load_plugins().rules
    report = {"report_id": "r", "publisher": "青桐县人民政府", "year": 2023, "cells": [FEES]}
    rows = [report | {"rule": "GIK209", "cause": "reading"}, report | {"rule": "GIK211"}]
    found = with_shared_causes(pa.Table.from_pylist(rows, FINDINGS_SCHEMA), rules)
    assert found["cause"].to_pylist() == ["reading", None]


def test_the_listing_names_the_rule_that_a_finding_follows_from():
    row = {"report_id": "r", "publisher": "青桐县人民政府", "year": 2023, "level": "county"}
    row |= dict.fromkeys(FORM.cells, 0) | {FEES: 1_500_000, "raw_cells": [(FEES, "1500000元")]}
    stream = io.BytesIO()
    result = gikqa.lint([row], select=["GIK209", "GIK211"], lang="zh")
    gikqa.write(result, stream, "text")
    assert stream.getvalue().decode().count("原因：GIK211") == 1
    page = io.BytesIO()
    gikqa.write(result, page, "html")
    assert page.getvalue().decode().count("<dt>原因</dt><dd>GIK211</dd>") == 1


def test_the_page_on_a_rule_names_what_it_follows_from():
    rules = load_plugins().rules
    assert "- follows from: GIK303\n" in explanation(rules["GIK306"], "gikqa", "en")
    assert "- 可由此推出：GIK303\n" in explanation(rules["GIK306"], "gikqa", "zh").replace(
        ": ", "："
    )
    assert "follows from" not in explanation(rules["GIK303"], "gikqa", "en")


def test_every_rule_that_is_named_exists():
    rules = load_plugins().rules
    named = {code for rule in rules.values() for code in rule.implied_by}
    assert {"GIK303", "GIK123", "GIK211"} <= named <= rules.keys()

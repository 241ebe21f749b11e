"""A screen saves work and changes no verdict."""

from __future__ import annotations

import copy
import re
import tomllib
from dataclasses import replace
from decimal import Decimal

import pytest

from gikqa._specs import specs_folder
from gikqa.rules.texts import read_text, rule_codes

FENCE = re.compile(r"```toml\n(.*?)```", re.DOTALL)
ABOUT = ("sections", "publisher", "title", "year", "level", "region_code", "published_on")


def cases(rules):
    """Every worked case of the rules that have a function."""
    for code in [code for code in rule_codes() if rules[code].check is not None]:
        body = read_text(specs_folder() / "rules" / f"{code}.md")[1]
        for block in FENCE.findall(body):
            # Amounts stay as they are written; a float would round them.
            yield from tomllib.loads(block, parse_float=Decimal)["case"]


@pytest.fixture(scope="module")
def told(report, export, built_in):
    """An export with the columns and the cells of each worked case."""
    rows = []
    for number, case in enumerate(cases(built_in.rules)):
        changes = case.get("cells", {}) | dict.fromkeys(case.get("blank", ()))
        plain = [{"number": 1, "heading": "总体情况", "text": case.get("text", "")}]
        columns = {"sections": plain} | {name: case[name] for name in ABOUT if name in case}
        rows.append(report(case["edition"], changes, report_id=f"r{number:04}", **columns))
    return export(*rows)


def test_with_and_without_its_screen_a_rule_finds_the_same(told, built_in, lint):
    screened = [code for code, rule in built_in.rules.items() if rule.screen is not None]
    bare = copy.copy(built_in)
    bare.rules = {code: replace(rule, screen=None) for code, rule in built_in.rules.items()}
    one, other = (lint(told, select=screened, plugins=plugins) for plugins in (built_in, bare))
    assert (one.failures, other.failures) == ((), ())
    assert one.findings.num_rows > len(screened) > 0
    assert one.findings.equals(other.findings)
    assert one.coverage.equals(other.coverage)

"""A shortcut saves work and changes no verdict."""

from __future__ import annotations

import copy
import random

import pyarrow as pa
import pytest

from gikqa._specs import specs_folder
from gikqa.testing import rule_cases

ABOUT = ("sections", "publisher", "title", "year", "level", "region_code", "published_on")


@pytest.fixture(scope="module")
def told(report, export, built_in):
    """An export with the columns and the cells of each worked case of a rule with a function."""
    rows = []
    cases = rule_cases(specs_folder() / "rules")
    for number, case in enumerate(c for c in cases if built_in.rules[c.code].check is not None):
        about = case.report
        changes = about.get("cells", {}) | dict.fromkeys(about.get("blank", ()))
        plain = [{"number": 1, "heading": "总体情况", "text": about.get("text", "")}]
        columns = {"sections": plain} | {name: about[name] for name in ABOUT if name in about}
        rows.append(report(about["edition"], changes, report_id=f"r{number:04}", **columns))
    return export(*rows)


FILLERS = ("", " ", "\n", "，", "、", "（", "）", "。", "其中", "3", "12件", "二十条", "0", "年")
DIGITS = dict(enumerate("〇一二三四五六七八九"))


def slip(text, rng):
    """The text with one slip of pen or reading: mostly about its numbers."""
    places = [place for place, letter in enumerate(text) if letter.isdecimal()]
    place = rng.choice(places) if places and rng.random() < 0.7 else rng.randrange(len(text) + 1)
    here, before, behind = text[place : place + 1], text[:place], text[place + 1 :]
    if here.isdecimal():
        other = rng.choice([str(rng.randrange(10)), "", here * 2, chr(0xFF10 + int(here))])
        other = rng.choice(
            [other, DIGITS[int(here)], f"{here},", f"{here} ", f"约{here}", f"{here}余"]
        )
        return before + other + behind
    return before + rng.choice(FILLERS) + rng.choice([here, ""]) + behind


@pytest.mark.parametrize("seed", range(2))
def test_without_its_shortcut_a_rule_finds_the_same_after_slips(seed, told, built_in, lint):
    rng = random.Random(seed)
    rows = told.to_pylist()
    for number, row in enumerate(rows):
        row["report_id"] = f"r{number:04}"
        for section in row["sections"] or ():
            for _ in range(rng.randrange(1, 4)):
                section["text"] = slip(section["text"], rng)
    compare(pa.Table.from_pylist(rows, told.schema), built_in, lint)


def test_without_its_shortcut_a_rule_finds_the_same(told, built_in, lint):
    assert compare(told, built_in, lint) > 0


def compare(told, built_in, lint):
    """Lint with and without the shortcuts; how many findings more than shortcuts there are."""
    shortened = sorted(built_in.shortcuts)
    assert shortened, "no shortcut was brought"
    bare = copy.copy(built_in)
    bare.shortcuts = {}
    one, other = (lint(told, select=shortened, plugins=plugins) for plugins in (built_in, bare))
    assert (one.failures, other.failures) == ((), ())
    assert one.findings.to_pylist() == other.findings.to_pylist()
    assert one.coverage.equals(other.coverage)
    return one.findings.num_rows - len(shortened)

"""Rules over levels know what bodies of all kinds may say of themselves and of others."""

from __future__ import annotations

import tomllib
from pathlib import Path

import gikqa
from gikqa.testing import export_table

_BODIES, _SLIPS = (
    tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))
    for name in ("sound_levels.toml", "slips_of_levels.toml")
)
_OF_LEVELS = ["GIK128", "GIK15", "GIK160"]


def report(number, publisher, level, text, itself=""):
    return {
        "report_id": f"{number} {text}",
        "publisher": publisher,
        "level": level or "other",
        "year": 2021,
        "title": f"{publisher}2021年政府信息公开工作年度报告",
        "sections": [{"number": 1, "heading": "总体情况", "text": f"{itself}{text}"}],
    }


def accused(rows):
    """Report → what rules over levels find in it."""
    result = gikqa.lint(export_table(list(rows)), select=_OF_LEVELS, jobs=1)
    return {(row["report_id"], row["rule"], row["quote"]) for row in result.findings.to_pylist()}


def test_sound_sentences_are_not_accused_by_rules_over_levels():
    said = [
        (publisher, body.get("level"), text)
        for publisher, body in _BODIES.items()
        for text in body["said"]
    ]
    assert len(said) >= 150
    assert accused(report(number, *each) for number, each in enumerate(said)) == set()


def test_sound_sentences_are_not_accused_where_the_text_names_its_own_body():
    said = [
        (publisher, body.get("level"), text, f"{publisher}全年公开信息。省政府网站已转载。")
        for publisher, body in _BODIES.items()
        for text in body["said"]
    ]
    assert accused(report(number, *each) for number, each in enumerate(said)) == set()


def test_words_of_another_level_are_found_in_bodies_of_all_kinds():
    said = [
        (publisher, body.get("level"), text, quote)
        for publisher, body in _SLIPS.items()
        for text, quote in body["said"]
    ]
    found = accused(report(number, *each[:3]) for number, each in enumerate(said))
    quoted = {(name, quote) for name, _, quote in found}
    assert quoted >= {(f"{number} {each[2]}", each[3]) for number, each in enumerate(said)}

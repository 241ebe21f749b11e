"""Rules over levels know what bodies of all kinds may say of themselves and of others."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import gikqa
from gikqa.rules.structure.ranks import WORDS, standing_of
from gikqa.testing import export_table
from gikqa_locale.gazetteer import gazetteer

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


def counties(year):
    """The divisions of the level of a county at the end of a year."""
    return [
        each
        for each in gazetteer().divisions
        if each.level == "county" and each.existed_at_end_of(year)
    ]


@pytest.mark.parametrize("body", ["人民政府", "城市管理局", "旧县镇人民政府", "县街街道办事处"])
@pytest.mark.parametrize("has_code", [False, True])
def test_a_body_of_a_division_of_the_register_is_part_of_it(body, has_code):
    wrong, unclear = [], 0
    for each in counties(2021):
        standing = standing_of(f"{each.name}{body}", each.code if has_code else None, None)
        if standing is None:
            unclear += 1
        elif each.name[-1] in "县区旗市" and (
            standing.unit != each.name[-1] or standing.unit in standing.foreign
        ):
            wrong.append(each.name)
    assert wrong == []
    assert unclear < 80


def test_districts_and_cities_that_were_counties_may_speak_of_a_county():
    today = {each.name: each for each in counties(2025) if each.name[-1] in "区市"}
    former = {each.name[:-1]: each for each in counties(2008) if each.name[-1] == "县"}
    was_county = {
        name
        for name, each in today.items()
        if (old := former.get(name[:-1])) and old.code[:2] == each.code[:2] and old.valid_to
    }
    assert was_county
    assert was_county <= set(WORDS["was_county"])
    for name in WORDS["was_county"]:
        standing = standing_of(f"{name}人民政府", None, None)
        assert standing is None or "县" not in standing.foreign, name

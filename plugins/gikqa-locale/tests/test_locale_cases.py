"""The cases of `specs/LOC*.md` are run, and what stands beside them is complete."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from gikqa import Section
from gikqa_locale import gikqa_rules
from gikqa_locale.texts import described, read_text

RULES = {rule.code: rule for rule in gikqa_rules()}
FENCE = re.compile(r"```toml\n(.*?)```", re.DOTALL)
HAN = re.compile(r"[\u4e00-\u9fff]")
TOLD = ("quote", "observed", "expected", "severity", "confidence")


def cases_of(code):
    blocks = FENCE.findall(read_text(code)[1])
    return [case for block in blocks for case in tomllib.loads(block)["case"]]


CASES = [(code, case) for code in RULES for case in cases_of(code)]
each_rule = pytest.mark.parametrize("code", RULES)


@pytest.mark.parametrize(
    ("code", "case"), CASES, ids=[f"{code} {case['say']}" for code, case in CASES]
)
def test_a_worked_case_gives_its_findings_and_no_others(code, case, judge_by):
    found = judge_by(
        RULES[code],
        [Section(1, "总体情况", case.get("text", ""))],
        publisher=case.get("publisher", "上犹县人民政府办公室") or None,
        region_code=case.get("region_code", "360724") or None,
        year=case.get("year", 2019),
        title=case.get("title"),
    )
    rows = [
        {
            key: row[key]
            for key in TOLD
            if row[key] != {"severity": "warning", "confidence": "likely"}.get(key)
        }
        for row in found
    ]
    if code == "LOC103":  # all of its findings are hints
        rows = [{key: row[key] for key in TOLD[:3]} for row in rows]
    assert rows == case["finds"]
    for row in found:
        assert not re.search(r"[{}]", row["message"])
        if "text" in case:
            assert case["text"][row["start"] : row["end"]] == row["quote"]


@each_rule
def test_a_rule_has_as_many_silent_cases_as_found_ones(code):
    silent = Counter(not case["finds"] for case in cases_of(code))
    assert silent[True] >= silent[False] > 0


@each_rule
def test_no_two_cases_of_a_rule_have_one_name(code):
    names = Counter(case["say"] for case in cases_of(code))
    assert [name for name, times in names.items() if times > 1] == []


@each_rule
def test_the_front_matter_of_a_rule_is_complete(code):
    front = read_text(code)[0]
    keys = ["code", "name", "severity", "confidence", "editions", "source", "trial", "zh", "en"]
    assert list(front) == keys
    assert front["code"] == described(code)["code"] == code
    for lang in ("zh", "en"):
        assert list(front[lang]) == ["title", "message", "why", "mend"]
        for text in front[lang].values():
            han = len(HAN.findall(text))
            assert han > 0 if lang == "zh" else han == 0
    placeholders = [set(re.findall(r"\{(\w+)\}", front[lang]["message"])) for lang in ("zh", "en")]
    assert placeholders[0] == placeholders[1] != set()


def test_every_text_belongs_to_a_rule_and_every_rule_has_one():
    texts = {file.name.removesuffix(".md") for file in (files("gikqa_locale") / "specs").iterdir()}
    assert texts == set(RULES)

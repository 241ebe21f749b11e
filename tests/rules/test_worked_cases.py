"""The cases of `specs/rules/*.md` are run, and what stands beside them is complete."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from gikqa import Severity, described
from gikqa._specs import specs_folder
from gikqa.editions import load_editions
from gikqa.rule_texts import read_rule_text, rule_codes
from gikqa.testing import rule_cases, run_cases

EDITIONS = load_editions()
TEXTS = specs_folder() / "rules"
CODES = rule_codes(TEXTS)
HAN = re.compile(r"[\u4e00-\u9fff]")
WORD = re.compile(r"[A-Za-z_]{2,}")
CELL = re.compile(r"[a-z]+_[a-z]+|[a-z]{3,}\.[a-z]{3,}\.")
QUOTED = re.compile(r"`[^`]*`|“[^”]*”|「[^」]*」")
"""What a message takes from the report."""
DOOR = tuple(f"GIK00{number}" for number in range(1, 9))
IN_WORDS = (*DOOR, "GIK105")
"""Rules whose cases are sentences, because the cells of one report do not tell them; their tests
are written by hand."""
OF_OTHERS = {"other_place", "other_year", "other_report", "near", "other_body"}
"""What a message says of a second report."""

CASES = list(rule_cases(TEXTS))
each_rule = pytest.mark.parametrize("code", CODES)


def front_of(code):
    return read_rule_text(TEXTS / f"{code}.md")[0]


def cases_of(code):
    return [case for case in CASES if case.code == code]


@pytest.mark.parametrize("code", sorted({case.code for case in CASES}))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_worked_cases_of_a_rule_give_their_findings_and_no_others(code, lang, built_in):
    runs = run_cases(cases_of(code), plugins=built_in, lang=lang, jobs=1)
    assert {run.case.say: run.found for run in runs} == {
        run.case.say: run.case.finds for run in runs
    }
    for row in (row for run in runs for row in run.rows):
        assert not re.search(r"[{}]", row["message"])
        own = QUOTED.sub("", row["message"].replace(row["observed"] or "", ""))
        assert lang == "en" or (HAN.search(own) and not WORD.search(own))
        assert not CELL.search(own)


def test_every_rule_without_cases_is_known_to_have_tests_of_its_own():
    assert {code for code in CODES if not cases_of(code)} == set(IN_WORDS)


@each_rule
def test_a_rule_has_as_many_silent_cases_as_found_ones(code):
    if code in IN_WORDS:
        body = read_rule_text(TEXTS / f"{code}.md")[1]
        lines = [line for line in body.splitlines() if line.startswith("- ")]
        found = sum(bool(re.search(r"\bfound\b", line)) for line in lines)
        assert 0 < found <= len(lines) - found + 1  # a line of silence often names several
    else:
        silent = Counter(not case.finds for case in cases_of(code))
        assert silent[True] >= silent[False] > 0


@each_rule
def test_no_two_cases_of_a_rule_have_one_name(code):
    names = Counter(case.say for case in cases_of(code))
    assert [name for name, times in names.items() if times > 1] == []


@each_rule
def test_the_front_matter_of_a_rule_is_complete(code):
    front = front_of(code)
    keys = ["code", "name", "severity", "confidence", "editions", "source", "trial", "zh", "en"]
    assert [key for key in front if key not in ("preview", "roster", "implied_by")] == keys
    assert front["code"] == code
    assert described(TEXTS, code)["code"] == code
    assert set(front["editions"]) <= EDITIONS.keys()
    assert front["source"]
    for lang in ("zh", "en"):
        assert list(front[lang]) == ["title", "message", "why", "mend"]
        for text in front[lang].values():
            assert text == text.strip()
            han = len(HAN.findall(text))
            # An English text may quote a label of the form.
            assert han > 0 if lang == "zh" else han < len(text) / 10
    assert not front["en"]["title"].endswith(".")


@each_rule
def test_both_languages_of_a_message_tell_what_was_seen(code):
    front = front_of(code)
    zh, en = (set(re.findall(r"\{(\w+)\}", front[lang]["message"])) for lang in ("zh", "en"))
    told = {"GIK004": set()}.get(code, {"observed"} if "{observed}" in zh | en else zh)
    assert told <= zh & en
    own = {"observed", "expected", "place", "left", "right", "path", "column", "count"}
    assert zh | en <= own | OF_OTHERS


def test_names_of_rules_are_unique_and_kebab_case():
    names = Counter(front_of(code)["name"] for code in CODES)
    assert set(names.values()) == {1}
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


def test_every_statement_and_every_table_of_a_form_belongs_to_a_rule_of_its_edition():
    for edition in EDITIONS.values():
        named = {identity.rule for identity in edition.identities}
        named |= {table.domain_rule for table in edition.tables}
        for code in named:
            assert edition.key in front_of(code)["editions"], code


def test_every_rule_of_an_edition_is_found_in_it(built_in):
    stated = {
        (code, edition.key)
        for edition in EDITIONS.values()
        for code in (
            *(identity.rule for identity in edition.identities),
            *(table.domain_rule for table in edition.tables),
        )
    }
    told = {
        (code, edition)
        for code, rule in built_in.rules.items()
        for edition in rule.editions
        if rule.check is None and rule.across is None and code not in IN_WORDS
    }
    assert told == stated


def test_rules_that_rest_on_unverified_cells_are_never_errors(built_in):
    resting = set()
    for edition in EDITIONS.values():
        for identity in edition.identities:
            if not all(edition.cells[path].verified for path in identity.cells):
                resting.add(identity.rule)
        for table in edition.tables:
            if not all(cell.verified for cell in table.cells):
                resting.add(table.domain_rule)
    assert resting, "no edition has an unverified cell: this test has become empty"
    severities = {code: built_in.rules[code].severity for code in resting}
    assert [code for code, severity in severities.items() if severity is Severity.ERROR] == []


def test_the_cases_together_find_every_kind_of_statement():
    found = {case.code for case in CASES if case.finds}
    assert found == set(CODES) - set(IN_WORDS)

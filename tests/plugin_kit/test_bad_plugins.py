"""The kit finds what is wrong with a plugin, and nothing else."""

from __future__ import annotations

import pytest

from gikqa.testing import conformance
from gikqa.testing.plugin_kit.breach import breach
from made_plugins import CASES

ACROSS_CASES = """
```toml
[[case]]
say = "ten are granted"
finds = []
[[case.reports]]
edition = "2021"
cells = { "requests.granted.total" = 10 }
[[case.reports]]
edition = "2021"
cells = { "requests.granted.total" = 10 }

[[case]]
say = "eleven are granted"
[[case.reports]]
edition = "2021"
cells = { "requests.granted.total" = 11 }
[[case.reports]]
edition = "2021"
cells = { "requests.granted.total" = 10 }
[[case.finds]]
report = 1
cells = ["requests.granted.total"]
observed = "11"
```
"""

CASES_THAT_ARE_WRONG = """
```toml
[[case]]
say = "nothing is granted"
edition = "2021"
finds = []
[[case]]
say = "ten are granted"
edition = "2021"
cells = { "requests.granted.total" = 10 }
finds = [{ cells = ["requests.granted.total"], observed = "10" }]
```
"""

NO_CASES, WRONG_CASES = "# no cases", "# wrong cases"

WRITES = """
import ctypes

import numpy as np

PERSONS = "requests.new_received.natural_person"
MORE["reads"] = (PERSONS,)


def shortcut(batch):
    values = batch.columns[PERSONS]
    ctypes.memset(values.buffers()[1].address + 8 * values.offset, 7, 8)
    return np.full(batch.rows, True)


SHORTCUT = shortcut
"""

FIRST_ROW = """
import numpy as np
from gikqa import Across, Compared

def judge(ledger):
    rows = ledger.reports.num_rows
    granted = ledger.numbers(GRANTED)
    found = [(0, Finding(cells=(GRANTED,), observed=str(granted[0])))]
    found = found if rows and granted[0] > 10 else []
    return Compared(np.ones(rows, bool), found, np.zeros(rows, bool))

MORE |= {"check": None, "across": Across(judge)}
"""

LARGE_BATCHES = """
import numpy as np

SHORTCUT = lambda batch: np.full(batch.rows, batch.rows < 20)
"""

COLUMNS_OF_OTHERS = """
import numpy as np

OF_OTHERS = "requests.new_received.public_welfare_organization"
SHORTCUT = lambda batch: np.full(batch.rows, OF_OTHERS not in batch.columns)
"""

CLOCK = """
from datetime import datetime

def too_many(report):
    return report.cell(GRANTED) > 10 or datetime.now().year > 2050
"""

CLOCK_AT_IMPORT = """
from datetime import date

THIS_YEAR = date.today().year

def too_many(report):
    return report.cell(GRANTED) > 10 or THIS_YEAR > 2050
"""

ZONE = """
import time

def too_many(report):
    return report.cell(GRANTED) > 10 or time.timezone < -13 * 3600
"""

LOCALE = """
import os

def too_many(report):
    return report.cell(GRANTED) > 10 or os.environ.get("LC_ALL") == "zh_CN.UTF-8"
"""

SEED = """
WORDS = {chr(0x4E00 + number) * 2 for number in range(60)}

def check(report):
    if too_many(report):
        yield finding(report, params={"word": next(iter(WORDS))})
"""

BLANK_AS_ZERO = """
MORE["reads"] = (RECEIVED,)

def too_many(report):
    return report.cell(GRANTED) > 10 + (report.cell(RECEIVED) or 0)
"""

OPENS = """
import os

def too_many(report):
    open(os.devnull).close()
    return report.cell(GRANTED) > 10
"""

OPENS_ONCE = """
import os
from functools import cache

@cache
def most():
    with open(os.devnull) as file:
        return 10 + len(file.read())

def too_many(report):
    return report.cell(GRANTED) > most()
"""

CONNECTS = """
import socket

def too_many(report):
    socket.socket().close()
    return report.cell(GRANTED) > 10
"""

ALL_PAIRS = """
MORE["reads"] = ("sections",)

def too_many(report):
    for section in report.sections:
        sentences = section.text.split("。")
        for one in sentences:
            for other in sentences:
                if one > other:
                    pass
    return report.cell(GRANTED) > 10
"""

COPIES_FROM_THE_BEGINNING = """
MORE["reads"] = ("sections",)

def too_many(report):
    for section in report.sections:
        for place in range(len(section.text)):
            section.text[:place]
    return report.cell(GRANTED) > 10
"""

ENDLESS = """
def too_many(report):
    while report.cell(GRANTED) > 10:
        pass
"""

VARIABLE_OF_THE_MODULE = """
WHO = None

def check(report):
    global WHO
    WHO = report.report_id
    granted = report.cell(GRANTED)
    many = granted > 10
    if many or WHO != report.report_id:
        yield finding(report)
"""

RAISES = """
def too_many(report):
    if report.year == 2021 and report.cell(GRANTED) > 10:
        raise ZeroDivisionError("divided")
"""

BAD = {
    "": [""],  # a good rule
    "runs": [RAISES],
    "input-unchanged": [WRITES],
    "row-order": [FIRST_ROW],
    "batch-size": [LARGE_BATCHES],
    "extra-columns": [COLUMNS_OF_OTHERS],
    "surroundings": [CLOCK, CLOCK_AT_IMPORT, ZONE, LOCALE, SEED],
    "blanks": [BLANK_AS_ZERO],
    "no-files": [OPENS, OPENS_ONCE, CONNECTS],
    "linear": [ALL_PAIRS, COPIES_FROM_THE_BEGINNING],
    "worked-cases": [NO_CASES, WRONG_CASES],
    "messages": [
        'MORE["message"] = {"zh": "{observed} {other}", "en": "{observed}"}',
        'MORE["message"] = {"zh": "{observed}"}',
    ],
    "source": ['MORE["source"] = "习惯"', 'MORE["source"] = " "'],
    "picklable": ['MORE["title"] = __import__("types").MappingProxyType({"zh": "题", "en": "x"})'],
    "threads": [VARIABLE_OF_THE_MODULE],
}
"""Clause → what makes a rule break it."""
RULES = {
    f"XA{number}": (clause, lines)
    for number, (clause, lines) in enumerate(
        ((clause, lines) for clause, several in BAD.items() for lines in several), start=101
    )
}
CASES_OF = {FIRST_ROW: ACROSS_CASES, NO_CASES: "", WRONG_CASES: CASES_THAT_ARE_WRONG}


@pytest.fixture
def patient(monkeypatch):
    """Imports may take as long as they need."""
    monkeypatch.setattr("gikqa.testing.plugin_kit.importing.MOST", float("inf"))


def broken(plugin, **options):
    return [(one.rule, one.clause) for one in conformance(plugin, **options)]


def test_each_bad_rule_breaks_its_clause_and_no_other(install_rules, patient):
    rules = {code: (lines, CASES_OF.get(lines, CASES)) for code, (_, lines) in RULES.items()}
    name = install_rules(rules)
    assert broken(name) == [(code, clause) for code, (clause, _) in RULES.items() if clause]


def test_a_rule_that_never_ends_is_named_and_the_kit_ends(install_rules, patient):
    rules = {"XA101": (ENDLESS, CASES), "XA102": ("", CASES)}
    assert broken(install_rules(rules), seconds=10) == [("XA101", "time-budget")]


def test_a_code_of_another_prefix_is_named(install_rules, patient):
    assert broken(install_rules({"XB101": ("", CASES)})) == [("XB101", "own-prefix")]


def test_a_prefix_of_another_distribution_is_named(install_rules, patient):
    name = install_rules({"LOC999": ("", CASES)}, prefixes=("LOC",))
    assert broken(name) == [(name, "own-prefix")]


def test_cases_that_cannot_be_read_are_named_once(install_rules, patient):
    misspelt = CASES.replace("cells =", "cell =")
    found = conformance(install_rules({"XA101": ("", CASES), "XA102": ("", misspelt)}))
    assert [(one.rule, one.clause) for one in found] == [("gikqa-made", "worked-cases")]
    assert found[0].seen["en"] == "ValueError: XA102, ten are granted: no such key: ['cell']"


@pytest.mark.parametrize(
    ("kind", "advice"),
    [
        ("case", "correct the rule, or what the case says that it finds"),
        ("cases", "write [[case]] blocks into <CODE>.md"),
    ],
)
def test_a_case_that_merely_differs_brings_no_advice_to_write_one(kind, advice):
    values = {"say": "ten", "found": [], "finds": [{}]} if kind == "case" else {}
    one = breach("worked-cases", "XA101", kind, **{"silent": 0, **values, "found": 1})
    assert advice in one.line("en")
    assert ("[[case]]" in one.line("zh")) is (kind == "cases")


def test_a_slow_import_is_named(install_rules):
    lines = "NUMBERS = sum(number * number for number in range(8_000_000))"
    name = install_rules({"XA101": (lines, CASES)})
    assert broken(name) == [(name, "import-time")]

"""Last days for publishing that plugins bring: read, compared with each other, judged by GIK114."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gikqa
from gikqa import Finding, SpecError, column
from gikqa.editions import Deadline, Scope, load_deadlines
from gikqa.testing import export_table

ENTRY = """
[[deadlines]]
scope = { region = "3607", kind = ["department"] }
years = { first = 2021, last = 2023 }
month = 1
day = 20
source = "notice"
verified = true
"""


@pytest.fixture
def file(tmp_path):
    """A file with this text, under a name of its own."""
    made = []

    def file(text):
        made.append(tmp_path / f"facts{len(made)}.toml")
        made[-1].write_text(text, "utf-8")
        return made[-1]

    return file


def test_what_may_be_left_out_is_the_whole_country_every_level_and_every_later_year(file):
    text = ENTRY.replace(", last = 2023", "").replace(
        'scope = { region = "3607", kind = ["department"] }\n', ""
    )
    assert load_deadlines(file(text)) == (Deadline(Scope(), 2021, None, 1, 20, "notice", True),)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("month = 1", "month = 13", "deadlines[0].day: month 13 has no day 20 in every year"),
        ("day = 20", "day = 32", "deadlines[0].day: month 1 has no day 32 in every year"),
        (
            "month = 1\nday = 20",
            "month = 2\nday = 29",
            "deadlines[0].day: month 2 has no day 29",
        ),
        ("day = 20", 'day = "20"', "deadlines[0].day: expected a whole number, found '20'"),
        ("day = 20\n", "", "deadlines[0].day: is missing"),
        ('"notice"', '" "', "deadlines[0].source: is empty; name the document and its article"),
        ("verified = true\n", "", "deadlines[0].verified: is missing; expected true or false"),
        ("last = 2023", "last = 2020", "deadlines[0].years: expected first <= last, found 2021"),
        ('"3607"', '"360700"', "scope.region: expected 2, 4 or 6 digits that do not end in 00"),
        ('"department"', '"bureau"', "scope.kind: expected one of province, prefecture, county,"),
        ("month = 1", "months = 1", "deadlines[0].months: is not a key; expected one of: scope,"),
        ("[[deadlines]]", "[[deadline]]", "deadline: is not a key; expected one of: deadlines"),
    ],
)
def test_a_file_of_another_shape_is_refused_with_the_key(file, old, new, problem):
    path = file(ENTRY.replace(old, new))
    with pytest.raises(SpecError) as refused:
        load_deadlines(path)
    assert str(refused.value).startswith(f"{path}: {problem}")


KINDS = st.lists(st.sampled_from(["county", "department", "township"]), unique=True, max_size=2)
YEARS = st.integers(2019, 2022)


@st.composite
def deadlines(draw):
    first, last = draw(YEARS), draw(st.none() | YEARS)
    scope = Scope(region=draw(st.sampled_from(["", "36"])), kinds=tuple(draw(KINDS)))
    day, verified = draw(st.integers(20, 22)), draw(st.booleans())
    return Deadline(scope, first, last, 1, day, "notice", verified)


@given(deadlines(), deadlines())
def test_two_days_contradict_each_other_if_some_report_of_their_region_has_both(one, other):
    levels = ("county", "department", "township")
    both = [
        (level, year)
        for level in levels
        for year in range(2019, 2024)
        if all(each.holds_for(year, "360000", level) for each in (one, other))
    ]
    contradict = bool(both) and one.scope.region == other.scope.region and one.day != other.day
    assert one.contradicts(other) == other.contradicts(one) == contradict


def report(day, level="department", region="360700", year=2021):
    return {
        "report_id": f"{day} {level} {region} {year}",
        "publisher": "赣州市水利局",
        "region_code": region,
        "level": level,
        "year": year,
        "published_on": day,
    }


def rows(result):
    keys = ("report_id", "severity", "confidence", "expected", "basis")
    return [tuple(row[key] for key in keys) for row in result.findings.to_pylist()]


@given(
    st.lists(deadlines(), max_size=4),
    st.dates(date(2020, 1, 15), date(2023, 2, 10)),
    st.sampled_from(["county", "department", "township"]),
    st.sampled_from(["360700", "110000", None]),
)
def test_the_earliest_verified_day_counts_and_others_make_no_more_than_a_hint(
    built_in, days, published, level, region
):
    from gikqa.rules.structure import gik114_published_after_deadline as module

    rule = module.PUBLISHED_AFTER_DEADLINE.with_deadlines(tuple(days))
    (whole,) = built_in.in_full({"GIK114": built_in.rules["GIK114"]}).values()
    assert (rule.code, rule.severity, rule.needs) == (whole.code, whole.severity, whole.needs)
    year = published.year - 1
    missed = [
        one
        for one in days
        if one.holds_for(year, region, level) and published > module._working_day(one.in_year(year))
    ]
    one = type("One", (), {
        "column": lambda self, name: published, "year": year, "level": level, "region_code": region,
    })()  # fmt: skip
    found = list(rule.check(one))
    batch = type("Batch", (), {"rows": 1, "columns": {
        "published_on": pa.array([published], pa.date32()), "year": pa.array([year], pa.int16()),
        "level": pa.array([level]), "region_code": pa.array([region], pa.string()),
    }})  # fmt: skip
    if not missed:
        assert found == []
        return
    assert rule.where.evaluate(batch).to_pylist() == [True]
    verified = [each for each in missed if each.verified]
    last = min(each.in_year(year) for each in verified or missed)
    hint = (None, None) if verified else ("info", "hint")
    (finding,) = found
    assert (finding.severity, finding.confidence) == hint
    assert finding.expected == f"≤ {last}"


def test_of_two_files_that_contradict_each_other_the_second_is_refused_naming_both(
    load, plugin, file
):
    other = file(ENTRY.replace("day = 20", "day = 25") + ENTRY.replace("3607", "3601"))
    plugins = load(
        ("gikqa-a", "1.0", plugin((), regional_facts=[file(ENTRY)])),
        ("gikqa-b", "2.0", plugin((), regional_facts=[other])),
    )
    (failure,) = plugins.failures
    assert (failure.plugin, failure.what) == ("gikqa-b", "gikqa_regional_facts")
    assert failure.problem == (
        "facts0.toml: department of 360700, 2021-2023: 01-25 (notice) contradicts department of "
        "360700, 2021-2023: 01-20 (notice), which gikqa-a brings: nothing of the file is used"
    )
    assert plugins.failures_in("zh")[0].problem.startswith("facts0.toml：department of 360700")
    assert [owner for owner in plugins.deadlines.values() if owner != "gikqa"] == ["gikqa-a"]


def test_nobody_puts_off_the_day_of_the_regulation(load, plugin, file):
    later = ENTRY.replace("month = 1\nday = 20", "month = 2\nday = 28")
    whole = later.replace('region = "3607", ', "")
    plugins = load(plugin((), regional_facts=[file(whole)]))
    (failure,) = plugins.failures
    assert "contradicts department of CN, 2019-: 01-31 (《条例》" in failure.problem
    plugins = load(plugin((), regional_facts=[file(later)]))  # of a region: it is read
    result = gikqa.lint(
        export_table([report(date(2022, 2, 20))]), select=["GIK114"], plugins=plugins
    )
    assert plugins.failures == []
    assert [row[1:4] for row in rows(result)] == [("warning", "likely", "≤ 2022-01-31")]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_order_of_facts_changes_nothing(load, plugin, file, order):
    texts = [ENTRY, ENTRY.replace("day = 20", "day = 19").replace('"3607"', '"36"'),
             ENTRY.replace("day = 20", "day = 18").replace("true", "false")
             .replace('"3607"', '"360702"')]  # fmt: skip
    plugins = load(plugin((), regional_facts=[file(texts[n]) for n in order]))
    days = [report(date(2022, 1, day), region="360702") for day in (18, 19, 20, 21)]
    result = gikqa.lint(export_table(days), select=["GIK114"], plugins=plugins)
    assert [row[1:] for row in rows(result)] == [
        ("info", "hint", "≤ 2022-01-18", "notice"),
        ("warning", "likely", "≤ 2022-01-19", "notice"),
        ("warning", "likely", "≤ 2022-01-19", "notice"),
    ]


def test_a_rule_of_a_plugin_is_made_of_all_days(load, plugin, made_rule, file):
    def make(deadlines):
        def check(report):
            yield Finding(observed=str(len(deadlines)))

        return made_rule(check=check, where=column("year").equals(2021), needs=("year",))

    own = made_rule(check=None, with_deadlines=make)
    plugins = load(plugin(rules=[own], regional_facts=[file(ENTRY)]))
    result = gikqa.lint(
        export_table([report(None), report(None, year=2022)]), select=["XA"], plugins=plugins
    )
    assert (result.failures, result.statuses()["XA101"]) == ((), {"violated": 1, "passed": 1})
    assert result.findings["observed"].to_pylist() == ["3"]


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda deadlines: 3, "expected a Rule, got int"),
        (lambda deadlines: 1 / 0, "ZeroDivisionError: division by zero"),
    ],
)
def test_a_rule_that_cannot_be_made_of_the_days_is_a_failure(
    load, plugin, made_rule, make, problem
):
    own = made_rule(check=None, with_deadlines=make)
    plugins = load(plugin(rules=[own, made_rule("XA102")]))
    result = gikqa.lint(export_table([report(None)]), select=["XA"], plugins=plugins)
    assert [(one.what, one.problem) for one in plugins.failures] == [("rule XA101", problem)]
    assert set(result.statuses()) == {"XA102"}

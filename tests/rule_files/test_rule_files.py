"""Files of rules in TOML: what they find, and what is refused in them."""

import json
import re
from pathlib import Path

import jsonschema
import pyarrow.parquet as pq
import pytest
import tomli

import gikqa
from gikqa.editions import load_editions
from gikqa.errors import SpecError
from gikqa.rule_files import load_rule_file, rule_file_schema
from gikqa.rule_files.expressions import ExpressionError, read_condition, read_equation
from gikqa.testing import export_table, rule_file_cases, run_cases

PAGE = Path(__file__).resolve().parents[2] / "specs/rule-files.md"
TEXTS = 'title = {zh = "题", en = "title"}\nmessage = {zh = "话", en = "words"}\n'
HEAD = f"""
prefixes = ["TEAM"]
[[rule]]
code = "TEAM101"
name = "of-the-team"
severity = "warning"
source = "团队"
{TEXTS}"""


@pytest.fixture
def documented(tmp_path):
    """The file that the page shows."""
    (text,) = re.findall(r"^```toml\n# team.toml\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    file = tmp_path / "team.toml"
    file.write_text(text, "utf-8")
    return file


@pytest.fixture
def write(tmp_path):
    """Writes a file with one rule."""

    def write(rest, head=HEAD):
        file = tmp_path / "team.toml"
        file.write_text(head + rest, "utf-8")
        return file

    return write


def text_export(text):
    """One report with a chapter."""
    sections = [{"number": 1, "heading": "一", "text": text}]
    named = {"report_id": "r1", "publisher": "青桐县", "year": 2023}
    return export_table([named | {"sections": sections}])


def finds(file, **report):
    """What the one rule of a file finds in a report of which every cell is 0."""
    text = file.read_text("utf-8")
    file.write_text(f'{text}[[rule.case]]\nsay = "one"\nfinds = []\n', "utf-8")
    (run,) = run_cases(rule_file_cases(file, **({"edition": "2021"} | report)), plugins=[file])
    return run.found


def test_the_documented_file_finds_what_its_cases_say(documented):
    runs = run_cases(rule_file_cases(documented), plugins=[documented])
    assert [(run.case.code, run.case.say) for run in runs] == [
        ("TEAM101", "as many refused as granted"),
        ("TEAM101", "more refused than granted"),
        ("TEAM102", "the former name, and the sentence says so"),
        ("TEAM102", "the former name"),
    ]
    assert [run.found for run in runs] == [run.case.finds for run in runs]


def test_a_finding_of_a_file_is_whole(documented):
    (run,) = [
        run
        for run in run_cases(rule_file_cases(documented), plugins=[documented])
        if run.case.say == "more refused than granted"
    ]
    (row,) = run.rows
    del row["fingerprint"], row["params"]
    version = row.pop("plugin_version")
    assert re.fullmatch(r"0\+[0-9a-f]{8}", version)
    assert row == {
        "report_id": "r00001",
        "publisher": "青桐县人民政府办公室",
        "region_code": None,
        "year": 2021,
        "rule": "TEAM101",
        "name": "more-refused-than-granted",
        "severity": "warning",
        "confidence": "likely",
        "cells": [
            "requests.refused_state_secret.total",
            "requests.refused_prohibited_by_law.total",
            "requests.granted.total",
        ],
        "section": None,
        "start": None,
        "end": None,
        "quote": None,
        "observed": "2",
        "expected": "≤ 1",
        "message": "不予公开 2 件，应≤ 1",
        "cause": None,
        "proposal": [],
        "basis": "审核要点（2024 年）第三条",
        "plugin": "team.toml",
    }


def test_a_report_of_another_region_passes(write):
    file = write('required = {phrases = ["收费"]}\nregions = ["3607"]\n')
    assert finds(file, region_code="360999", text="本年度。") == []


def test_a_report_of_the_region_is_judged(write):
    file = write('required = {phrases = ["收费", "费用"]}\nregions = ["360700"]\n')
    assert finds(file, region_code="360724", text="本年度。") == [{"expected": "收费 / 费用"}]


def test_a_required_phrase_that_is_there_passes(write):
    file = write('required = {phrases = ["收费", "费用"]}\n')
    assert finds(file, text="本年度没有收取费用。") == []


def test_a_forbidden_phrase_without_its_other_word_passes(write):
    file = write('forbidden = {phrases = ["公示"], with = ["网站"]}\n')
    assert finds(file, text="在大厅公示。网站改版。") == []


def test_a_forbidden_phrase_with_its_other_word_is_found(write):
    file = write('forbidden = {phrases = ["公示"], with = ["网站"]}\n')
    assert finds(file, text="在网站公示。") == [{"quote": "公示", "observed": "公示"}]


def test_a_forbidden_phrase_in_another_chapter_passes(write):
    file = write('forbidden = {phrases = ["公示"], chapters = [6]}\n')
    assert finds(file, text="在网站公示。") == []


@pytest.mark.parametrize("day", ["2022-01-20", "2023-05-01", "2021-12-31"])
def test_a_report_up_to_its_last_day_or_years_later_passes(write, day):
    file = write("deadline = {month = 1, day = 20}\n")
    assert finds(file, year=2021, published_on=tomli.loads(f"d = {day}")["d"]) == []


def test_a_report_after_its_last_day_is_found(write):
    file = write("deadline = {month = 1, day = 20}\n")
    day = tomli.loads("d = 2022-01-21")["d"]
    assert finds(file, year=2021, published_on=day) == [
        {"observed": "2022-01-21", "expected": "≤ 2022-01-20"}
    ]


def test_a_blank_operand_leaves_the_equation_open(write):
    file = write('equation = "requests.granted.total = requests.new_received.total"\n')
    columns = dict.fromkeys(load_editions()["2021"].cells, 0) | {"requests.granted.total": None}
    table = export_table([{"report_id": "r1", "publisher": "青桐县", "year": 2023, **columns}])
    result = gikqa.lint(table, select=["TEAM101"], plugins=[file])
    assert [(row["status"], row["reports"]) for row in result.coverage.to_pylist()] == [
        ("undetermined", 1)
    ]


@pytest.mark.parametrize(
    ("limit", "status"),
    [
        ('where = "requests.granted.total > 0"\n', "not applicable"),
        ('where = "year = 2023"\n', "violated"),
        ('levels = ["county"]\n', "undetermined"),
        ('regions = ["3607"]\n', "not applicable"),
    ],
)
def test_a_report_outside_the_limits_of_a_rule_is_none_of_its_own(write, limit, status):
    file = write('equation = "requests.carried_in.total > 0"\n' + limit)
    cells = dict.fromkeys(load_editions()["2021"].cells, 0)
    row = {"report_id": "r1", "publisher": "青桐县", "year": 2023, "region_code": "110101"}
    table = export_table([row | {"level": None, **cells}])
    result = gikqa.lint(table, select=["TEAM101"], plugins=[file])
    assert [(line["status"], line["reports"]) for line in result.coverage.to_pylist()] == [
        (status, 1)
    ]


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        ("", "TEAM101.code: expected one of equation, required, forbidden, deadline; found none"),
        (
            'equation = "year = 2021"\ndeadline = {month = 1, day = 20}\n',
            "TEAM101.code: expected one of equation, required, forbidden, deadline; "
            "found equation, deadline",
        ),
        ('equation = "year"\n', "TEAM101.equation: 'year' is no equation"),
        ('equation = "year = = 1"\n', "TEAM101.equation: 'year = = 1' cannot be read"),
        ('equation = "year = year * year"\n', "'year * year' multiplies two columns"),
        ('equation = "2021 = year"\n', "the left side of '2021 = year' names no cell"),
        (
            'equation = "year = 2021"\nwhere = "year = 1.5"\n',
            "TEAM101.where: '1.5' is not accepted",
        ),
        ('equation = "year = 2021"\nwhere = "__import__(1)"\n', "'__import__(1)' is not accepted"),
        ('equation = "year = 2021"\nregions = ["36071"]\n', "'36071' is no region code"),
        ('equation = "year = 2021"\nlevels = ["village"]\n', "TEAM101.levels[0]: expected one of"),
        ("deadline = {month = 2, day = 30}\n", "TEAM101.deadline: month 2 has no day 30"),
        ("deadline = {month = 1}\n", "TEAM101.deadline.day: is missing"),
        ('equal = "year = 2021"\n', "TEAM101.equal: is not a key"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(write, rest, problem):
    file = write(rest)
    with pytest.raises(SpecError) as refused:
        load_rule_file(file)
    assert problem in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_wrong_rule_without_a_code_is_named_by_its_number(write):
    head = HEAD.replace('code = "TEAM101"', "code = 7")
    with pytest.raises(SpecError) as refused:
        load_rule_file(write('equation = "year = 2021"\n', head))
    assert str(refused.value).endswith("rule[0].code: expected a text, found 7")


def test_a_gap_that_nothing_fills_is_refused(write):
    head = HEAD.replace('en = "words"', 'en = "{quote}"')
    with pytest.raises(SpecError) as refused:
        load_rule_file(write('equation = "year = 2021"\n', head))
    assert str(refused.value).endswith(
        "TEAM101.message.en: nothing fills {quote}; expected one of: "
        "{expected}, {observed}, {publisher}, {year}"
    )


def test_a_file_that_is_no_toml_is_refused(tmp_path):
    file = tmp_path / "team.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(SpecError, match="cannot be read"):
        load_rule_file(file)


def test_a_misspelt_cell_is_refused_and_the_other_rules_run(write):
    rest = (
        'equation = "requests.granted.totl = 0"\n'
        '[[rule]]\ncode = "TEAM102"\nname = "other"\nseverity = "info"\nsource = "团队"\n'
        f'{TEXTS}equation = "requests.granted.total = 1"\n'
    )
    columns = dict.fromkeys(load_editions()["2021"].cells, 0)
    table = export_table([{"report_id": "r1", "publisher": "青桐县", "year": 2023, **columns}])
    result = gikqa.lint(table, select=["TEAM"], plugins=[write(rest)], lang="en")
    assert result.findings["rule"].to_pylist() == ["TEAM102"]
    (failure,) = result.failures
    assert failure.plugin == "team.toml"
    assert "TEAM101" in failure.problem
    assert "did you mean 'requests.granted.total'?" in failure.problem
    assert result.exit_code == 3


@pytest.mark.parametrize("key", ["2014", "2019", "2021"])
def test_every_cell_can_be_named_in_an_expression(key):
    for path in load_editions()[key].cells:
        assert read_equation(f"{path} = 0").columns == (path,)
        assert read_condition(f"blank({path})").reads == (path,)


@pytest.mark.parametrize(
    "text", ["a = 1 = 2", "f(a) = 1", "a[0] = 1", "'a' = 1", "a = True", "(lambda: 0) = 1", "a" * 9]
)
def test_what_is_no_equation_is_refused(text):
    with pytest.raises(ExpressionError):
        read_equation(text)


def test_a_deep_expression_is_refused_without_a_crash():
    with pytest.raises(ExpressionError):
        read_condition("(" * 100_000 + "a" + ")" * 100_000)


def test_the_schema_accepts_the_documented_file(documented):
    jsonschema.validate(tomli.loads(documented.read_text("utf-8")), rule_file_schema())


def test_the_schema_refuses_a_rule_without_a_kind(documented):
    given = tomli.loads(documented.read_text("utf-8"))
    del given["rule"][0]["equation"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(given, rule_file_schema())


def test_the_command_prints_the_schema(gikqa):
    done = gikqa("schema", "--rule-files")
    assert (done.code, json.loads(done.stdout)) == (0, rule_file_schema())


def test_a_plugin_brings_the_rules_of_its_file(documented):
    class Plugin:
        GIKQA_API = 1
        GIKQA_PREFIXES = ("TEAM",)

        @gikqa.hookimpl
        def gikqa_rule_files(self):
            return [documented]

    table = text_export("由工商局移交。")
    result = gikqa.lint(table, select=["TEAM102"], plugins=[Plugin()])
    assert result.findings["quote"].to_pylist() == ["工商局"]
    assert result.failures == ()


def test_the_command_judges_by_a_file(documented, folder, gikqa):
    pq.write_table(text_export("由工商局移交。"), folder / "export.parquet")
    asked = ("lint", "export.parquet", "--rules", documented, "--select", "TEAM102")
    done = gikqa(*asked, "--format", "jsonl", "--no-totals")
    (finding,) = map(json.loads, done.stdout.splitlines())
    named = {key: finding[key] for key in ("rule", "quote", "plugin")}
    assert named == {"rule": "TEAM102", "quote": "工商局", "plugin": "team.toml"}
    assert done.code == 0

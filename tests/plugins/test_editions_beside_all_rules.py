"""All built-in rules run beside an edition of a plugin, and leave its reports to it."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa.editions import load_editions, specs_folder
from gikqa.testing import export_table

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "sample.parquet"
CITED = "本报告按照《国务院办公厅公开办关于规范格式的通知》（国办公开办函〔2020〕30号）编制。"
"""A notice of no year: GIK803 expects the one that introduced the national form."""


@pytest.fixture(scope="module")
def sample():
    """The sample, and a copy of its last report as one of 2027."""
    table = pq.read_table(SAMPLE)
    later = table.slice(len(table) - 1)
    for name, value in (("year", pa.array([2027], pa.int32())), ("report_id", pa.array(["r"]))):
        place = table.schema.get_field_index(name)
        later = later.set_column(place, table.schema.field(name), value)
    return pa.concat_tables([table, later.cast(table.schema)])


@pytest.fixture
def judge(load, plugin, made_rule, tmp_path):
    """All rules on an export, beside an edition if its text is given."""

    def judge(data, text=None):
        plugins = load()
        if text is not None:
            (tmp_path / "foreign.toml").write_text(text, "utf-8")
            rules = [made_rule(code, name=code.lower(), check=None) for code in ("XA301", "XA302")]
            editions = [tmp_path / "foreign.toml"]
            plugins = load(plugin(rules=rules, editions=editions))
        assert plugins.failures == []
        options = {"extend_select": ["GIK"], "lang": "en", "jobs": 1, "plugins": plugins}
        return gikqa.lint(data, roster=[{"publisher": "青桐县水利局"}], **options)

    return judge


@pytest.fixture
def foreign(edition_text):
    """An edition with a table of its own, or the national tables under another key."""

    def foreign(years, *, national):
        text = (specs_folder() / "editions" / "2021.toml").read_text("utf-8")
        text = re.sub("(?m)^edition = .*", 'edition = "pilot"', text if national else edition_text)
        return re.sub("(?m)^years = .*", f"years = {{ {years} }}", text)

    return foreign


YEARS = {
    "first = 2008, last = 2013": range(2008, 2014),
    "first = 2020, last = 2020": range(2020, 2021),
    "first = 2022, last = 2023": range(2022, 2024),
    "first = 2022": range(2022, 2101),
    "first = 2027": range(2027, 2101),
}


@pytest.mark.parametrize("national", [False, True], ids=["own tables", "national tables"])
@pytest.mark.parametrize("years", YEARS)
def test_all_rules_run_beside_an_edition_and_judge_other_reports_as_before(
    judge, foreign, sample, years, national
):
    alone, beside = judge(sample), judge(sample, foreign(years, national=national))
    assert (alone.failures, alone.problems) == ((), ())
    assert (beside.failures, beside.problems) == ((), ())

    def others(result):
        table = result.findings
        mine = pc.is_in(table["year"], pa.array(YEARS[years], pa.int32()))
        return table.filter(pc.invert(mine)).to_pylist()

    assert others(beside) == others(alone)
    assert others(alone)


@pytest.mark.parametrize("national", [False, True], ids=["own tables", "national tables"])
@pytest.mark.parametrize("years", ["first = 2020, last = 2020", "first = 2022", "first = 2027"])
def test_no_rule_over_a_national_form_judges_reports_that_another_governs(
    judge, foreign, load, sample, years, national
):
    governed = sample.filter(pc.is_in(sample["year"], pa.array(YEARS[years], pa.int32())))
    result = judge(governed, foreign(years, national=national))
    of_forms = {code for code, rule in load().rules.items() if rule.editions and rule.whole}
    statuses = result.statuses()
    assert len(of_forms) > 30
    assert {code: statuses[code] for code in of_forms} == {
        code: {"not applicable": len(governed)} for code in of_forms
    }
    assert not of_forms & set(result.findings["rule"].to_pylist())


@pytest.mark.parametrize("year", [2020, 2022, 2024])
def test_a_misspelt_notice_is_found_where_the_national_form_governs(judge, report_citing, year):
    (found,) = judge(report_citing(year)).findings.filter(pc.field("rule") == "GIK803").to_pylist()
    form = "2019" if year < 2021 else "2021"
    assert found["expected"] == load_editions()[form].instrument


@pytest.mark.parametrize("year", [2020, 2022, 2024])
def test_a_notice_on_the_national_form_is_not_expected_of_another(
    judge, foreign, report_citing, year
):
    beside = judge(report_citing(year), foreign(f"first = {year}, last = {year}", national=False))
    assert beside.statuses()["GIK803"] == {"passed": 1}
    assert beside.failures == ()


@pytest.fixture
def report_citing(report):
    def report_citing(year):
        sections = [{"number": 0, "heading": "", "text": CITED}]
        form = "2019" if year < 2021 else "2021"
        return export_table([report(form, year=year, sections=sections)])

    return report_citing


@pytest.mark.parametrize(
    ("year", "first", "expected"),
    [(2023, 2022, "pilot"), (2021, 2022, "2021"), (2020, 2022, "2019"), (2010, 2009, "pilot")],
)
def test_a_rule_sees_which_form_governs_its_report(
    load, plugin, made_rule, foreign, tmp_path, year, first, expected
):
    seen = []

    def check(report):
        seen.append(report.edition)
        yield from ()

    (tmp_path / "foreign.toml").write_text(foreign(f"first = {first}", national=False), "utf-8")
    rules = [made_rule("XA101", check=check)]
    plugins = load(plugin(rules=rules, editions=[tmp_path / "foreign.toml"]))
    row = {"report_id": "r1", "publisher": "p", "year": year}
    gikqa.lint(export_table([row]), select=["XA101"], plugins=plugins)
    assert seen == [expected]

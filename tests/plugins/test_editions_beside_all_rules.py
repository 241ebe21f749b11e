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


REGIONS = ["360724", "110105", None]


@pytest.fixture(scope="module")
def sample():
    """The sample with codes of two provinces, and a copy of its last report as one of 2027."""
    table = pq.read_table(SAMPLE)
    later = table.slice(len(table) - 1)
    for name, value in (("year", pa.array([2027], pa.int32())), ("report_id", pa.array(["r"]))):
        place = table.schema.get_field_index(name)
        later = later.set_column(place, table.schema.field(name), value)
    table = pa.concat_tables([table, later.cast(table.schema)])
    codes = [REGIONS[row % 3] for row in range(len(table))]
    place = table.schema.get_field_index("region_code")
    return table.set_column(place, "region_code", pa.array(codes))


@pytest.fixture(scope="module")
def with_americans(sample):
    """The sample, and a copy of each report of it as one of the United States."""
    copies = sample.set_column(
        sample.schema.get_field_index("report_id"),
        sample.schema.field("report_id"),
        pc.binary_join_element_wise("us", sample["report_id"], "-"),
    )
    countries = pa.array([None] * len(sample) + ["US"] * len(sample))
    return pa.concat_tables([sample, copies]).append_column("country", countries)


@pytest.fixture
def judge(load, plugin, made_rule, tmp_path):
    """All rules on an export, beside an edition if its text is given."""

    def judge(data, text=None, refused=False):
        plugins = load()
        if text is not None:
            (tmp_path / "foreign.toml").write_text(text, "utf-8")
            rules = [made_rule(code, name=code.lower(), check=None) for code in ("XA301", "XA302")]
            editions = [tmp_path / "foreign.toml"]
            plugins = load(plugin(rules=rules, editions=editions))
        assert bool(plugins.failures) == refused
        options = {"extend_select": ["GIK"], "lang": "en", "jobs": 1, "plugins": plugins}
        return gikqa.lint(data, roster=[{"publisher": "青桐县水利局"}], **options)

    return judge


@pytest.fixture
def foreign(edition_text):
    """An edition with a table of its own, or the national tables under another key."""

    def foreign(years, *, national, scope=None):
        text = (specs_folder() / "editions" / "2021.toml").read_text("utf-8")
        text = re.sub("(?m)^edition = .*", 'edition = "pilot"', text if national else edition_text)
        scope = f"\nscope = {{ {scope} }}" if scope else ""
        return re.sub("(?m)^years = .*", f"years = {{ {years} }}{scope}", text)

    return foreign


def keep(result, of):
    """The findings on the reports for which `of` is true of a finding."""
    return [finding for finding in result.findings.to_pylist() if of(finding)]


def judged(result):
    """How many reports each rule has judged, whatever it found."""
    sums = result.coverage.group_by("rule").aggregate([("reports", "sum")]).to_pylist()
    return {each["rule"]: each["reports_sum"] for each in sums}


def statuses_of_own(result):
    return {code: of_rule for code, of_rule in result.statuses().items() if code.startswith("XA")}


@pytest.mark.parametrize("years", ["first = 2008", "first = 2022", "first = 2027"])
def test_an_edition_for_all_of_china_beside_the_national_form_changes_no_finding(
    judge, foreign, sample, years
):
    alone = judge(sample)
    beside = judge(sample, foreign(years, national=True), refused=True)
    assert (alone.failures, alone.problems) == ((), ())
    assert beside.findings.equals(alone.findings)
    assert alone.findings.num_rows


@pytest.mark.parametrize(
    ("years", "scope"),
    [
        ("first = 2008, last = 2013", None),
        ("first = 2008", 'country = "US"'),
        ("first = 2008", 'region = "44"'),
    ],
)
def test_an_edition_that_governs_no_report_of_the_export_changes_no_finding(
    judge, foreign, sample, years, scope
):
    alone, beside = judge(sample), judge(sample, foreign(years, national=False, scope=scope))
    assert (beside.failures, beside.problems) == ((), ())
    assert beside.findings.equals(alone.findings)
    nothing = {"not applicable": len(sample)}
    assert statuses_of_own(beside) == {"XA301": nothing, "XA302": nothing}


@pytest.mark.parametrize("national", [False, True], ids=["own tables", "national tables"])
def test_an_edition_of_a_province_governs_the_reports_of_that_province_only(
    judge, foreign, load, sample, national
):
    text = foreign("first = 2022", national=national, scope='region = "36"')
    alone, beside = judge(sample), judge(sample, text)
    assert (beside.failures, beside.problems) == ((), ())

    def is_others(finding):
        return finding["region_code"] != "360724" or finding["year"] < 2022

    assert keep(beside, is_others) == keep(alone, is_others)
    assert set(judged(beside).values()) == {len(sample)}
    of_forms = {code for code, rule in load().rules.items() if rule.editions and rule.whole}
    assert len(of_forms) > 30
    assert not of_forms & {one["rule"] for one in keep(beside, lambda one: not is_others(one))}


def test_rules_over_a_national_form_are_not_applied_where_a_province_has_another(
    judge, foreign, load, sample
):
    of_province = pc.and_(pc.equal(sample["region_code"], "360724"), pc.equal(sample["year"], 2023))
    data = sample.filter(of_province)
    result = judge(data, foreign("first = 2022", national=False, scope='region = "36"'))
    rules, statuses = load().rules, result.statuses()
    of_forms = [code for code, rule in rules.items() if rule.editions and rule.whole]
    assert {code: statuses[code] for code in of_forms} == {
        code: {"not applicable": len(data)} for code in of_forms
    }
    each_alone = (code for code, rule in rules.items() if not rule.editions and rule.whole)
    over_text = [code for code in each_alone if not code.startswith("GIK7")]
    assert not any("not applicable" in statuses[code] for code in over_text)
    assert len(over_text) > 60


def test_no_chinese_rule_judges_a_report_of_another_country_that_has_an_edition(
    judge, foreign, load, sample, with_americans
):
    text = foreign("first = 2008", national=False, scope='country = "US"')
    alone, beside = judge(sample), judge(with_americans, text)
    assert (beside.failures, beside.problems) == ((), ())
    at_home = keep(beside, lambda one: not one["report_id"].startswith("us"))
    assert at_home == alone.findings.to_pylist()
    abroad = keep(beside, lambda one: one["report_id"].startswith("us"))
    assert {one["rule"][:4] for one in abroad} <= {"GIK0"}
    assert set(judged(beside).values()) == {2 * len(sample)}
    statuses = beside.statuses()
    of_reports = [code for code, rule in load().rules.items() if rule.whole]
    assert all(statuses[code]["not applicable"] >= len(sample) for code in of_reports)


def test_an_edition_that_extends_the_national_form_changes_no_finding_of_ours(judge, sample):
    alone, beside = judge(sample), judge(sample, EXTENSION)
    assert (beside.failures, beside.problems) == ((), ())
    assert keep(beside, lambda one: one["rule"] != "XA302") == alone.findings.to_pylist()
    assert set(judged(beside).values()) == {len(sample)}
    later = pc.sum(pc.greater_equal(sample["year"], 2021)).as_py()
    assert beside.statuses()["XA302"].pop("not applicable") == len(sample) - later


EXTENSION = """
edition = "stricter"
extends = "2021"

[[identities]]
id = "granted-at-most-received"
rule = "XA302"
table = "requests"
each = "column"
left = ["granted"]
relation = "<="
right = ["new_received", "carried_in"]
basis = "试行办法第二条"
"""


@pytest.mark.parametrize("year", [2020, 2022, 2024])
def test_a_misspelt_notice_is_found_where_the_national_form_governs(judge, report_citing, year):
    (found,) = judge(report_citing(year)).findings.filter(pc.field("rule") == "GIK803").to_pylist()
    form = "2019" if year < 2021 else "2021"
    assert found["expected"] == load_editions()[form].instrument


@pytest.mark.parametrize("year", [2020, 2022, 2024])
def test_a_notice_on_the_national_form_is_not_expected_of_another(
    judge, foreign, report_citing, year
):
    beside = judge(
        report_citing(year), foreign(f"first = {year}", national=False, scope='region = "36"')
    )
    assert beside.statuses()["GIK803"] == {"passed": 1}
    assert beside.failures == ()


@pytest.fixture
def report_citing(report):
    def report_citing(year):
        sections = [{"number": 0, "heading": "", "text": CITED}]
        form = "2019" if year < 2021 else "2021"
        row = report(form, year=year, sections=sections, region_code="360724")
        return export_table([row])

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

    (tmp_path / "foreign.toml").write_text(
        foreign(f"first = {first}", national=False, scope='region = "36"'), "utf-8"
    )
    rules = [made_rule("XA101", check=check)]
    plugins = load(plugin(rules=rules, editions=[tmp_path / "foreign.toml"]))
    row = {"report_id": "r1", "publisher": "p", "year": year, "region_code": "360724"}
    gikqa.lint(export_table([row]), select=["XA101"], plugins=plugins)
    assert seen == [expected]

"""Which reports an edition governs by its scope, and which editions are refused."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import gikqa
from gikqa._engine import judge
from gikqa.editions import Scope, edition_for, load_edition, load_editions, specs_folder
from gikqa.testing import export_table

REGIONAL = 'region = "36"'
CELLS = {f"letters.{row}.total": 0 for row in ("received", "answered", "pending")}


@pytest.fixture
def scoped(edition_text):
    """The edition with a table of its own, for these years and this scope."""

    def scoped(scope=None, years="first = 2022", key="pilot"):
        text = edition_text.replace('edition = "pilot"', f'edition = "{key}"')
        scope = f"\nscope = {{ {scope} }}" if scope else ""
        return text.replace(
            "years = { first = 2008, last = 2013 }", f"years = {{ {years} }}{scope}"
        )

    return scoped


@pytest.fixture
def loaded(load, plugin, made_rule, tmp_path):
    """The plugins, with editions made of these texts by `gikqa-x`; further ones by `gikqa-a`."""

    def loaded(*texts, of_first=()):
        def brings(texts, prefix):
            paths = []
            for text in texts:
                paths.append(tmp_path / f"{prefix}{len(paths)}.toml")
                paths[-1].write_text(text, "utf-8")
            codes = [f"{prefix}{number}" for number in (301, 302)]
            rules = [made_rule(code, name=code.lower(), check=None) for code in codes]
            return plugin((prefix,), rules=rules, editions=paths)

        others = [("gikqa-a", "1", brings(of_first, "XB"))] if of_first else []
        return load(("gikqa-x", "1", brings(texts, "XA")), *others)

    return loaded


@pytest.fixture
def governed(loaded):
    """Whether an edition of this text governs a report, seen from its sum, which is broken."""

    def governed(text, **fields):
        plugins = loaded(text)
        assert plugins.failures == []
        row = {"report_id": "r", "publisher": "p", "year": 2023, **CELLS, **fields}
        row["letters.received.total"] = 1
        for name in ("received", "answered", "pending"):
            row[f"letters.{name}.paper"] = 0
        data = export_table([row], plugins.editions.values())
        result = gikqa.lint(data, select=["XA302"], plugins=plugins)
        assert result.failures == ()
        return result.statuses()["XA302"] == {"violated": 1}

    return governed


@pytest.mark.parametrize(
    ("scope", "fields"),
    [
        (REGIONAL, {"region_code": "440100"}),
        (REGIONAL, {"region_code": None}),
        (REGIONAL, {"region_code": "440100", "edition": "pilot"}),
        (REGIONAL, {"region_code": "360724", "year": 2021}),
        ('kind = "county"', {"level": "township"}),
        ('kind = "county"', {"level": None}),
        ('region = "36", kind = ["county"]', {"level": "county", "region_code": "440100"}),
        ('country = "US"', {}),
        ('country = "US"', {"country": None}),
        ('country = "US"', {"country": "CN"}),
        ('country = "US"', {"country": "GB"}),
    ],
)
def test_a_report_outside_the_scope_is_not_governed(governed, scoped, scope, fields):
    assert not governed(scoped(scope), **fields)


@pytest.mark.parametrize(
    ("scope", "fields"),
    [
        (REGIONAL, {"region_code": "360724"}),
        (REGIONAL, {"region_code": "360000"}),
        (REGIONAL, {"region_code": None, "edition": "pilot"}),
        (REGIONAL, {"region_code": "", "edition": "pilot"}),
        (REGIONAL, {"region_code": None, "edition": "pilot", "year": None}),
        ('region = "360724"', {"region_code": "360724"}),
        ('kind = "county"', {"level": "county"}),
        ('kind = ["county", "township"]', {"level": "township"}),
        ('kind = "county"', {"level": None, "edition": "pilot"}),
        ('region = "36", kind = "county"', {"level": "county", "region_code": "360724"}),
        ('country = "US"', {"country": "US"}),
        ('country = "US"', {"country": " us "}),
        ('country = "US"', {"country": "US", "region_code": "360724"}),
        ('country = "US", region = "CA"', {"country": "US", "region_code": "CA"}),
    ],
)
def test_a_report_within_the_scope_is_governed(governed, scoped, scope, fields):
    assert governed(scoped(scope), **fields)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, "2021"),
        ({"region_code": "440100"}, "2021"),
        ({"region_code": "440100", "level": "county"}, "counties"),
        ({"region_code": "360100", "level": "county"}, "province"),
        ({"region_code": "360724", "level": "county"}, "prefecture"),
        ({"region_code": "360724", "level": "township"}, "towns"),
        ({"country": "US", "region_code": "360724", "level": "township"}, "states"),
        ({"country": "GB"}, None),
    ],
)
def test_the_narrowest_scope_governs_and_a_region_counts_before_a_level(
    loaded, scoped, body, expected
):
    plugins = loaded(
        scoped('kind = "county"', key="counties"),
        scoped('region = "36"', key="province"),
        scoped('region = "3607"', key="prefecture"),
        scoped('region = "3607", kind = "township"', key="towns"),
        scoped('country = "US"', key="states"),
    )
    assert plugins.failures == []
    form = edition_for(2023, plugins.editions.values(), **body)
    assert (form and form.key) == expected


def test_small_files_of_two_provinces_are_judged_as_each_of_them_alone(
    loaded, scoped, tmp_path, monkeypatch
):
    """Files without the cells of the other form are joined by form, and skip the same rules."""
    plugins = loaded(scoped(REGIONAL))
    (tmp_path / "reports").mkdir()
    files = []
    for number in range(12):
        fields = {"region_code": "360724" if number % 2 else "440100"}
        row = {"report_id": f"r{number:02}", "publisher": "p", "year": 2023, **fields}
        table = export_table([row], plugins.editions.values())
        kept = [name for name in table.column_names if number % 4 > 1 or "." not in name]
        files.append(tmp_path / "reports" / f"{number:02}.parquet")
        pq.write_table(table.select(kept), files[-1])
    batches = []
    judge_batch = judge.judge_batch
    monkeypatch.setattr(
        judge, "judge_batch", lambda *given: batches.append(given) or judge_batch(*given)
    )

    def lint(data):
        return gikqa.lint(data, select=["GIK3", "XA"], lang="en", jobs=1, plugins=plugins)

    together = lint(tmp_path / "reports").coverage
    assert len(batches) == 4  # of each province, files with cells and without
    alone = pa.concat_tables([lint(file).coverage for file in files])
    keys = ["rule", "name", "status", "reason"]
    sums = alone.group_by(keys).aggregate([("reports", "sum")]).rename_columns([*keys, "reports"])

    def rows(table):
        found = table.filter(pc.field("reports") > 0).to_pylist()
        return sorted(found, key=lambda row: [row[key] or "" for key in keys])

    assert rows(together) == rows(sums)


def test_built_in_editions_are_for_every_body_of_china():
    assert {edition.scope for edition in load_editions().values()} == {Scope("CN", "", ())}


def problem_of(plugins):
    (failure,) = plugins.failures
    assert (failure.plugin, failure.what) == ("gikqa-x", "gikqa_editions")
    return failure.problem


STATE = ": state a narrower [scope], other years, or `extends`"


@pytest.mark.parametrize(
    ("years", "rival", "shared"),
    [
        ("first = 2021", "2021", "from 2021 on"),
        ("first = 2022", "2021", "from 2022 on"),
        ("first = 2027", "2021", "from 2027 on"),
        ("first = 2022, last = 2024", "2021", "from 2022 to 2024"),
        ("first = 2010", "2014", "from 2014 to 2018"),
    ],
)
def test_an_edition_for_all_of_china_in_years_of_ours_is_refused(
    loaded, scoped, years, rival, shared
):
    plugins = loaded(scoped(years=years))
    assert problem_of(plugins) == (
        f"edition 'pilot' of gikqa-x and edition '{rival}' of gikqa both govern CN {shared}{STATE}"
    )
    assert plugins.editions == load_editions()


@pytest.mark.parametrize(
    ("first", "second", "whom"),
    [
        (REGIONAL, REGIONAL, "360000"),
        ('country = "US"', 'country = "US"', "US"),
        ('kind = ["county", "township"]', 'kind = "county"', "county of CN"),
        (
            'region = "3607", kind = "office"',
            'region = "3607", kind = "office"',
            "office of 360700",
        ),
    ],
)
def test_of_two_editions_with_one_scope_the_second_is_refused(loaded, scoped, first, second, whom):
    earlier = scoped(first, key="earlier").replace("XA30", "XB30")
    plugins = loaded(scoped(second, "first = 2024"), of_first=[earlier])
    assert problem_of(plugins) == (
        f"edition 'pilot' of gikqa-x and edition 'earlier' of gikqa-a both govern {whom} "
        f"from 2024 on{STATE}"
    )
    assert list(plugins.editions) == ["2014", "2019", "2021", "earlier"]


def test_two_editions_of_one_scope_may_follow_each_other(loaded, scoped):
    plugins = loaded(
        scoped(REGIONAL, "first = 2022, last = 2023"),
        scoped(REGIONAL, "first = 2024", key="newer"),
        scoped('region = "44"', key="elsewhere"),
    )
    assert plugins.failures == []


@pytest.mark.parametrize(
    ("scope", "problem"),
    [
        (
            'country = "cn"',
            "scope.country: expected two capital letters, such as \"CN\", found 'cn'",
        ),
        (
            'region = "360000"',
            "scope.region: expected 2, 4 or 6 digits that do not end in 00, found '360000'; "
            'a province is two digits, such as "36"',
        ),
        (
            'region = "367"',
            "scope.region: expected 2, 4 or 6 digits that do not end in 00, found '367'; "
            'a province is two digits, such as "36"',
        ),
        (
            'kind = "village"',
            "scope.kind: expected one of province, prefecture, county, township, department, "
            "office, other, found 'village'",
        ),
        ("kind = []", "scope.kind: is empty; leave it out to mean every kind of body"),
        ("kind = 3", "scope.kind: expected a list of texts, found 3"),
        ('town = "x"', "scope.town: is not a key; expected one of: country, region, kind"),
    ],
)
def test_a_scope_that_cannot_be_is_refused(loaded, scoped, tmp_path, scope, problem):
    assert problem_of(loaded(scoped(scope))) == f"{tmp_path / 'XA0.toml'}: {problem}"


@pytest.fixture
def judged_beside_ours(load, plugin, made_rule):
    """The failure of a plugin with one edition; all rules still find what they find alone."""

    def judged_beside_ours(path):
        rules = [made_rule(code, name=code.lower(), check=None) for code in ("XA301", "XA302")]
        row = {"report_id": "r", "publisher": "p", "year": 2023, "title": "p2023年年度报告"}
        data = export_table([row])
        alone = gikqa.lint(data, plugins=load(), lang="en")
        beside = gikqa.lint(data, plugins=load(plugin(rules=rules, editions=[path])), lang="en")
        assert beside.findings.equals(alone.findings)
        assert (alone.failures, beside.exit_code) == ((), 3)
        (failure,) = beside.failures
        return failure.problem

    return judged_beside_ours


def test_a_replacement_of_the_form_in_force_without_identities_is_refused(
    judged_beside_ours, scoped, tmp_path
):
    text = scoped(years="first = 2021")
    (tmp_path / "e.toml").write_text(text[: text.index("[[identities]]")], "utf-8")
    assert judged_beside_ours(tmp_path / "e.toml") == (
        f"edition 'pilot' of gikqa-x and edition '2021' of gikqa both govern CN from 2021 on{STATE}"
    )


def test_the_file_of_a_form_of_ours_is_refused(judged_beside_ours):
    problem = judged_beside_ours(specs_folder() / "editions" / "2021.toml")
    assert problem == "edition '2021' is brought twice, first by gikqa"


def test_an_edition_that_lacks_keys_is_refused_with_the_first(judged_beside_ours, tmp_path):
    (tmp_path / "e.toml").write_text('edition = "x"\nyears = { first = 1 }\n', "utf-8")
    problem = judged_beside_ours(tmp_path / "e.toml")
    assert problem == f"{tmp_path / 'e.toml'}: instrument: is missing; expected a text"


def test_an_edition_without_a_file_is_refused(judged_beside_ours, tmp_path):
    problem = judged_beside_ours(tmp_path / "none.toml")
    assert problem.startswith(f"{tmp_path / 'none.toml'}: file: cannot be read: ")


def test_a_path_of_an_edition_that_is_a_text_is_refused(judged_beside_ours):
    assert judged_beside_ours("edition.toml") == "expected a Path, got str"


def test_load_edition_reads_a_scope(tmp_path, scoped):
    (tmp_path / "e.toml").write_text(scoped('region = "36", kind = "county"'), "utf-8")
    edition = load_edition(tmp_path / "e.toml")
    assert edition.scope == Scope("CN", "36", ("county",))

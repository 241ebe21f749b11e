"""What a worked case says is judged as it says, and what differs from it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

import gikqa
from gikqa.editions import Block, Line, Table, load_editions
from gikqa.testing import rule_cases, run_cases

CASE = """+++
code = "{code}"
+++
```toml
[[case]]
{case}
```
"""
SILENT = 'say = "a case"\nfinds = []'
LETTERS = Table(
    key="letters",
    domain_rule="TST001",
    title="信件",
    blocks=(Block("信件", (Line("all", "全部"),), (Line("sent", "寄出"),)),),
)


@pytest.fixture
def case(tmp_path):
    """The only case of a folder with one text."""

    def case(text, code="TST001", **columns):
        (tmp_path / f"{code}.md").write_text(CASE.format(code=code, case=text), "utf-8")
        (case,) = rule_cases(tmp_path, **columns)
        return case

    return case


@pytest.fixture
def plugins(with_plugins):
    """A rule that tells what it was given."""

    def check(report):
        yield gikqa.Finding(
            quote=report.sections[0].text,
            observed=f"{report.publisher} {report.cell('requests.granted.total')}",
            severity=gikqa.Severity.ERROR if report.year == 2022 else None,
            params={"granted": str(report.cell("requests.granted.total"))},
        )

    texts = {"zh": "x", "en": "x"}
    return with_plugins(
        gikqa.Rule(
            "TST001",
            "tell",
            gikqa.Severity.WARNING,
            source="none",
            title=texts,
            message=texts,
            check=check,
            reads=("publisher", "year", "sections", "requests.granted.total"),
        )
    )


@pytest.mark.parametrize(
    ("asked", "also"),
    [
        ("", {}),
        ('params = { granted = "0" }', {"params": {"granted": "0"}}),
        ('message = "x"', {"message": "x"}),
    ],
)
def test_params_and_the_message_are_compared_where_a_case_names_them(case, plugins, asked, also):
    one = case(f'say = "a case"\nyear = 2023\n[[case.finds]]\n{asked}')
    ((found,),) = (run.found for run in run_cases([one], plugins=plugins))
    assert {key: found[key] for key in found.keys() - {"quote", "observed"}} == also


def test_nothing_is_found_where_nothing_is_wrong(case, built_in):
    (run,) = run_cases([case(SILENT, code="GIK302", edition="2021")], plugins=built_in)
    assert (run.found, run.case.finds, run.rows) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {"quote": "", "observed": "青桐县人民政府办公室 0"}),
        ('text = "甲"\npublisher = "乙"', {"quote": "甲", "observed": "乙 0"}),
        ('cells = { "requests.granted.total" = 3 }', {"observed": "青桐县人民政府办公室 3"}),
        ('blank = ["publisher", "requests.granted.total"]', {"observed": " None"}),
        ("year = 2022", {"observed": "青桐县人民政府办公室 0", "severity": "error"}),
        ("year = 2003", {"observed": "青桐县人民政府办公室 None"}),
    ],
    ids=["zeros", "columns", "a cell", "blanks", "another severity", "a year without a form"],
)
def test_a_report_is_what_its_case_says_of_it(case, plugins, text, found):
    (run,) = run_cases([case(f"{text}\n{SILENT}", year=2021)], plugins=plugins, jobs=1)
    assert run.found == [{"quote": ""} | found]
    assert [row["rule"] for row in run.rows] == ["TST001"]


def test_a_case_about_a_form_of_a_plugin_has_the_cells_of_that_form(case):
    form = replace(load_editions()["2021"], key="pilot", first_year=2030, tables=(LETTERS,))
    row = case('cells = { "letters.all.sent" = 3 }\n' + SILENT, editions=[form], edition="pilot")
    table = row.table()
    assert (table["letters.all.sent"][0].as_py(), table["year"][0].as_py()) == (3, 2030)
    assert "requests.granted.total" not in table.column_names
    assert "requests.granted.total" in case(SILENT, editions=[form], year=2021).table().column_names


def test_each_case_is_judged_by_its_own_rule_and_keeps_its_place(tmp_path, built_in):
    cells = '{ "requests.granted.total" = 3, "requests.new_received.total" = 4 }'
    broken = f'[[case]]\nsay = "broken"\ncells = {cells}\nfinds = []'
    for code in ("GIK302", "GIK303"):
        text = CASE.format(code=code, case=f"{SILENT}\n{broken}")
        (tmp_path / f"{code}.md").write_text(text, "utf-8")
    runs = run_cases(rule_cases(tmp_path, edition="2021"), plugins=built_in)
    assert [(run.case.code, run.case.say) for run in runs] == [
        (code, say) for code in ("GIK302", "GIK303") for say in ("a case", "broken")
    ]
    assert [bool(run.found) for run in runs] == [False, True, False, True]
    assert [{row["rule"] for row in run.rows} for run in runs[1::2]] == [{"GIK302"}, {"GIK303"}]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("text_ = 3", r"TST001, a case: no such key: \['text_'\]"),
        ('report_id = "r7"', r"TST001, a case: no such key: \['report_id'\]"),
        ("", "TST001, a case: neither an edition nor a year"),
    ],
)
def test_a_case_with_a_key_that_means_nothing_is_refused(case, text, problem):
    with pytest.raises(ValueError, match=problem):
        case(f"{text}\n{SILENT}")


def test_several_reports_of_a_case_are_judged_together(case, plugins):
    reports = '[[case.reports]]\nyear = 2021\ntext = "甲"\n[[case.reports]]\npublisher = "乙"'
    made = case(f"{SILENT}\n{reports}", year=2022)
    (run,) = run_cases([made], plugins=plugins, jobs=1)
    body = "青桐县人民政府办公室"
    assert run.found == [
        {"report": 1, "quote": "甲", "observed": f"{body} 0"},
        {"report": 2, "quote": "", "observed": "乙 0", "severity": "error"},
    ]
    assert [row["report_id"] for row in run.rows] == ["r1", "r2"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("year = 2021\nfound = 3", r"TST001, a case: no such key: \['found'\]"),
        ("", "TST001, a case: neither an edition nor a year"),
    ],
)
def test_a_report_of_a_case_with_a_key_that_means_nothing_is_refused(case, text, problem):
    with pytest.raises(ValueError, match=problem):
        case(f"{SILENT}\n[[case.reports]]\nyear = 2021\n[[case.reports]]\n{text}")


def test_a_cell_that_the_edition_lacks_is_refused(case):
    made = case(f'edition = "2021"\ncells = {{ "requests.granted" = 3 }}\n{SILENT}')
    with pytest.raises(ValueError, match=r"no such cells: \['requests.granted'\]"):
        made.table()


def rule_with(check, needs=()):
    texts = {"zh": "x", "en": "x"}
    return gikqa.Rule(
        "TST001",
        "test",
        gikqa.Severity.INFO,
        source="none",
        title=texts,
        message=texts,
        check=check,
        needs=needs,
    )


def reads_undeclared(report):
    yield gikqa.Finding(observed=str(report.cell("requests.granted.total")))


@pytest.mark.parametrize(
    ("check", "needs", "why"),
    [
        (reads_undeclared, (), "did not declare the column 'requests.granted.total'"),
        (lambda report: iter(()), ("statistics.reviews.total",), "statistics.reviews.total"),
    ],
    ids=["it raises", "its form lacks a cell"],
)
def test_a_rule_that_judged_no_case_is_named_with_the_reason(case, with_plugins, check, needs, why):
    only = with_plugins(rule_with(check, needs))
    with pytest.raises(ValueError, match=f"TST001 did not judge its cases: .*{why}"):
        run_cases([case(SILENT, edition="2021")], plugins=only, lang="en")


def test_a_case_without_a_sentence_is_named(case):
    with pytest.raises(ValueError, match=r"TST001, a case without `say`: \['say'\] is missing"):
        case("finds = []", edition="2021")

"""The basis of a finding: of the notices that a rule names, that of the report's own form."""

from __future__ import annotations

import re

import pytest

from gikqa import Finding, Severity, rule
from gikqa.editions import load_editions

BOTH = "国办公开办函〔2019〕60号、〔2021〕30号，表三；《条例》第五十条"


@pytest.mark.parametrize(
    ("year", "source", "basis"),
    [
        (2019, BOTH, "国办公开办函〔2019〕60号，表三；《条例》第五十条"),
        (2020, BOTH, "国办公开办函〔2019〕60号，表三；《条例》第五十条"),
        (2021, BOTH, "国办公开办函〔2021〕30号，表三；《条例》第五十条"),
        (2016, BOTH, BOTH),  # its form is neither
        (None, BOTH, BOTH),
        (2019, "某办函〔2019〕60号、〔2021〕30号", "某办函〔2019〕60号、〔2021〕30号"),
        (2019, "国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号"),  # one alone stays
    ],
)
def test_a_finding_rests_on_the_notice_of_its_form(
    only_forms, lint, report, export, year, source, basis
):
    texts = {"zh": "试", "en": "test"}

    @rule(
        code="TST001",
        name="test-rule",
        severity=Severity.WARNING,
        source=source,
        title=texts,
        message=texts,
    )
    def always(report):
        yield Finding()

    result = lint(export(report(year=year)), plugins=only_forms(always), select=["TST"])
    assert result.findings["basis"].to_pylist() == [basis]


def test_no_basis_of_a_report_of_2019_is_the_notice_of_2021(lint_with_all, report, export):
    """The rules that compare the text with table three, and the labels of the form."""
    labels = [("disputes.upheld", "结果维护")]
    text = "本年度共收到政府信息公开申请3件，已答复2件，结转下年度继续办理1件。"
    section = {"number": 1, "heading": "总体情况", "text": text}
    table = export(report("2019", year=2019, sections=[section], printed_labels=labels))
    found = lint_with_all(table).findings.to_pylist()
    assert {"GIK105", "GIK601", "GIK602", "GIK603"} <= {row["rule"] for row in found}
    compared = [row["basis"] for row in found if re.match("GIK105|GIK60", row["rule"])]
    assert [basis for basis in compared if "〔2021〕" in basis] == []


def test_the_editions_name_the_notices_that_rules_name_together(lint_with_all, report, export):
    """Otherwise nothing would be chosen."""
    issued = {form.instrument for form in load_editions().values()}
    together = {
        notices[0] + number
        for one in lint_with_all(export(report())).rules
        for notices in re.findall(r"(国办公开办函)((?:〔\d+〕\d+号、?){2,})", one.source)
        for number in notices[1].split("、")
    }
    assert together == issued - {"国办发〔2014〕32号"}

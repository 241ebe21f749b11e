"""GIK110: a report of 2023 whose rows on documents have the heads of the trial form."""

from __future__ import annotations

import gikqa
from gikqa.testing import export_table

DOCUMENTS = [
    f"disclosure.{row}.{column}"
    for row in ("regulations", "normative_documents")
    for column in ("newly_made", "newly_disclosed", "disclosed_total")
]
FEES = "disclosure.administrative_fees.amount_wan"
ISSUED = "disclosure.regulations.issued"


def found(cells):
    report = {"report_id": "r1", "publisher": "青桐县人民政府", "year": 2023, "level": "county"}
    result = gikqa.lint(export_table([report | cells]), select=["GIK110"], jobs=1)
    return [(one["severity"], one["cells"], one["expected"]) for one in result.findings.to_pylist()]


def test_cells_of_both_forms_in_the_same_rows_are_an_export_of_both():
    assert found(dict.fromkeys(DOCUMENTS, 0) | {ISSUED: 0, FEES: 3}) == []


def test_two_cells_of_the_trial_form_may_be_misread():
    assert found(dict.fromkeys(DOCUMENTS[:2], 0) | {FEES: 3}) == []


def test_rows_on_documents_with_the_heads_of_the_trial_form_are_found_beside_the_form_in_force():
    assert found(dict.fromkeys(DOCUMENTS, 0) | {FEES: 3}) == [
        ("warning", DOCUMENTS, "国办公开办函〔2021〕30号")
    ]

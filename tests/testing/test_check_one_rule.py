"""One rule judges one report, without a plugin that brings it."""

from __future__ import annotations

import pytest

import gikqa
from gikqa.testing import check_rule

GRANTED = "requests.granted.total"


@pytest.fixture
def rule():
    """A rule of no plugin, given its function."""

    def rule(check):
        return gikqa.Rule(
            code="XA101",
            name="granted-beyond-ten",
            severity=gikqa.Severity.WARNING,
            editions=("2021",),
            needs=(GRANTED,),
            source="《办法》第三条",
            title={"zh": "多于十件", "en": "More than ten"},
            message={"zh": "予以公开 {observed} 件", "en": "{observed} granted"},
            check=check,
        )

    return rule


def beyond_ten(report):
    if report.cell(GRANTED) > 10:
        yield gikqa.Finding(cells=(GRANTED,), observed=str(report.cell(GRANTED)))


@pytest.mark.parametrize(
    "row",
    [
        {"year": 2022, GRANTED: 10},
        {"year": 2022},  # undetermined
        {"year": 2019, GRANTED: 11},  # of another form
    ],
)
def test_a_report_that_the_rule_does_not_find_has_no_finding(rule, row):
    assert check_rule(rule(beyond_ten), {"publisher": "青桐县人民政府", **row}) == []


def test_a_finding_has_every_field(rule):
    row = {"publisher": "青桐县人民政府", "year": 2022, GRANTED: 11}
    (found,) = check_rule(rule(beyond_ten), row, lang="en")
    assert len(found.pop("fingerprint")) == 32
    assert found == {
        "rule": "XA101",
        "name": "granted-beyond-ten",
        "severity": "warning",
        "confidence": "likely",
        "report_id": "r1",
        "publisher": "青桐县人民政府",
        "region_code": None,
        "year": 2022,
        "cells": [GRANTED],
        "section": None,
        "start": None,
        "end": None,
        "quote": None,
        "observed": "11",
        "expected": None,
        "message": "11 granted",
        "params": [],
        "cause": None,
        "proposal": [],
        "basis": "《办法》第三条",
        "plugin": "rule",
        "plugin_version": "0",
    }


def test_a_rule_that_fails_is_no_silent_rule(rule):
    def divide(report):
        yield gikqa.Finding(observed=str(1 // 0))

    with pytest.raises(ValueError, match="ZeroDivisionError"):
        check_rule(rule(divide), {"year": 2022, GRANTED: 1})

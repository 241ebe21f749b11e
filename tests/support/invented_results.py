"""Results made by hand; every publisher, report and sentence in them is invented."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from gikqa import Result, Rule, Severity
from gikqa._model.result import COVERAGE_SCHEMA, FINDINGS_SCHEMA

HOSTILE = "=1+1|x\r\n::error::%0A,\x1b[31m\x07\x85\u2028\u202e[red]</x>&\"'<script>]]>\x00\ufffe[a](http://b)"
UNSEEN = frozenset("\x00\x07\x1b\x85\u2028\u202e\ufffe")
"""Characters of the hostile text that a terminal obeys or no eye sees."""


def spelt_out(value: object) -> object:
    """A text with those characters as CSV and JUnit spell them; anything else as it is."""
    if isinstance(value, list):
        return [spelt_out(part) for part in value]
    if not isinstance(value, str):
        return value
    spelling = {
        one: f"\\x{ord(one):02x}" if one < "\xff" else f"\\u{ord(one):04x}" for one in UNSEEN
    }
    return "".join(spelling.get(one, one) for one in value)


def finding(**fields: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(FINDINGS_SCHEMA.names),
        "rule": "GIK302",
        "name": "unbalanced-requests",
        "severity": "error",
        "confidence": "proved",
        "report_id": "r-001",
        "publisher": "青桐县人民政府办公室",
        "year": 2023,
        "cells": [],
        "message": "新收与上年结转之和 `12` 不等于办结与结转之和 `13`",
        "params": {},
        "proposal": [],
        "basis": "条例第五十条",
        "plugin": "gikqa",
        "plugin_version": "1.2.3",
        "fingerprint": "f0",
        **fields,
    }


def made_rule(code: str, name: str, severity: Severity, zh: str, en: str) -> Rule:
    return Rule(
        code=code,
        name=name,
        severity=severity,
        source="form, table 3",
        title={"zh": zh, "en": en},
        message={"zh": zh, "en": en},
        explanation={"en": f"{en}.\n\nWhy it matters: the number is used again.", "zh": f"{zh}。"},
    )


RULES = (
    made_rule("GIK302", "unbalanced-requests", Severity.ERROR, "申请收支不平", "Not balanced"),
    made_rule("GIK603", "carried-out-differs-from-table", Severity.WARNING, "结转不符", "Pending"),
    made_rule("GIK810", "until-misspelt", Severity.INFO, "截止误用", "Until is misspelt"),
    made_rule("GIK901", "report-twice", Severity.WARNING, "报告重复", "A report is there twice"),
    made_rule("LOC101", "foreign-locale", Severity.WARNING, "外地地名", "A place elsewhere"),
)


def of(code: str) -> dict[str, Any]:
    (rule,) = (rule for rule in RULES if rule.code == code)
    return {"rule": code, "name": rule.name, "severity": str(rule.severity)}


def at(section: int, start: int, end: int, quote: str) -> dict[str, Any]:
    return {"section": section, "start": start, "end": end, "quote": quote}


FINDINGS = (
    finding(
        **of("GIK901"),
        report_id="",
        publisher=None,
        year=None,
        message="`r-001` 出现两次",
        fingerprint="f1",
    ),
    finding(
        cells=["requests.new_received.natural_person", "requests.carried_out.natural_person"],
        observed="12",
        expected="13",
        params={"left": "12", "right": "13"},
        cause="c1",
        proposal=[{"cell": "requests.carried_out.natural_person", "value": "1"}],
        region_code="990101",
        fingerprint="f2",
    ),
    finding(
        **of("GIK603"),
        **at(3, 14, 21, "尚有四件在办理"),
        confidence="likely",
        cells=["requests.carried_out.total"],
        observed="4",
        expected="-",
        message="正文所述在办数 `4` 与表格 `-` 不同",
        fingerprint="f3",
    ),
    finding(
        **of("GIK810"),
        **at(0, 0, 2, "截止"),
        confidence="hint",
        report_id="r-002",
        publisher="白杨市水务局",
        observed="-5",
        expected="=5",
        message="日期前写作 `截止`",
        fingerprint="f4",
    ),
    finding(
        **of("LOC101"),
        **at(1, 2, 9, HOSTILE),
        confidence="likely",
        report_id=HOSTILE,
        publisher=HOSTILE,
        year=2022,
        cells=[HOSTILE, "a b"],
        observed="'=x",
        expected="\tx",
        message=HOSTILE,
        params={HOSTILE: HOSTILE},
        cause=HOSTILE,
        proposal=[{"cell": HOSTILE, "value": HOSTILE}],
        basis="@sum",
        plugin="gikqa-locale",
        fingerprint="f5",
    ),
    finding(
        report_id="r-900",
        publisher="柳溪镇人民政府 {0} {x.__class__}",
        cells=["requests.new_received.total"],
        message="[bold]not markup[/bold] {0}",
        fingerprint="f6",
    ),
)

COVERAGE = (
    ("GIK302", "unbalanced-requests", "passed", None, 2),
    ("GIK302", "unbalanced-requests", "undetermined", None, 1),
    ("GIK302", "unbalanced-requests", "violated", None, 2),
    (
        "GIK603",
        "carried-out-differs-from-table",
        "not applicable",
        "the report has no narrative",
        3,
    ),
    ("GIK603", "carried-out-differs-from-table", "suppressed", "baseline", 1),
    ("GIK603", "carried-out-differs-from-table", "violated", None, 1),
    ("GIK810", "until-misspelt", "passed", None, 4),
    ("GIK810", "until-misspelt", "violated", None, 1),
    ("GIK901", "report-twice", "skipped", "column `published_on` is missing", 5),
    ("LOC101", "foreign-locale", "failed", HOSTILE, 2),
    ("LOC101", "foreign-locale", "passed", None, 2),
    ("LOC101", "foreign-locale", "violated", None, 1),
)


def made(
    findings: Any = FINDINGS, coverage: Any = COVERAGE, lang: str = "en", **fields: Any
) -> Result:
    names = COVERAGE_SCHEMA.names
    counted = [dict(zip(names, row, strict=True)) for row in coverage]
    full: dict[str, Any] = {
        "reports": 5,
        "rules": RULES,
        "plugins": {"gikqa-locale": "0.9", "gikqa": "1.2.3"},
        **fields,
    }
    return Result(
        findings=pa.Table.from_pylist([dict(row) for row in findings], schema=FINDINGS_SCHEMA),
        coverage=pa.Table.from_pylist(counted, schema=COVERAGE_SCHEMA),
        lang=lang,
        **full,
    )

"""Findings that follow from another one, as their rules declare: they share its cause."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.rule import Rule

_READ = ("report_id", "publisher", "year", "rule", "cells", "section", "cause")
_REPORT = 3


def with_shared_causes(findings: pa.Table, rules: Mapping[str, Rule]) -> pa.Table:
    """The findings, of which those that follow from another in the same report have its cause.

    A cause that is stated stays; where none is, `rule:` and the code of the rule is the cause.
    """
    implying = {code: rule.implied_by for code, rule in rules.items() if rule.implied_by}
    following = pc.is_in(findings["rule"], pa.array(implying, pa.string()))
    reports = findings["report_id"].filter(following).unique()
    if not len(reports):
        return findings
    near = pc.is_in(findings["report_id"], reports).combine_chunks()
    rows = findings.select(_READ).filter(near).to_pylist()
    of_report: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        of_report.setdefault(_report(row), []).append(row)
    for row in rows:
        sources = () if row["cause"] else implying.get(row["rule"], ())
        for other in of_report[_report(row)] if sources else ():
            if other["rule"] in sources and _meet(row, other):
                other["cause"] = row["cause"] = other["cause"] or f"rule:{other['rule']}"
                break
    changed = pa.array([row["cause"] for row in rows], pa.string())
    causes = pc.replace_with_mask(findings["cause"].combine_chunks(), near, changed)
    return findings.set_column(findings.column_names.index("cause"), "cause", causes)


def _report(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in _READ[:_REPORT])


def _meet(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two findings share a cell, or are in one section; so is what has no place."""
    if one["cells"] and other["cells"]:
        return not set(one["cells"]).isdisjoint(other["cells"])
    return None in (one["section"], other["section"]) or one["section"] == other["section"]

"""Judge one report by one rule, whether or not a plugin brings it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gikqa._lint import lint
from gikqa._model.rule import Rule
from gikqa._plugins import Plugins
from gikqa.editions import Edition, load_editions
from gikqa.testing.layouts import export_table


def check_rule(
    rule: Rule, row: Mapping[str, Any], *, editions: Iterable[Edition] = (), lang: str = "zh"
) -> list[dict[str, Any]]:
    """The findings of one rule on one report, each with every field that a finding has.

    row: columns of the export, cells among them; what it does not name is blank, and `report_id` is
    r1. editions: forms of a plugin, beside the built-in ones. A report that the rule passes, leaves
    undetermined or does not concern has none. Raises ValueError if the rule fails.
    """
    known = load_editions() | {edition.key: edition for edition in editions}
    host = Plugins(
        candidates={"rule": "0"},
        versions={"rule": "0"},
        rules={rule.code: rule},
        owner={rule.code: "rule"},
        editions=known,
    )
    host.check_names(rule)
    table = export_table([{"report_id": "r1", **row}], known.values())
    result = lint(table, select=[rule.code], plugins=host, lang=lang, jobs=1)
    if result.failures:
        raise ValueError("; ".join(failure.located for failure in result.failures))
    found: list[dict[str, Any]] = result.findings.to_pylist()
    return found

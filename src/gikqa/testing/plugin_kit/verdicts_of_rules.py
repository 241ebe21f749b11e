"""What the rules of a plugin say about an export, and how two such answers differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from gikqa._lint import lint
from gikqa._model.result import Result
from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.subject import Loaded
from gikqa.testing.worked_cases import RuleCase


@dataclass(frozen=True)
class Export:
    """Reports that are judged together, with the roster of bodies if a rule needs one."""

    table: pa.Table
    roster: Sequence[Mapping[str, Any]] | None = None


@dataclass(frozen=True)
class Verdicts:
    """The findings of one rule, and status → reports."""

    findings: list[dict[str, Any]]
    statuses: Mapping[str, int]


@dataclass(frozen=True)
class Trial:
    """A plugin with the exports on which it is tried, and its worked cases by code."""

    loaded: Loaded
    exports: Sequence[Export]
    cases: Mapping[str, Sequence[RuleCase]]


def codes_for(loaded: Loaded, export: Export) -> list[str]:
    """The rules that can judge an export; some need a roster."""
    return [
        code for code, rule in loaded.rules.items() if export.roster is not None or not rule.roster
    ]


def judge(
    loaded: Loaded,
    export: Export,
    table: pa.Table | None = None,
    codes: Sequence[str] | None = None,
    beside: Iterable[str] = (),
) -> Result:
    """Judge an export by the plugin's rules. beside: rules of others that are judged as well."""
    chosen = codes_for(loaded, export) if codes is None else codes
    assert chosen, "no rule would mean all rules"
    return lint(
        export.table if table is None else table,
        select=[*chosen, *beside],
        plugins=loaded.plugins,
        roster=export.roster,
        lang="en",
        jobs=1,
    )


def verdicts(loaded: Loaded, result: Result) -> dict[str, Verdicts]:
    """Code of a rule of the plugin → what it said."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in result.findings.to_pylist():
        found.setdefault(row["rule"], []).append(row)
    return {
        code: Verdicts(sorted(found.get(code, ()), key=repr), statuses)
        for code, statuses in result.statuses().items()
        if code in loaded.rules
    }


def differences(
    clause: str,
    before: Mapping[str, Verdicts],
    after: Mapping[str, Verdicts],
    in_which_way: Mapping[str, str],
) -> Iterable[Breach]:
    """A breach for each rule of which the answers differ."""
    for code, one in before.items():
        other = after.get(code, Verdicts([], {}))
        if one != other:
            shown, instead = _shown(one, other)
            yield breach(clause, code, "differs", how=in_which_way, after=shown, before=instead)


def _shown(before: Verdicts, after: Verdicts) -> tuple[str, str]:
    """The first that one has and the other has not, after and before."""
    gone = next((row for row in before.findings if row not in after.findings), None)
    new = next((row for row in after.findings if row not in before.findings), None)
    if gone and new and gone["report_id"] == new["report_id"]:
        names = [name for name in new if new[name] != gone[name] and name != "fingerprint"]
        one, other = ({name: row[name] for name in names} for row in (new, gone))
        return f"{new['report_id']} {one}", str(other)
    return _one(new, after), _one(gone, before)


def _one(row: Mapping[str, Any] | None, verdicts: Verdicts) -> str:
    """A finding, or how many reports have which status."""
    if row is not None:
        return f"{row['report_id'] or '-'} “{row['message']}”"
    counted = (f"{count} {status}" for status, count in sorted(verdicts.statuses.items()))
    return ", ".join(counted) or "-"

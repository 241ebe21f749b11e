"""Test kit: clauses for plugins, an oracle, valid reports, faults, exports, worked cases.

Everything follows from an edition, so it serves a form that a plugin provides as well as the
built-in ones. `cells`, `exports`, `faults`, `mutations` and `reports` are strategies of Hypothesis,
which comes with the extra `gikqa[testing]`; nothing else here needs it.
"""

from typing import TYPE_CHECKING, Any

from gikqa.testing.check_one import check_rule
from gikqa.testing.faults import Fault, faults, mutations, named_faults
from gikqa.testing.layouts import as_nested, cell_arrays, export_table, write_tables
from gikqa.testing.oracle import judge, verdict
from gikqa.testing.plugin_kit import Breach, conformance
from gikqa.testing.valid import valid_cells, valid_columns
from gikqa.testing.worked_cases import CaseRun, RuleCase, rule_cases, rule_file_cases, run_cases

if TYPE_CHECKING:
    from gikqa.testing.report_strategies import cells, exports, reports

__all__ = [
    "Breach",
    "CaseRun",
    "Fault",
    "RuleCase",
    "as_nested",
    "cell_arrays",
    "cells",
    "check_rule",
    "conformance",
    "export_table",
    "exports",
    "faults",
    "judge",
    "mutations",
    "named_faults",
    "reports",
    "rule_cases",
    "rule_file_cases",
    "run_cases",
    "valid_cells",
    "valid_columns",
    "verdict",
    "write_tables",
]


def __getattr__(name: str) -> Any:
    """The strategies for reports; Hypothesis is imported when one of them is used."""
    if name not in ("cells", "exports", "reports"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from gikqa.testing import report_strategies

    return getattr(report_strategies, name)

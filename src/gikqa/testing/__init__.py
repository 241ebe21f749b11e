"""Test kit for rules and editions: an oracle, valid reports, faults, exports, worked cases.

Needs the extra `gikqa[testing]`. Everything follows from an edition, so it serves a form that a
plugin provides as well as the built-in ones.
"""

from gikqa.testing.faults import Fault, faults, mutations, named_faults
from gikqa.testing.layouts import as_nested, cell_arrays, export_table, write_tables
from gikqa.testing.oracle import judge, verdict
from gikqa.testing.reports import cells, exports, reports
from gikqa.testing.valid import valid_cells, valid_columns
from gikqa.testing.worked_cases import CaseRun, RuleCase, rule_cases, rule_file_cases, run_cases

__all__ = [
    "CaseRun",
    "Fault",
    "RuleCase",
    "as_nested",
    "cell_arrays",
    "cells",
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

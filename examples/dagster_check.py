"""A check on an asset of Dagster: the asset is an export, gikqa judges it before others use it.

    dagster dev -f dagster_check.py

`gikqa_summary.py` lies beside it.
"""

import os

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    Definitions,
    MetadataValue,
    asset,
    asset_check,
)
from gikqa_summary import numbers, table

import gikqa


@asset
def reports() -> str:
    """The export: a file, a folder or a URL. Your own asset writes it, or extracts documents."""
    return os.environ.get("REPORTS", "reports.parquet")


@asset_check(asset=reports, blocking=True)
def reports_are_sound(reports: str) -> AssetCheckResult:
    """Fails on errors, and on rules that could not run, so that neither passes for sound data."""
    result = gikqa.lint(reports, lang="zh")
    return AssetCheckResult(
        passed=result.ok,
        severity=AssetCheckSeverity.ERROR,
        metadata={**numbers(result), "findings": MetadataValue.md(table(result))},
    )


defs = Definitions(assets=[reports], asset_checks=[reports_are_sound])

"""A DAG of Airflow 3: judge an export, keep the findings, and stop what comes next on errors.

Copy it with `gikqa_summary.py` into the folder of DAGs.
"""

import logging
from pathlib import Path

from airflow.sdk import Param, dag, task
from airflow.sdk.exceptions import AirflowFailException
from gikqa_summary import numbers

import gikqa


@task
def judge(reports: str, findings: str) -> dict[str, int]:
    """Write the findings as Parquet; fail without another try if there is an error among them."""
    result = gikqa.lint(reports, lang="zh")
    Path(findings).parent.mkdir(parents=True, exist_ok=True)
    result.write(findings)
    logging.getLogger(__name__).info("%s", numbers(result))
    try:
        result.raise_for_findings(at="error")
    except gikqa.FindingsError as found:
        raise AirflowFailException(str(found)) from found  # the same data would fail again
    return numbers(result)


@dag(
    schedule=None,
    params={"reports": Param("reports.parquet"), "findings": Param("findings.parquet")},
    tags=["gikqa"],
)
def judge_reports() -> None:
    """One task; put it before the tasks that use the reports."""
    judge("{{ params.reports }}", "{{ params.findings }}")


made = judge_reports()

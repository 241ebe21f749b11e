"""The examples under the frameworks that they are for, where these are installed."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
WHY = "is not installed; `make examples` installs it and runs this test"


@pytest.fixture
def sound(here):
    """The reports of which nothing is wrong."""
    wanted = [("report_id", "in", ["000000-2022", "000000-2023"])]
    pq.write_table(pq.read_table("reports.parquet", filters=wanted), "sound.parquet")
    return "sound.parquet"


@pytest.mark.parametrize(
    ("reports", "passed"), [("sound.parquet", True), ("reports.parquet", False)]
)
def test_dagster_lets_sound_reports_pass_only(sound, monkeypatch, reports, passed):
    dagster = pytest.importorskip("dagster", reason=f"Dagster {WHY}")
    monkeypatch.setenv("REPORTS", reports)
    monkeypatch.setenv("DAGSTER_HOME", str(Path.cwd()))
    example = import_module("dagster_check")
    done = dagster.materialize([example.reports, example.reports_are_sound], raise_on_error=False)
    (evaluation,) = done.get_asset_check_evaluations()
    assert evaluation.passed is passed
    assert evaluation.metadata["reports"].value == (2 if passed else 5)
    assert ("GIK303" in evaluation.metadata["findings"].value) is not passed


@pytest.fixture
def airflow_example(sound, monkeypatch):
    monkeypatch.setenv("AIRFLOW_HOME", str(Path.cwd() / "airflow"))
    pytest.importorskip("airflow.sdk", reason=f"Airflow 3 {WHY}")
    return import_module("airflow_dag")


def test_airflow_keeps_the_findings_and_fails_on_errors(airflow_example):
    from airflow.sdk.exceptions import AirflowFailException

    judge = airflow_example.judge.function
    with pytest.raises(AirflowFailException, match="5 reports"):
        judge("reports.parquet", "kept/findings.parquet")
    assert set(pq.read_table("kept/findings.parquet")["severity"].to_pylist()) >= {"error"}
    assert judge("sound.parquet", "kept/none.parquet")["error"] == 0


def test_airflow_sees_one_task_with_its_parameters(airflow_example):
    dag = airflow_example.made
    assert dag.dag_id == "judge_reports"
    assert dag.task_ids == ["judge"]
    assert dag.params.dump() == {"reports": "reports.parquet", "findings": "findings.parquet"}


def test_pre_commit_accepts_the_hook_and_its_configuration():
    clientlib = pytest.importorskip("pre_commit.clientlib", reason=f"pre-commit {WHY}")
    (hook,) = clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")
    (repository,) = clientlib.load_config(EXAMPLES / "pre-commit-config.yaml")["repos"]
    assert [each["id"] for each in repository["hooks"]] == [hook["id"]] == ["gikqa"]


def test_the_action_declares_the_inputs_that_it_and_the_workflow_use():
    yaml = pytest.importorskip("yaml", reason=f"PyYAML {WHY}")
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    workflow = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text("utf-8"))
    judge = action["runs"]["steps"][-1]
    used = {value.split(".")[1].split(" ")[0] for value in judge["env"].values()}
    (job,) = workflow["jobs"].values()
    assert used == action["inputs"].keys() == job["steps"][-1]["with"].keys()


def test_jupyter_runs_the_notebook(here):
    nbclient = pytest.importorskip("nbclient", reason=f"nbclient {WHY}")
    nbformat = pytest.importorskip("nbformat", reason=f"nbformat {WHY}")
    pytest.importorskip("ipykernel", reason=f"ipykernel {WHY}")
    (here / "reports.parquet").rename(here / "sample.parquet")
    notebook = nbformat.read(EXAMPLES / "findings.ipynb", as_version=4)
    nbformat.validate(notebook)
    resources = {"metadata": {"path": str(here)}}
    asyncio.run(nbclient.NotebookClient(notebook, resources=resources).async_execute())
    printed = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    assert any("GIK302" in out.get("text", "") for out in printed)

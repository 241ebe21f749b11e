"""A small export with its findings, in the current folder, as the examples expect them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import gikqa
from command_line import folder
from command_line import gikqa as command_line

__all__ = ["command_line", "folder"]

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
CHOSEN = ["000000-2022", "000000-2023", "000004-2022", "000022-2022", "shangyou-2019"]


@pytest.fixture(scope="session")
def judged(tmp_path_factory):
    """A folder with `reports.parquet`, two of them sound, and `findings.parquet`."""
    made = tmp_path_factory.mktemp("judged")
    sample = EXAMPLES / "sample.parquet"
    pq.write_table(
        pq.read_table(sample, filters=[("report_id", "in", CHOSEN)]), made / "reports.parquet"
    )
    gikqa.lint(made / "reports.parquet", lang="zh", jobs=1).write(made / "findings.parquet")
    return made


@pytest.fixture
def here(folder, judged, monkeypatch):
    """The current folder, with both files in it; what the examples share can be imported."""
    for path in judged.iterdir():
        shutil.copy(path, folder)
    monkeypatch.syspath_prepend(EXAMPLES)
    return folder

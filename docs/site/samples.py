"""Documents for the pictures: the faulty reports of the sample export, as PDF or as pages."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
from docs.site.pages import ROOT

from gikqa.testing.documents import write

SAMPLE = ROOT / "examples/sample.parquet"
REAL = "shangyou-2019"
FAULTY = (
    "000004-2022",
    "000007-2023",
    "000010-2020",
    "000013-2024",
    "000016-2021",
    "000019-2025",
    "000022-2022",
    "000025-2020",
    "000031-2024",
    REAL,
)


def write_reports(folder: Path, style: str = "pdf-plain") -> None:
    """Write a document of each faulty report into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = pq.read_table(SAMPLE, filters=[("report_id", "in", FAULTY)])
    for row in rows.to_pylist(maps_as_pydicts="strict"):
        path = folder / f"{row['report_id']}.{style.partition('-')[0]}"
        path.write_bytes(write(row, style))

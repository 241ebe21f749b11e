"""Builds src/gikqa_locale/divisions.tsv from registry packages; the only step with a network.

python tools/build_gazetteer.py            # downloads into a temporary folder, then writes
python tools/build_gazetteer.py --work DIR # keeps the downloads in DIR for the next time
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from division_history import Version, corrected, versions
from name_risk import NameRisk
from source_lists import Sources, read_sources

OUTPUT = Path(__file__).parents[1] / "src" / "gikqa_locale" / "divisions.tsv"


def main() -> None:
    """Fetches, builds, writes, and says how much."""
    arguments = argparse.ArgumentParser(description="Builds divisions.tsv")
    arguments.add_argument("--work", type=Path, help="folder that keeps the downloads")
    arguments.add_argument("--output", type=Path, default=OUTPUT)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        rows = gazetteer(read_sources(work))
    lines = [list(rows[0]), *([_spelt(value) for value in row.values()] for row in rows)]
    text = "".join("\t".join(line) + "\n" for line in lines)
    options.output.write_text(text, "utf-8", newline="\n")
    print(f"{len(rows)} versions, {options.output.stat().st_size} bytes")


def _spelt(value: object) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return "" if value is None else str(value)


def gazetteer(sources: Sources) -> list[dict[str, object]]:
    """One row per (code, name), ordered by code and first year, with names and their risks."""
    found = versions(corrected(sources.lists))
    risk = NameRisk(found, sources.townships, sources.words)
    return [_row(version, risk) for version in found]


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
        "short_names": list(shorts),
        "short_risks": [risk.of_short_form(form) for form in shorts],
    }


if __name__ == "__main__":
    main()

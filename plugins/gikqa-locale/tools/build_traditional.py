"""Builds src/gikqa_locale/traditional.tsv: traditional characters of the names of divisions.

    python tools/build_traditional.py [--work DIR]

A line is a traditional character and the simplified one that a name has for it. Characters that
names have as they are (乾 in 乾县) are left out.
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from pathlib import Path

from source_lists import HERE, from_pypi

from gikqa_locale.gazetteer import gazetteer

OUTPUT = Path(__file__).parents[1] / "src" / "gikqa_locale" / "traditional.tsv"


def main() -> None:
    """Fetches, builds, and writes."""
    arguments = argparse.ArgumentParser(description="Builds traditional.tsv")
    arguments.add_argument("--work", type=Path, help="folder that keeps the downloads")
    arguments.add_argument("--output", type=Path, default=OUTPUT)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        wanted = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))
        table = from_pypi(wanted["traditional"], work).read_text("utf-8")
    options.output.write_text(of_names(table, characters_of_names()), "utf-8")


def characters_of_names() -> frozenset[str]:
    """Every character of a full name."""
    return frozenset("".join(division.name for division in gazetteer()))


def of_names(table: str, characters: frozenset[str]) -> str:
    """The lines of a table, traditional to simplified, whose first answer is of a name."""
    lines = (line.split("\t") for line in table.splitlines() if "\t" in line)
    pairs = {traditional: answers.split()[0] for traditional, answers in lines}
    return "".join(
        f"{traditional}\t{simplified}\n"
        for traditional, simplified in sorted(pairs.items())
        if simplified in characters and traditional not in characters
    )


if __name__ == "__main__":
    main()

"""Measure the arithmetic of requests and disputes beside the validators of tables, as a chart.

    make peers

It needs the libraries of `benchmarks/validators.txt`. The table goes to `benchmarks/RESULTS.md`,
the chart to `benchmarks/peers.svg`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from statistics import median

from benchmarks.arithmetic import agree, export, machine, measure, table
from benchmarks.contender import GIKQA
from benchmarks.results import RESULTS, write_part
from benchmarks.validators import VALIDATORS

NAMES = ("read only", GIKQA, "polars", "duckdb", *VALIDATORS)
LIBRARIES = (
    "pyarrow", "polars", "duckdb", "pandera", "pointblank", "dataframely", "great_expectations",
    "pandas", "narwhals",
)  # fmt: skip
CHART = RESULTS.with_name("peers.svg")
WIDTH, LEFT, RIGHT, LINE, TOP = 760, 170, 120, 28, 64


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything, write table and chart; 1 if one fails or finds other violations."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    folder = Path(tempfile.gettempdir()) / "gikqa-benchmarks"
    parser.add_argument("--data", type=Path, default=folder, help="folder of generated exports")
    parser.add_argument("--reports", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    sections = [_introduction(given.rounds)]
    for reports in given.reports:
        measured = measure(export(given.data, reports), NAMES, given.rounds)
        if not all(measured.values()) or not agree(measured):
            print(f"a contender failed or disagrees on {reports:,} reports", file=sys.stderr)
            return 1
        sections.append(table(measured, reports))
        seconds = {name: median(one.run.seconds for one in measured[name]) for name in NAMES}
        # The last size is the largest: the chart shows it.
        CHART.write_text(chart(seconds, reports), "utf-8")
    write_part("peers", "\n".join(sections))
    return 0


def chart(seconds: dict[str, float], reports: int) -> str:
    """A bar for each contender, the quickest first."""
    longest = max(seconds.values())
    bars = []
    for place, (name, took) in enumerate(sorted(seconds.items(), key=lambda item: item[1])):
        y = TOP + place * LINE
        length = (WIDTH - LEFT - RIGHT) * took / longest
        kind = {GIKQA: "own", "read only": "read"}.get(name, "peer")
        bars += [
            f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end" class="{kind}">'
            f"{escape(name)}</text>",
            f'<rect x="{LEFT}" y="{y}" width="{length:.1f}" height="20" class="{kind}"/>',
            f'<text x="{LEFT + length + 6:.1f}" y="{y + 15}">{took:.2f} s, '
            f"{took / seconds['read only']:.1f} ×</text>",
        ]
    height = TOP + len(seconds) * LINE + 12
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"'
            ' font-family="sans-serif" font-size="13">',
            f"<title>42 equalities over {reports:,} reports</title>",
            "<style>text { fill: #222 } .own { fill: #b3261e; font-weight: bold }"
            " .peer { fill: #5b7aa8 } .read { fill: #8a8a8a } text.peer, text.read { fill: #222 }"
            "</style>",
            f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
            f'<text x="16" y="26" font-size="16">42 equalities over {reports:,} reports:'
            " every violation found</text>",
            '<text x="16" y="46">Seconds of the call, median; then as a multiple of reading the'
            " same columns. Shorter is better.</text>",
            *bars,
            "</svg>\n",
        ]
    )


def _introduction(rounds: int) -> str:
    return f"""## Beside the validators of tables

Made by `make peers`, that is `python -m benchmarks.peers`. Do not edit.

![Seconds of each contender]({CHART.name})

{machine(LIBRARIES)}

The work and the columns are those of the tables above. Every contender returns each violated
equality of each report, and all return the same; the script checks it. *polars* and *duckdb* are
queries written by hand, the others are validators. Each gets the form of the work in which it is
fastest (`benchmarks/validators.py`). Medians of {rounds} processes each, in turns.
"""


if __name__ == "__main__":
    raise SystemExit(main())

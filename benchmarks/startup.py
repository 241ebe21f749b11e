"""Measure how fast a command answers when there is little to judge.

    python -m benchmarks.startup

Each command runs in fresh processes, all commands in turns, and what counts is its ratio to
importing the libraries that it cannot do without. The table goes to `benchmarks/RESULTS.md` with
`--write`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.generate import Recipe, tables
from benchmarks.results import RESULTS, write_part
from gikqa.testing.documents import write

CLICK, ARROW = 'python -c "import click"', 'python -c "import pyarrow, numpy"'
HELP, REPORT, PAGE = "gikqa --help", "gikqa lint one.parquet", "gikqa lint one.html"
MOST = {HELP: (CLICK, 4.0), REPORT: (ARROW, 5.0), PAGE: (ARROW, 5.0)}
"""Command → the one that it is compared with, and how many times as long it may take."""
SAMPLE = Path(__file__).parents[1] / "examples" / "sample.parquet"
FAULTY = 100
"""The row of a report that has findings, so that they are worded and shown, too."""
FOLDERS = (50, 300)
CHARACTERS = 4_000
_GIKQA = "from gikqa.cli import main; main()"


@dataclass(frozen=True)
class Took:
    """Milliseconds of one run by the clock, and of the processor with the processes it started."""

    clock: float
    processor: float


def write_inputs(folder: Path, seed: int) -> dict[str, list[str]]:
    """Write the reports, and name the commands with what Python needs to run them."""
    one, page = folder / "one.parquet", folder / "one.html"
    report = pq.read_table(SAMPLE).slice(FAULTY, 1)
    pq.write_table(report, one)
    (row,) = report.to_pylist(maps_as_pydicts="strict")
    page.write_bytes(write(row, "html-plain"))
    (table,) = tables(Recipe(max(FOLDERS), characters=CHARACTERS, seed=seed))
    commands = {
        CLICK: ["-c", "import click"],
        ARROW: ["-c", "import pyarrow, numpy"],
        HELP: _gikqa("--help"),
        REPORT: _lint(one),
        PAGE: _lint(page),
    }
    for count in FOLDERS:
        commands |= _folder_commands(folder, table.slice(0, count))
    return commands


def _folder_commands(folder: Path, table: pa.Table) -> dict[str, list[str]]:
    count = len(table)
    whole, parts = folder / f"{count}.parquet", folder / str(count)
    pq.write_table(table, whole)
    parts.mkdir()
    for row in range(count):
        pq.write_table(table.slice(row, 1), parts / f"{row:04}.parquet")
    return {_in_one_file(count): _lint(whole), _in_files(count): _lint(parts)}


def _in_one_file(count: int) -> str:
    return f"{count} reports in one file"


def _in_files(count: int) -> str:
    return f"{count} files of one report"


def _gikqa(*arguments: str) -> list[str]:
    return ["-c", _GIKQA, *arguments]


def _lint(path: Path) -> list[str]:
    return _gikqa("lint", str(path), "--fail-on", "never", "--quiet")


def run(arguments: Sequence[str], folder: Path) -> Took:
    """Run Python once with these arguments. Raises CalledProcessError if it fails."""
    start = time.perf_counter()
    # In a folder of its own, where no settings lie.
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, cwd=folder, env=_environment()
    )
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(arguments))
    return Took(clock * 1000, (usage.ru_utime + usage.ru_stime) * 1000)


def _environment() -> dict[str, str]:
    """The caller's, but byte code is written and used."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(rounds: int, seed: int) -> dict[str, Took]:
    """Command → the least of the rounds, as other programs can only add to it.

    All commands run in turns, and once before to warm up.
    """
    with tempfile.TemporaryDirectory(prefix="gikqa-startup-") as name:
        folder = Path(name)
        commands = write_inputs(folder, seed)
        taken: dict[str, list[Took]] = {command: [] for command in commands}
        for turn in range(rounds + 1):
            for command, arguments in commands.items():
                took = run(arguments, folder)
                if turn:
                    taken[command].append(took)
    return {
        command: Took(min(one.clock for one in all_), min(one.processor for one in all_))
        for command, all_ in taken.items()
    }


def table_of(took: dict[str, Took]) -> list[str]:
    """The lines of the tables."""
    lines = [
        "| command | ms | CPU, ms | × | CPU, × | at most |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for command, one in took.items():
        if command in MOST:
            base, most = took[MOST[command][0]], MOST[command][1]
            ratios = f"{one.clock / base.clock:.1f} | {one.processor / base.processor:.1f}"
            ratios += f" | {most:g} × `{MOST[command][0]}`"
        else:
            ratios = " | | "
        name = f"`{command}`" if command in {CLICK, ARROW, *MOST} else command
        lines.append(f"| {name} | {one.clock:,.0f} | {one.processor:,.0f} | {ratios} |")
    lines += ["", "| folder | ms a file | CPU, ms a file | at most |", "|---|--:|--:|--:|"]
    for count in FOLDERS:
        many, one = took[_in_files(count)], took[_in_one_file(count)]
        clock, processor = many.clock - one.clock, many.processor - one.processor
        lines.append(f"| {count} files | {clock / count:.1f} | {processor / count:.1f} | 5 |")
    return lines


def main() -> None:
    """Measure, print, and write if the caller wants it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    options = parser.parse_args()
    lines = [
        "## Start-up\n",
        f"    python -m benchmarks.startup --rounds {options.rounds} --write\n",
        f"The least of {options.rounds} fresh processes each, in turns, byte code cached. *CPU* is "
        "of all cores, processes that the command started included. *ms a file*: what a folder of "
        "files of one report takes more than the same reports in one file, divided by the files. "
        f"There, a report has a narrative of {CHARACTERS:,} characters.\n",
        *table_of(measure(options.rounds, options.seed)),
    ]
    text = "\n".join(lines)
    print(text)
    if options.write:
        write_part("startup", text)


if __name__ == "__main__":
    main()

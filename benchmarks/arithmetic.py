"""Measure the arithmetic of requests and disputes beside other ways to do it.

    python -m benchmarks.arithmetic

Every figure is a median over fresh processes; the contenders take turns, so that a slow minute of
the machine hits all of them. The table goes to `benchmarks/RESULTS.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.contender import ARITHMETIC, CONTENDERS, GIKQA, Run
from benchmarks.results import RESULTS, write_part
from benchmarks.rivals import READERS, RIVALS

LIBRARIES = ("pyarrow", "numpy", "polars", "duckdb", "pandera")
ROUNDS = 6


@dataclass(frozen=True)
class Measured:
    """A run, and the seconds of its whole process: start, imports, call."""

    run: Run
    process: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure everything and write the results; 1 if the contenders disagree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--data",
        type=Path,
        default=Path(tempfile.gettempdir()) / "gikqa-benchmarks",
        help="folder of the generated exports; those that are there are used again",
    )
    parser.add_argument("--reports", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("-o", "--output", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    sections = [_introduction()]
    for reports in given.reports:
        names = [name for name in CONTENDERS if _takes(name, reports)]
        measured = measure(export(given.data, reports), names, ROUNDS)
        if not agree(measured):
            print(f"the contenders disagree on {reports:,} reports", file=sys.stderr)
            return 1
        sections.append(table(measured, reports))
    write_part("arithmetic", "\n".join(sections), given.output)
    return 0


def export(folder: Path, reports: int) -> Path:
    """An export of this size, generated unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"numbers-{reports}.parquet"
    if not path.exists():
        partial = path.with_suffix(".partial")
        command = [sys.executable, "-m", "benchmarks.generate"]
        subprocess.run([*command, f"--reports={reports}", f"--output={partial}"], check=True)
        partial.rename(path)
    return path


def measure(path: Path, names: Sequence[str], rounds: int) -> dict[str, list[Measured]]:
    """Contender → its runs; a contender that fails has none, and says why on stderr."""
    _warm(path)
    runs: dict[str, list[Measured]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names if turn % 2 else names[::-1]:
            # A process pays for the memory that the one before it gave back: the same for all.
            _run("read only", path)
            if measured := _run(name, path):
                runs[name].append(measured)
                print(f"round {turn + 1}  {name:18} {measured.run.seconds:7.2f} s", flush=True)
    return runs


def agree(runs: Mapping[str, list[Measured]]) -> bool:
    """Whether all contenders that look for violations found the same ones."""
    found = {one.run.digest for name, mine in runs.items() if name not in READERS for one in mine}
    return len(found) <= 1


def _takes(name: str, reports: int) -> bool:
    most = RIVALS[name].most_reports if name in RIVALS else None
    return most is None or reports <= most


def _warm(path: Path) -> None:
    """Read the file once, so that no contender pays for the disk."""
    with path.open("rb") as file:
        while file.read(1 << 20):
            pass


def _run(name: str, path: Path) -> Measured | None:
    command = [sys.executable, "-m", "benchmarks.contender", name, str(path)]
    start = perf_counter()
    # As Python runs by default: modules are compiled once, not in each process.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    seconds = perf_counter() - start
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    return Measured(Run(**json.loads(done.stdout)), seconds)


def machine(libraries: Sequence[str]) -> str:
    """The machine, the versions of these libraries, and what else the machine does."""
    size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    versions = ", ".join(f"{library} {version(library)}" for library in libraries)
    return (
        f"Machine: {len(os.sched_getaffinity(0))} cores, {size / 2**30:.0f} GB of memory, "
        f"Python {platform.python_version()}; {versions}.\n"
        f"Load of the machine by other work when the script began: {os.getloadavg()[0]:.1f}."
    )


def _introduction() -> str:
    return f"""# Results

Made by `make bench`, that is `python -m benchmarks.arithmetic`. Do not edit.

{machine(LIBRARIES)}

The work: find every violation of the 42 equalities of edition 2021 (tables 3 and 4) in a Parquet
file of generated reports, of which 3 % hold one changed cell. All contenders find the same
violations; the script checks it. gikqa runs as `gikqa.lint(path, select={list(ARITHMETIC)})` in its
default settings, and so does more: it judges domains, words each finding, and counts what was
judged. *read only* reads the columns that gikqa reads, batch by batch, and drops them; *read whole*
reads the same with `pyarrow.parquet.read_table`; the others read the cells alone.

- *call*: the call alone, its libraries imported before, pandas among them: pyarrow imports it at
  the first scalar where it is installed, as here, though gikqa does not need it.
- *CPU*: what the call took of all cores together; other work on the machine sways it less.
- *process*: all of a fresh process, imports included.
- *peak*: the largest resident set of the process; after a plus sign, that of the largest process
  that it started.

Medians of {ROUNDS} processes each, in turns, with the range of the calls; the file is in the page
cache, and before each of them runs one that only reads, so that all find the machine alike. Trust
ratios inside one table more than seconds.
"""


def table(runs: Mapping[str, list[Measured]], reports: int) -> str:
    base = median(one.run.seconds for one in runs["read only"])
    lines = [
        f"## {reports:,} reports\n",
        "| contender | call, s | range | × reading | CPU, s | process, s | peak, MB | violations |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
        *(_line(name, mine, base) for name, mine in runs.items()),
    ]
    print("\n".join(lines), end="\n\n")
    return "\n".join(lines) + "\n"


def _line(name: str, mine: Sequence[Measured], base: float) -> str:
    label = f"**{name}**" if name == GIKQA else name
    if not mine:
        return f"| {label} | not measured | | | | | | |"
    calls = [one.run.seconds for one in mine]
    peak = f"{median(one.run.peak_mb for one in mine):,.0f}"
    if started := median(one.run.children_mb for one in mine):
        peak += f" + {started:,.0f}"
    return (
        f"| {label} | {median(calls):.2f} | {min(calls):.2f}–{max(calls):.2f} "
        f"| {median(calls) / base:.1f} | {median(one.run.cpu_seconds for one in mine):.2f} "
        f"| {median(one.process for one in mine):.2f} | {peak} | {mine[0].run.violations:,} |"
    )


if __name__ == "__main__":
    raise SystemExit(main())

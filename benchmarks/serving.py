"""Measure what a document costs that is dropped on the page of `gikqa serve`.

    python -m benchmarks.serving

A server in a process of its own gets a document by HTTP and sends its report; this process, which
is as warm, judges the same document with `gikqa.lint`. Both in turns. The table goes to
`benchmarks/RESULTS.md` with `--write`.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

import httpx

import gikqa
from benchmarks.results import RESULTS, write_part
from gikqa._plugins import load_plugins
from gikqa.editions import load_editions
from gikqa.testing.documents import STYLES as KNOWN
from gikqa.testing.documents import narrative, write
from gikqa.testing.valid import valid_cells

STYLES = ("docx-plain", "html-plain", "pdf-plain", "text-tabs")
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Took:
    """Milliseconds a document: of the clock, the median; of all processors, the mean."""

    clock: float
    processor: float


def documents(folder: Path, seed: int) -> Iterator[Path]:
    """One report of 2021 as each kind of document."""
    edition, rng = load_editions()["2021"], Random(seed)
    row = {"report_id": "r", "publisher": "青桐县人民政府办公室", "year": 2023}
    row |= {**narrative(edition, rng), **valid_cells(edition, rng)}
    for name in STYLES:
        path = folder / f"2023{KNOWN[name].suffix}"
        path.write_bytes(write(row, name))
        yield path


def spent(process: int) -> float:
    """Seconds of processors that a process and its children have taken."""
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text("utf-8").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if process in (int(entry.parent.name), int(fields[1])):
            total += int(fields[11]) + int(fields[12])
    return total / _TICK


class Server:
    """A running `gikqa serve`, and a browser's part in it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "gikqa", "serve", "--port", "0", "--jobs", "1"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8")
        assert self.process.stderr is not None
        found = re.search(r"http://\S+/", self.process.stderr.readline())
        assert found is not None
        self.client = httpx.Client(base_url=found[0], follow_redirects=True, trust_env=False)
        page = self.client.get("/").text
        self.token = page.partition('name="token" value="')[2].partition('"')[0]

    def drop(self, path: Path) -> None:
        """Send a document, and get its report."""
        form = {"files": {"document": (path.name, path.read_bytes())}}
        answer = self.client.post("/?lang=zh", data={"token": self.token}, **form)  # type: ignore[arg-type]
        assert answer.status_code == 200
        assert "/reports/" in str(answer.url)


def measure(rounds: int, seed: int) -> dict[str, tuple[Took, Took]]:
    """Kind of document → (with `gikqa.lint`, dropped on the page)."""
    host, server = load_plugins(), Server()
    took = {}

    def lint(path: Path) -> None:
        gikqa.lint(str(path), plugins=host, jobs=1)

    ways: tuple[tuple[Callable[[Path], None], Callable[[], float]], ...] = (
        (lint, process_time),
        (server.drop, lambda: spent(server.process.pid)),
    )
    with tempfile.TemporaryDirectory(prefix="gikqa-serving-") as folder:
        for path in documents(Path(folder), seed):
            clocks: tuple[list[float], list[float]] = ([], [])
            processors = [0.0, 0.0]
            for turn in range(rounds + 2):
                for place, (way, of_processor) in enumerate(ways):
                    began, before = perf_counter(), of_processor()
                    way(path)
                    after, ended = of_processor(), perf_counter()
                    if turn >= 2:  # to warm up
                        clocks[place].append(ended - began)
                        processors[place] += after - before
            one, other = (
                Took(1_000 * median(clock), 1_000 * processor / rounds)
                for clock, processor in zip(clocks, processors, strict=True)
            )
            took[path.suffix] = (one, other)
    server.process.terminate()
    server.process.wait()
    return took


def lines_of(took: dict[str, tuple[Took, Took]]) -> Iterator[str]:
    """The lines of the table."""
    yield "| document | `gikqa.lint`, ms | CPU, ms | dropped, ms | CPU, ms | clock, × | CPU, × |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for kind, (lint, drop) in took.items():
        clock, processor = drop.clock / lint.clock, drop.processor / lint.processor
        yield (
            f"| {kind} | {lint.clock:,.0f} | {lint.processor:,.0f} | {drop.clock:,.0f} | "
            f"{drop.processor:,.0f} | {clock:.2f} | {processor:.2f} |"
        )


def main() -> None:
    """Measure, print, and write if the caller wants it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    options = parser.parse_args()
    lines = [
        "## A document on the page of `gikqa serve`\n",
        f"    python -m benchmarks.serving --rounds {options.rounds} --write\n",
        "One report of 2021 with all rules: `gikqa.lint` in a warm process, and dropped on the "
        "page: sent by HTTP, read, judged, and its report fetched. In turns; the median of the "
        "clock, the mean of the processors, of the server with its worker.\n",
        *lines_of(measure(options.rounds, options.seed)),
    ]
    text = "\n".join(lines)
    print(text)
    if options.write:
        write_part("serving", text)


if __name__ == "__main__":
    main()

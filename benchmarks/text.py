"""Measure all rules over text beside what cannot be saved: reading the text, and one bare pass.

    python -m benchmarks.text

Every figure is a median over fresh processes, which take turns. The bare pass reads the column of
narratives and sends one automaton of the same phrases over each batch's bytes, nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.arithmetic import Measured
from benchmarks.contender import Run, peaks
from benchmarks.results import write_part

ROUNDS = 3
BATCH = 2_048
READ, PASS, GIKQA = "reading the text", "reading and one bare pass", "gikqa, all rules over text"
FAMILIES = {
    "form and headings": ("GIK1",),
    "sums in the narrative": ("GIK5",),
    "narrative against tables": ("GIK6",),
    "citations and wording": ("GIK8",),
    "places": ("LOC",),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the part of the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--characters", type=int, default=4_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--data", type=Path, default=Path(tempfile.gettempdir()) / "gikqa-benchmarks"
    )
    parser.add_argument(
        "--families",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="each by itself, too",
    )
    parser.add_argument("--once", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.once:
        print(json.dumps(vars(once(*given.once))))
        return
    path = export(given.data, given.reports, given.characters)
    runs: defaultdict[str, list[Measured]] = defaultdict(list)
    for turn in range(given.rounds):
        for name in (READ, PASS, GIKQA, *(FAMILIES if given.families else ())):
            runs[name].append(started(name, path))
            print(f"round {turn + 1}  {name:28} {runs[name][-1].run.seconds:7.2f} s", flush=True)
    part = written(runs, path, given.reports)
    print(part)
    write_part("text", part)


def export(folder: Path, reports: int, characters: int) -> Path:
    """An export of dense narratives of real counties, generated unless it is there.

    Its name has a digest of what the narratives are written by: an older one is not measured.
    """
    from benchmarks.generate import Recipe, write_export
    from benchmarks.publishers import Place
    from gikqa_locale.gazetteer import gazetteer

    folder.mkdir(parents=True, exist_ok=True)
    sources = (Path(__file__).with_name(f"narratives.{kind}") for kind in ("py", "toml"))
    digest = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]
    path = folder / f"text-{reports}-{characters}-{digest}.parquet"
    if not path.exists():
        counties = [
            each for each in gazetteer() if each.level == "county" and each.valid_to is None
        ]
        places = tuple({each.name: Place(each.name, each.code) for each in counties}.values())
        partial = path.with_suffix(".partial")
        write_export(
            Recipe(reports=reports, characters=characters, places=places, dense=True), partial
        )
        partial.rename(path)
    return path


def started(name: str, path: Path) -> Measured:
    """One run in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.text", "--once", name, str(path)]
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    return Measured(Run(**json.loads(done.stdout)), perf_counter() - start)


def once(name: str, path: str) -> Run:
    """Import what is needed, then measure the one call."""
    import pyarrow as pa

    pa.scalar(0)  # the first scalar makes pyarrow import pandas, where that is installed
    call = {READ: lambda: _read, PASS: lambda: _bare_pass()}.get(name, lambda: _lint(name))()
    start, start_cpu = perf_counter(), _cpu_seconds()
    found = call(path)
    return Run(perf_counter() - start, _cpu_seconds() - start_cpu, *peaks(), found, "")


def _cpu_seconds() -> float:
    """Of this process, and of those that it started and has seen end."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _read(path: str) -> int:
    import pyarrow.parquet as pq

    batches = pq.ParquetFile(path).iter_batches(BATCH, columns=["sections"])
    return sum(batch.num_rows for batch in batches)


def _bare_pass() -> Callable[[str], int]:
    import pyarrow.compute as pc
    import pyarrow.parquet as pq
    from ahocorasick_rs import BytesAhoCorasick, MatchKind

    rules = _rules_over_text()
    phrases = sorted({word for rule in rules if rule.words for word in rule.words()})
    automaton = BytesAhoCorasick(
        [word.encode() for word in phrases], matchkind=MatchKind.LeftmostLongest
    )

    def find(path: str) -> int:
        found = 0
        for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=["sections"]):
            texts = pc.struct_field(batch.column(0).flatten(), "text")
            content = texts.buffers()[2]
            found += len(automaton.find_matches_as_indexes(content.to_pybytes()))
        return found

    return find


def _lint(name: str) -> Callable[[str], int]:
    import gikqa

    lint = gikqa.lint
    prefixes = FAMILIES.get(name, ("GIK1", "GIK5", "GIK6", "GIK8", "LOC"))
    chosen = [rule.code for rule in _rules_over_text() if rule.code.startswith(prefixes)]
    return lambda path: int(lint(path, select=chosen).findings.num_rows)


def _rules_over_text() -> list[Any]:
    """The rules that read a narrative, in the order of their codes."""
    from gikqa._plugins import load_plugins

    plugins = load_plugins()
    rules = plugins.in_full(plugins.rules)
    return [rules[c] for c in sorted(rules) if rules[c].words or "sections" in rules[c].columns]


def _often(rounds: int) -> str:
    return "One process each." if rounds == 1 else f"Medians of {rounds} processes each, in turns."


def written(runs: dict[str, list[Measured]], path: Path, reports: int) -> str:
    """The part of the results, as Markdown."""
    base = median(one.run.seconds for one in runs[PASS])
    of_pass, of_all = (median(one.run.cpu_seconds for one in runs[name]) for name in (PASS, GIKQA))
    lines = [
        f"## Rules over text, {reports:,} reports: {of_all / of_pass:.1f} times the processor "
        "time of a bare pass on one thread\n",
        f"Made by `python -m benchmarks.text --reports {reports}`. Python "
        f"{platform.python_version()}, {len(os.sched_getaffinity(0))} cores, load "
        f"{os.getloadavg()[0]:.1f} when it ended; file of {path.stat().st_size / 1e6:,.0f} MB.",
        f"Narratives of about 4,000 characters, as dense in numbers, marks, places, lists and "
        f"citations as real ones; 3 % have a defect. {len(_rules_over_text())} rules, default "
        f"settings, so a process for each core; the bare pass is one thread with the same phrases. "
        f"CPU is that of all processes; after the plus sign comes the peak of the largest of "
        f"those that were started. {_often(len(runs[PASS]))}\n",
        "| | call, s | µs a report | × bare pass | CPU, µs a report | peak, MB | found |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, mine in runs.items():
        seconds = median(one.run.seconds for one in mine)
        cpu = median(one.run.cpu_seconds for one in mine)
        peak = f"{median(one.run.peak_mb for one in mine):,.0f}"
        if started := median(one.run.children_mb for one in mine):
            peak += f" + {started:,.0f}"
        lines.append(
            f"| {name} | {seconds:.2f} | {seconds / reports * 1e6:.0f} | {seconds / base:.2f} "
            f"| {cpu / reports * 1e6:.0f} | {peak} | {mine[0].run.violations:,} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()

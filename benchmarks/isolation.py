"""Measure what it costs to run the rules of third parties in a process of their own.

    python -m benchmarks.isolation

A plugin with a rule over cells and one over text is put beside the others. Three fresh processes
judge the same reports in turns: without the plugin, with it in the process that reads, and with it
apart, as everybody has it. The table goes to `benchmarks/RESULTS.md` with `--write`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from benchmarks.generate import Recipe, tables
from benchmarks.results import RESULTS, write_part
from benchmarks.startup import Took, run

REPORTS = (1, 2_048, 16_384)
WITHOUT, HERE, APART = "without the plugin", "in the same process", "apart"
CHARACTERS = 2_000
_JUDGE = """
import sys
import gikqa
from gikqa._plugins import load_plugins

plugins = load_plugins(apart=sys.argv[2] == "apart")
result = gikqa.lint(sys.argv[1], plugins=plugins, jobs=1)
assert not result.failures
assert len([rule for rule in result.rules if rule.code.startswith("XB")]) == int(sys.argv[3])
"""
_PLUGIN = """
import gikqa

GIKQA_API = 1
GIKQA_PREFIXES = ("XB",)
TOTAL = "requests.carried_out.total"
WORDS = {"zh": "规则", "en": "rule"}
GIVEN = dict(severity=gikqa.Severity.INFO, source="none", title=WORDS, message=WORDS)


def many(report):
    if report.cell(TOTAL) > 10:
        yield gikqa.Finding(cells=(TOTAL,))


def spoken(report):
    for hit in report.hits:
        yield gikqa.Finding(section=hit.section, start=hit.start, end=hit.end)


@gikqa.hookimpl
def gikqa_rules():
    return [
        gikqa.Rule(code="XB101", name="many", needs=(TOTAL,), check=many, **GIVEN),
        gikqa.Rule(
            code="XB102", name="spoken", phrases=lambda: ["及时", "其他"], check=spoken, **GIVEN
        ),
    ]
"""


def install(site: Path) -> None:
    """Put the plugin where importlib.metadata finds it."""
    info = site / "gikqa_beside-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "gikqa_beside.py").write_text(_PLUGIN, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gikqa-beside\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[gikqa]\nmain = gikqa_beside\n")


def measure(rounds: int, seed: int) -> dict[int, dict[str, Took]]:
    """Reports → way → the least of the rounds, in turns, and once before to warm up."""
    with tempfile.TemporaryDirectory(prefix="gikqa-isolation-") as name:
        folder = Path(name)
        install(folder / "site")
        os.environ["PYTHONPATH"] = str(folder / "site")
        (table,) = tables(Recipe(max(REPORTS), characters=CHARACTERS, seed=seed))
        took: dict[int, dict[str, Took]] = {}
        for count in REPORTS:
            path = folder / f"{count}.parquet"
            pq.write_table(table.slice(0, count), path)
            taken: dict[str, list[Took]] = {WITHOUT: [], HERE: [], APART: []}
            for turn in range(rounds + 1):
                for way, all_ in taken.items():
                    os.environ["GIKQA_NO_PLUGINS"] = str(int(way == WITHOUT))
                    rules = "0" if way == WITHOUT else "2"
                    one = run(["-c", _JUDGE, str(path), way, rules], folder)
                    all_ += [one] if turn else []
            took[count] = {
                way: Took(min(one.clock for one in all_), min(one.processor for one in all_))
                for way, all_ in taken.items()
            }
    return took


def lines_of(took: dict[int, dict[str, Took]]) -> Iterator[str]:
    """The lines of the table."""
    yield "| reports | rules of third parties | ms | CPU, ms | CPU, × without |"
    yield "|--:|---|--:|--:|--:|"
    for count, ways in took.items():
        for way, one in ways.items():
            ratio = one.processor / ways[WITHOUT].processor
            yield f"| {count:,} | {way} | {one.clock:,.0f} | {one.processor:,.0f} | {ratio:.2f} |"


def main() -> None:
    """Measure, print, and write if the caller wants it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help=f"put the table into {RESULTS.name}")
    options = parser.parse_args()
    lines = [
        "## Plugins apart\n",
        f"    python -m benchmarks.isolation --rounds {options.rounds} --write\n",
        f"All rules of gikqa on reports with {CHARACTERS:,} characters, one job, and a plugin with "
        f"a rule over cells and one over text. The least of {options.rounds} fresh processes each, "
        "in turns. *CPU* is of all cores, the process of the plugin included.\n",
        *lines_of(measure(options.rounds, options.seed)),
    ]
    text = "\n".join(lines)
    print(text)
    if options.write:
        write_part("isolation", text)


if __name__ == "__main__":
    main()

"""How long it takes to find the wrong cells of reports, beside two solvers on the same reports.

    python -m benchmarks.repairs [--reports 30000] [--compared 40] [--write]

The solvers are in `benchmarks/validators.txt`, which `make peers` installs apart. Each of them
looks for one smallest repair, and gikqa for all of them.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from random import Random

import pyarrow as pa

import gikqa
from benchmarks.results import write_part
from gikqa._repairs.components import components
from gikqa._repairs.locate import locate
from gikqa.editions import load_editions
from gikqa.testing.valid import valid_cells

EDITION = load_editions()["2021"]
KINDS = {path: cell.kind for path, cell in EDITION.cells.items()}
TABLE_3 = max(components(EDITION.identities, KINDS), key=lambda one: len(one.paths))
RULES = ["GIK301", "GIK302", "GIK303", "GIK304", "GIK401", "GIK402"]
LARGEST = 10**7
Report = tuple[list[int], dict[int, int]]
"""The cells of table 3 as written, and the right values of the wrong ones."""
Repaired = dict[int, int]


def wrong_report(wrong: int, rng: Random) -> Report:
    """A report with this many wrong cells: next numbers, further digits, and any others."""
    cells = valid_cells(EDITION, rng)
    values = [int(cells[path]) for path in TABLE_3.paths]
    right = {}
    for cell in rng.sample(range(len(values)), wrong):
        right[cell] = values[cell]
        by = rng.choice((1, -1, 9 * values[cell], rng.randrange(2, 1000)))
        values[cell] = values[cell] + by if by and values[cell] + by >= 0 else values[cell] + 1
    return values, right


def with_gikqa(values: Sequence[int]) -> Repaired | None:
    """The likeliest of all smallest repairs."""
    found = locate(TABLE_3, values)
    if found is None or not found.repairs:
        return None
    return {
        TABLE_3.paths.index(one.cell): int(one.right)
        for one in found.repairs[0].changes
        if one.right is not None
    }


def with_cp_sat(values: Sequence[int]) -> Repaired | None:
    """One smallest repair, by the constraint solver of OR-tools on one thread."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    cells = [model.new_int_var(0, LARGEST, f"cell {at}") for at in range(len(values))]
    changed = [model.new_bool_var(f"changed {at}") for at in range(len(values))]
    for cell, is_changed, value in zip(cells, changed, values, strict=True):
        model.add(cell == value).only_enforce_if(is_changed.negated())
    for one in TABLE_3.statements:
        model.add(sum(share * cells[at] for at, share in one.terms.items()) == one.constant)
    model.minimize(sum(changed))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return {at: solver.value(cells[at]) for at, one in enumerate(changed) if solver.value(one)}


def with_highs(values: Sequence[int]) -> Repaired | None:
    """One smallest repair, by the mixed integer solver of HiGHS on one thread."""
    import highspy

    model = highspy.Highs()
    model.silent()
    model.setOptionValue("threads", 1)
    kind = highspy.HighsVarType
    cells = [model.addVariable(0, LARGEST, 0, kind.kInteger) for _ in values]
    changed = [model.addVariable(0, 1, 1, kind.kInteger) for _ in values]
    for cell, is_changed, value in zip(cells, changed, values, strict=True):
        model.addConstr(cell - LARGEST * is_changed <= value)
        model.addConstr(cell + value * is_changed >= value)
    for one in TABLE_3.statements:
        model.addConstr(sum(share * cells[at] for at, share in one.terms.items()) == one.constant)
    model.minimize()
    solution = model.getSolution().col_value
    size = len(values)
    return {at: round(solution[at]) for at in range(size) if round(solution[at]) != values[at]}


CONTENDERS: dict[str, Callable[[Sequence[int]], Repaired | None]] = {
    "**gikqa**, all repairs": with_gikqa,
    "OR-tools CP-SAT, one": with_cp_sat,
    "HiGHS, one": with_highs,
}


def compared(reports: int) -> Iterator[str]:
    """A table: the median time of each contender for a report, and how often it was right."""
    yield "| wrong cells | contender | reports | median, ms | slowest, ms | the wrong cells found |"
    yield "|--:|---|--:|--:|--:|--:|"
    for wrong in (1, 2, 3):
        rng = Random(wrong)
        cases = [wrong_report(wrong, rng) for _ in range(reports)]
        for name, repair in CONTENDERS.items():
            times, right = [], 0
            for values, truth in cases:
                begun = time.process_time()
                found = repair(values)
                times.append(1000 * (time.process_time() - begun))
                right += found == truth
            middle, slowest = statistics.median(times), max(times)
            yield f"| {wrong} | {name} | {reports} | {middle:.2f} | {slowest:.1f} | {right} |"


def whole_run(reports: int) -> tuple[float, float, int]:
    """Seconds of clock and processor for a run over failing reports; and findings with a cause."""
    rng = Random(0)
    rows = []
    for at in range(reports):
        values, _ = wrong_report(1 if at % 5 else 2, rng)
        cells = dict.fromkeys(EDITION.cells, 0) | dict(zip(TABLE_3.paths, values, strict=True))
        rows.append({"report_id": str(at), "publisher": "某市人民政府", "year": 2023} | cells)
    table = pa.Table.from_pylist(rows)
    del rows
    gikqa.lint(table.slice(0, 100), select=RULES)
    begun, used = time.perf_counter(), time.process_time()
    found = gikqa.lint(table, select=RULES, jobs=2).findings
    took = time.perf_counter() - begun, time.process_time() - used
    return *took, found.num_rows - found["cause"].null_count


def main() -> None:
    """Measure, and print the part of RESULTS.md or write it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--reports", type=int, default=30_000)
    parser.add_argument("--compared", type=int, default=40)
    parser.add_argument("--write", action="store_true", help="into RESULTS.md")
    chosen = parser.parse_args()
    clock, processor, explained = whole_run(chosen.reports)
    solvers = ", ".join(f"{name} {version(name)}" for name in ("ortools", "highspy"))
    lines = [
        f"## The wrong cells of {chosen.reports:,} failing reports: {processor:.1f} s of processor",
        "",
        f"Made by `python -m benchmarks.repairs`. {solvers}; {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}.",
        "",
        "Four reports in five have one wrong cell in table 3, the others two. All of the run, with",
        f"reading, judging and wording: {clock:.1f} s of the clock; {explained:,} findings have a",
        "cause. Below, one report at a time, as gikqa searches those that whole columns do not",
        "explain; times are of the processor. A solver returns one smallest repair, gikqa all of",
        "them, the likeliest first.",
        "",
        *compared(chosen.compared),
    ]
    text = "\n".join(lines)
    if chosen.write:
        write_part("repairs", text)
    else:
        print(text)


if __name__ == "__main__":
    main()

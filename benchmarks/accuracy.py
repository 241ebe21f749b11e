"""How often a slip of reading is told from a slip of the office.

    python -m benchmarks.accuracy --tables 600 --seed 1

Sound tables 三 and 四 get one fault each, of the office or of reading; the plugin that reads
documents is asked which it was. The same seed gives the same table of figures, in Markdown.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random

from gikqa.editions import Edition, load_editions
from gikqa.testing import Fault, named_faults, valid_cells
from gikqa.testing.faults import Value
from gikqa.testing.misread import READING, reading_faults
from gikqa.testing.oracle import verdict
from gikqa_documents.misreading.explain import misreadings

OFFICE, OF_READING, UNCLEAR = "office", "reading", "unclear"
SILENT = "breaks no identity"
TABLES = ("requests", "disputes")


def office_faults(cells: Mapping[str, Value], edition: Edition, rng: Random) -> Iterator[Fault]:
    """Slips of the office in more than one cell, or of a kind that `named_faults` lacks."""
    for table in edition.tables:
        if table.key not in TABLES:
            continue
        rows = [
            [f"{table.key}.{row.key}.{column.key}" for column in block.columns]
            for block in table.blocks
            for row in block.rows
        ]
        for row in rows:
            at, total, delta = rng.choice(row[:-1]), row[-1], rng.randint(1, 40)
            yield Fault("wrong-total", {total: (cells[total] or 0) + delta})
            both = {path: (cells[path] or 0) + delta for path in (at, total)}
            yield Fault("number-with-its-total", both)
            place = rng.randrange(len(row) - 2)
            one, other = row[place], row[place + 1]
            yield Fault("neighbours-exchanged", {one: cells[other], other: cells[one]})
            yield Fault("total-left-blank-and-slip", {total: None, at: (cells[at] or 0) + delta})
            second = rng.choice(rng.choice(rows))
            twice = {at: (cells[at] or 0) + delta, second: (cells[second] or 0) + 1}
            yield Fault("two-slips", twice)
            third = rng.choice(rng.choice(rows))
            yield Fault("three-slips", twice | {third: (cells[third] or 0) + rng.randint(1, 9)})
            unfilled = {path: None for each in rows for path in each if not cells[path]}
            yield Fault("zeros-left-blank-and-slip", unfilled | {at: (cells[at] or 0) + delta})
            below = _row_below(rows, row, cells)
            yield Fault("row-written-below", below)
            if below:
                copied = {path: value for path, value in below.items() if path not in row}
                yield Fault("row-written-twice", copied)
                blank = {path: value or None for path, value in below.items()}
                yield Fault("zeros-left-blank-and-row-written-below", unfilled | blank)


def _row_below(
    rows: list[list[str]], row: list[str], cells: Mapping[str, Value]
) -> dict[str, Value]:
    """The numbers of a row stand in the row below, which had none, and zeros where they belong."""
    below = rows[(rows.index(row) + 1) % len(rows)]
    if any(cells[path] for path in below):
        return {}
    return {at: cells[of] for at, of in zip(below, row, strict=True)} | dict.fromkeys(row, 0)


def sample(
    edition: Edition, rng: Random, each: int
) -> Iterator[tuple[str, Fault, dict[str, Value]]]:
    """(who, fault, report with it): a few faults of every name from one sound report."""
    cells: dict[str, Value] = {**valid_cells(edition, rng)}
    named = list(named_faults(cells, edition))
    chosen = [(OF_READING if fault.name in READING else OFFICE, fault) for fault in named]
    chosen += [(OF_READING, fault) for fault in reading_faults(cells, edition)]
    chosen += [(OFFICE, fault) for fault in office_faults(cells, edition, rng)]
    by_name: dict[tuple[str, str], list[Fault]] = {}
    for who, fault in chosen:
        altered = any(cells[path] != value for path, value in fault.changes.items())
        if altered and next(iter(fault.changes)).startswith(TABLES):
            by_name.setdefault((who, fault.name), []).append(fault)
    for (who, _), faults in by_name.items():
        for fault in rng.sample(faults, min(each, len(faults))):
            yield who, fault, fault.applied_to(cells)


def answer(edition: Edition, cells: Mapping[str, Value], fault: Fault) -> str:
    """What the plugin says of the table with the fault."""
    table = next(iter(fault.changes)).partition(".")[0]
    broken = [
        one.name
        for one in edition.identities
        if one.cells[0].startswith(table) and verdict(one, cells, edition) == "violated"
    ]
    if not broken:
        return SILENT
    explained = next(iter(misreadings(edition, cells)), None)
    if explained is None:
        return OFFICE
    return UNCLEAR if explained.unclear else OF_READING


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--tables", type=int, default=600, help="sound reports to spoil")
    parser.add_argument("--each", type=int, default=3, help="faults of a name in each report")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = Random(options.seed)
    editions = [load_editions()[key] for key in ("2019", "2021")]
    counted: Counter[tuple[str, str, str]] = Counter()
    for number in range(options.tables):
        edition = editions[number % 2]
        for who, fault, cells in sample(edition, rng, options.each):
            counted[who, fault.name, answer(edition, cells, fault)] += 1
    print(report(counted))


def report(counted: Counter[tuple[str, str, str]]) -> str:
    """The figures as Markdown: one line a fault, the confusion matrix, precision and recall."""
    answers = (OFFICE, UNCLEAR, OF_READING, SILENT)
    lines = [
        "| fault | really of | said: office | said: unclear | said: reading | breaks no identity |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for who, name in sorted({(who, name) for who, name, _ in counted}):
        figures = " | ".join(f"{counted[who, name, said]:,}" for said in answers)
        lines.append(f"| `{name}` | {who} | {figures} |")
    total = Counter[tuple[str, str]]()
    for (who, _, said), times in counted.items():
        total[who, said] += times
    lines += ["", "| | said: office | said: unclear | said: reading |", "|---|--:|--:|--:|"]
    for who in (OFFICE, OF_READING):
        figures = " | ".join(f"{total[who, said]:,}" for said in answers[:3])
        lines.append(f"| really of: {who} | {figures} |")
    lines += ["", f"Faults: {total.total():,}.", ""]
    lines += ["| said | precision | recall |", "|---|--:|--:|"]
    for who in (OFFICE, OF_READING):
        right, other = total[who, who], OF_READING if who == OFFICE else OFFICE
        visible = sum(total[who, said] for said in answers[:3])
        lines.append(
            f"| {who} | {right / max(right + total[other, who], 1):.4f} "
            f"| {right / max(visible, 1):.2f} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()

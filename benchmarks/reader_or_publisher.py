"""Who is at fault for sums that do not hold, judged from pages in the layouts of the readers.

    python -m benchmarks.reader_or_publisher --pages 3000 --seed 1

Half of the pages print a slip of the publisher; the others print a sound report and are damaged
(`benchmarks.damaged_pages`). Each is read by gikqa-documents, which is asked whose fault it is.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.accuracy import OFFICE, OF_READING, TABLES, UNCLEAR, office_faults
from benchmarks.damaged_pages import DAMAGE, written
from gikqa.editions import Edition, load_editions
from gikqa.testing import named_faults, valid_cells
from gikqa.testing.documents import STYLES, narrative, write
from gikqa.testing.misread import READING
from gikqa.testing.oracle import verdict
from gikqa_documents.readers import READERS

Case = tuple[str, str, str, str]
"""Layout, who is really at fault, the name of the fault, what was said."""


def case(style: str, seed: int, folder: Path) -> Case | None:
    """One page, written, damaged and read; None if no identity is broken in what was read."""
    rng = Random(seed)
    edition = load_editions()[("2019", "2021")[seed % 2]]
    cells = valid_cells(edition, rng)
    table = rng.choice(("requests", "requests", "requests", "disputes"))
    path = folder / f"report{STYLES[style].suffix}"
    row = {**narrative(edition, rng), "edition": edition.key}
    if seed // 2 % 2:
        who, name = OF_READING, rng.choice(sorted(DAMAGE))
        path.write_bytes(written({**row, **cells}, style, table, name, rng))
    else:
        faults = [one for one in named_faults(cells, edition) if one.name not in READING]
        faults += [*office_faults(cells, edition, rng)]
        by_name = {}
        for one in faults:
            if next(iter(one.changes), "").startswith(f"{table}."):
                by_name.setdefault(one.name, []).append(one)
        fault = rng.choice(by_name[rng.choice(sorted(by_name))])
        who, name = OFFICE, fault.name
        path.write_bytes(write({**row, **fault.applied_to(cells)}, style))
    reader = next(one for one in READERS if path.suffix in one.suffixes)
    found = reader.read(path)
    said = said_of(edition, found)
    return (style, who, name, said) if said else None


def said_of(edition: Edition, found) -> str | None:
    """What the reader says of the tables with broken identities; None if there are none."""
    broken = {
        one.cells[0].partition(".")[0]
        for one in edition.identities
        if one.cells[0].startswith(TABLES)
        and verdict(one, {path: found.get(path) for path in one.cells}, edition) == "violated"
    }
    if not broken:
        return None
    notes = found["extraction"]["notes"]
    for start, answer in (("reading? ", OF_READING), ("unclear? ", UNCLEAR)):
        if any(note.startswith(start) for note in notes):
            return answer
    return OFFICE


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    o = parser.parse_args()
    styles = sorted(STYLES)
    counted = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for n in range(o.pages):
            c = case(styles[(n // 4) % len(styles)], o.seed * 1_000_000 + n, Path(folder))
            counted[c or "silent"] += 1
    by = Counter()
    for k, v in counted.items():
        if k != "silent":
            by[k[1], k[2], k[3]] += v
    for k, v in sorted(by.items()):
        print(*k, v)
    print(counted["silent"], "silent")


if __name__ == "__main__":
    main()

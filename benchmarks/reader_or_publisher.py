"""Who is at fault for sums that do not hold, judged from pages in the layouts of the readers.

    python -m benchmarks.reader_or_publisher --pages 4000 --seed 1

Half of the pages print a slip of the publisher; the others print a sound report and are damaged
(`benchmarks.damaged_pages`). In one page of four the publisher left the zeros of the table blank.
Each is read by gikqa-documents, which says whose fault it is. The same seed gives the same figures.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.accuracy import OF_READING, OFFICE, TABLES, UNCLEAR, office_faults
from benchmarks.damaged_pages import DAMAGE, written
from benchmarks.observations import wilson
from gikqa.editions import Edition, load_editions
from gikqa.testing import Fault, named_faults, valid_cells
from gikqa.testing.documents import STYLES, narrative, write
from gikqa.testing.faults import Value
from gikqa.testing.misread import READING
from gikqa.testing.oracle import verdict
from gikqa_documents.readers import READERS

ANSWERS = (OFFICE, UNCLEAR, OF_READING)
BLANK_ONE_IN = 4


def spoilt_page(style: str, rng: Random) -> tuple[Edition, str, str, bytes]:
    """A page with one fault: its edition, who is at fault, the name of the fault, the document."""
    edition = load_editions()[rng.choice(("2019", "2021"))]
    cells: dict[str, Value] = {**valid_cells(edition, rng)}
    table = rng.choice(("requests", "requests", "requests", "disputes"))
    row = {**narrative(edition, rng), "edition": edition.key}
    unfilled = {
        path: None for path, value in cells.items() if path.startswith(f"{table}.") and not value
    }
    if rng.randrange(BLANK_ONE_IN):
        unfilled = {}
    if rng.randrange(2):
        name = rng.choice(sorted(DAMAGE))
        page = {**row, **cells, **unfilled}
        return edition, OF_READING, name, written(page, style, table, name, rng)
    faults = [one for one in named_faults(cells, edition) if one.name not in READING]
    by_name: dict[str, list[Fault]] = {}
    for one in (*faults, *office_faults(cells, edition, rng)):
        if next(iter(one.changes), "").startswith(f"{table}."):
            by_name.setdefault(one.name, []).append(one)
    fault = rng.choice(by_name[rng.choice(sorted(by_name))])
    return edition, OFFICE, fault.name, write({**row, **cells, **unfilled, **fault.changes}, style)


def said_of(edition: Edition, found: Mapping[str, Any]) -> str | None:
    """What the reader says of the tables with broken identities; None if there are none."""
    broken = {
        one.cells[0].partition(".")[0]
        for one in edition.identities
        if one.cells[0].startswith(TABLES)
        and verdict(one, {path: found.get(path) for path in one.cells}, edition) == "violated"
    }
    if not broken:
        return None
    doubts = {doubt["table"]: doubt["fault"] for doubt in found["extraction"]["doubts"]}
    said = {doubts.get(table, OFFICE) for table in broken}
    answers = {OFFICE: OFFICE, "unclear": UNCLEAR, "reader": OF_READING}
    return answers[next(fault for fault in answers if fault in said)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counted: Counter[tuple[str, str, str, str | None]] = Counter()
    layouts = sorted(STYLES)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.pages):
            style = layouts[number % len(layouts)]
            rng = Random(f"{options.seed} {number}")
            edition, who, name, document = spoilt_page(style, rng)
            path = Path(folder) / f"report{STYLES[style].suffix}"
            path.write_bytes(document)
            reader = next(one for one in READERS if path.suffix in one.suffixes)
            counted[path.suffix, who, name, said_of(edition, reader.read(path))] += 1
    print(report(counted))


def report(counted: Mapping[tuple[str, str, str, str | None], int]) -> str:
    """The figures as Markdown: a line a fault and a kind of file, then precision and recall."""
    head = "said: publisher | said: unclear | said: reading"
    lines = [f"| fault | really of | {head} | breaks no identity |", "|---|---|--:|--:|--:|--:|"]
    for who, name in sorted({(who, name) for _, who, name, _ in counted}):
        figures = [_sum(counted, who=who, name=name, said=said) for said in (*ANSWERS, None)]
        lines.append(f"| `{name}` | {_WHO[who]} | {' | '.join(f'{n:,}' for n in figures)} |")
    lines += ["", f"| file | really of | {head} |", "|---|---|--:|--:|--:|"]
    for suffix, who in sorted({(suffix, who) for suffix, who, _, _ in counted}):
        figures = [_sum(counted, suffix=suffix, who=who, said=said) for said in ANSWERS]
        lines.append(f"| {suffix} | {_WHO[who]} | {' | '.join(f'{n:,}' for n in figures)} |")
    lines += ["", f"Pages: {sum(counted.values()):,}.", ""]
    lines += ["| said | precision | 95 % | recall | 95 % |", "|---|--:|--:|--:|--:|"]
    for who in (OFFICE, OF_READING):
        right, said = _sum(counted, who=who, said=who), _sum(counted, said=who)
        broken = sum(_sum(counted, who=who, said=each) for each in ANSWERS)
        lines.append(f"| {_WHO[who]} | {_share(right, said)} | {_share(right, broken)} |")
    return "\n".join(lines)


_WHO = {OFFICE: "publisher", OF_READING: "reading"}


def _sum(counted: Mapping[tuple[str, str, str, str | None], int], **wanted: str | None) -> int:
    names = ("suffix", "who", "name", "said")
    return sum(
        times
        for key, times in counted.items()
        if wanted.items() <= dict(zip(names, key, strict=True)).items()
    )


def _share(part: int, whole: int) -> str:
    if not whole:
        return "– | –"
    low, high = wilson(part, whole)
    return f"{part:,} of {whole:,} = {part / whole:.4f} | {low:.4f}–{high:.4f}"


if __name__ == "__main__":
    main()

"""Write reports in every style of `gikqa.testing.documents`, read them, and count what comes back.

    python -m benchmarks.roundtrip --count 2000 [--first 0] [--style html-plain …] [--show 3]

Each round trip takes another seed, from the first on; styles and both forms take turns. A cell is
*lost* where it comes back blank: `told` counts those whose table has a note, and only the others,
with the wrong ones, are faults. Texts are compared as far as a style can carry them; styles whose
tables only labels prove (`needs_labels`) get no damaged label.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from gikqa.editions import load_editions
from gikqa.testing.documents import STYLES, carried, expected, varied_row, write
from gikqa_documents.form.table_labels import TABLE_NAMES
from gikqa_documents.readers import READERS

COLUMNS = ("title", "publisher", "year", "published_on", "period_start", "period_end", "edition")
WIDTHS = {"headings": 13, "texts": 13, "labels": 11, "remarks": 11, "columns": 13}


def round_trip(style: str, seed: int, folder: Path) -> tuple[Counter[str], list[str]]:
    """How much of what was written, and how much of it came back; and what differs, in words."""
    rng = Random(seed)
    edition = load_editions()[("2019", "2021")[seed % 2]]
    row = varied_row(edition, rng, misprints=not STYLES[style].needs_labels)
    path = folder / f"report{STYLES[style].suffix}"
    path.write_bytes(write(row, style))
    reader = next(one for one in READERS if path.suffix in one.suffixes)
    found, wanted = reader.read(path), expected(row, style)
    counts: Counter[str] = Counter()
    told: list[str] = []
    _cells(edition.cells, wanted, found, counts, told)
    for name, pairs in _others(wanted, found, STYLES[style]).items():
        counts[name] += len(pairs)
        counts[f"{name} right"] += sum(one == other for one, other in pairs)
        told += [f"{name}: {one!r} came back as {other!r}" for one, other in pairs if one != other]
    return counts, told


def _cells(
    paths: Mapping[str, Any],
    wanted: Mapping[str, Any],
    found: Mapping[str, Any],
    counts: Counter[str],
    told: list[str],
) -> None:
    notes = " ".join(found["extraction"]["notes"])
    counts["cells"] += len(paths)
    for path in paths:
        one, other = wanted[path], found.get(path)
        if one == other:
            counts["cells right"] += 1
            continue
        told.append(f"{path}: {one} came back as {other}")
        if other is not None:
            counts["wrong"] += 1
            continue
        counts["lost"] += 1
        counts["told"] += path in notes or TABLE_NAMES[path.partition(".")[0]] in notes


def _others(
    wanted: Mapping[str, Any], found: Mapping[str, Any], style: Any
) -> dict[str, list[tuple[Any, Any]]]:
    """What is no cell, as pairs (wanted, found)."""
    mine, theirs = wanted["sections"], carried(found["sections"], style)
    theirs += [{}] * (len(mine) - len(theirs))
    pairs: dict[str, list[tuple[Any, Any]]] = {
        "headings": [
            ((one["number"], one["heading"]), (other.get("number"), other.get("heading")))
            for one, other in zip(mine, theirs, strict=False)
        ],
        "texts": [
            (one["text"], other.get("text")) for one, other in zip(mine, theirs, strict=False)
        ],
        "columns": [(wanted[name], found[name]) for name in COLUMNS],
    }
    if len(theirs) > len(mine):
        pairs["headings"].append((len(mine), len(theirs)))
    for name, column in (("labels", "printed_labels"), ("remarks", "raw_cells")):
        keys = sorted({*wanted[column], *found[column]})
        pairs[name] = [(wanted[column].get(key), found[column].get(key)) for key in keys]
    return pairs


def round_trips(
    first: int, count: int, styles: list[str]
) -> Iterator[tuple[str, Counter[str], list[str]]]:
    """Style, counts and differences of each round trip."""
    with tempfile.TemporaryDirectory(prefix="gikqa-roundtrip-") as name:
        for seed in range(first, first + count):
            style = styles[seed // 2 % len(styles)]
            yield style, *round_trip(style, seed, Path(name))


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the first seed")
    parser.add_argument("--style", nargs="*", choices=list(STYLES), default=list(STYLES))
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="differences shown a style"
    )
    options = parser.parse_args()
    totals: dict[str, Counter[str]] = {style: Counter() for style in options.style}
    shown: dict[str, list[str]] = {style: [] for style in options.style}
    for style, counts, told in round_trips(options.first, options.count, options.style):
        totals[style] += counts + Counter(reports=1, whole=not told)
        shown[style] += told
    heads = {"reports": 8, "whole": 7, "cells right": 18, "wrong": 6, "lost": 6, "told": 6}
    print(f"{'style':22}" + "".join(f"{name:>{width}}" for name, width in (heads | WIDTHS).items()))
    every: Counter[str] = Counter()
    for style, total in [*totals.items(), ("all", every)]:
        every += total if style != "all" else Counter()
        line = [f"{style:22}{total['reports']:8}{total['whole']:7}{_share(total, 'cells'):>18}"]
        line += [f"{total[name]:6}" for name in ("wrong", "lost", "told")]
        line += [f"{_share(total, name):>{width}}" for name, width in WIDTHS.items()]
        print("".join(line))
        for difference in shown.get(style, [])[: options.show]:
            print("   ", difference)


def _share(total: Counter[str], name: str) -> str:
    return f"{total[f'{name} right']}/{total[name]}"


if __name__ == "__main__":
    main()

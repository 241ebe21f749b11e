"""How many names of other townships and bureaus are found, where one sentence has them.

    python -m benchmarks.places_by_form FILE ...

The files hold passages of reports: publisher, year and text in a line, parted by tabs. A trial
takes a report of a township or bureau and a sentence of it that names the body, and puts another
one's name in its place. The names are those of the other publishers, without those that have a
character in common with the own one.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.places import SENTENCE, Row, findings, passages
from gikqa_locale.bodies import own_bureau
from gikqa_locale.townships import own_township

KINDS: dict[str, tuple[str, Callable[[str, int], str | None]]] = {
    "LOC105": ("镇|乡|街道|苏木", own_township),
    "LOC106": ("局", own_bureau),
}
TIMES = 5
"""Names planted in each sentence."""


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Share of names by form that are found")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rows = list(passages(options.files))
    for code, (units, own) in KINDS.items():
        named = [(row, name) for row in rows if (name := own(row["publisher"], row["year"]))]
        said = findings(rows, code)
        trials = list(plant(named, units, Random(options.seed)))
        found = {row["report_id"]: row["severity"] for row in findings(trials, code)}
        warned = sum(severity != "info" for severity in found.values())
        print(f"{code}: {len(named)} reports as they stand, {len(said)} findings; ", end="")
        print(f"found {len(found)} of {len(trials)}, {warned} as warnings")


def plant(named: Sequence[tuple[Row, str]], units: str, chance: Random) -> Iterator[Row]:
    """Reports with one sentence changed."""
    number = 0
    for row, own in named:
        others = [name for _, name in named if set(name).isdisjoint(own)]
        text = row["sections"][0]["text"]
        for sentence in SENTENCE.finditer(text):
            if not re.search(f"{re.escape(own)}(?:{units})", sentence[0]):
                continue
            for _ in range(TIMES):
                other = chance.choice(others)
                changed = re.sub(f"{re.escape(own)}(?={units})", other, sentence[0])
                whole = text[: sentence.start()] + changed + text[sentence.end() :]
                section = {"number": 1, "heading": "总体情况", "text": whole}
                number += 1
                yield row | {"report_id": f"trial-{number}", "sections": [section]}


if __name__ == "__main__":
    main()

"""Compares the gazetteer with an oracle: counts per year, and every difference, grouped.

    python tools/compare_oracle.py PATH   # folder with divisions.parquet and names_risk.parquet

The oracle's columns: code, name, parent_code, valid_from, valid_to, short_names; surface, form,
severity. Years have the same meaning as in the gazetteer. Ends with 1 if divisions differ.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from gikqa_locale.gazetteer import Gazetteer, gazetteer

FIRST_YEAR = 2008
Row = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Prints everything; returns the exit code."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    oracle = pq.read_table(folder / "divisions.parquet").to_pylist()
    ours = gazetteer()
    differing = compare_years(ours, oracle) + compare_lives(ours, oracle)
    compare_short_names(ours, oracle)
    compare_risks(ours, pq.read_table(folder / "names_risk.parquet").to_pylist())
    return 1 if differing else 0


def compare_years(ours: Gazetteer, oracle: list[Row]) -> int:
    """Prints the number of divisions per year in both; returns the number of differing entries."""
    print("year  ours  oracle  only ours | only oracle")
    differing = 0
    for year, mine in ours.alive_at_end_of.items():
        if year < FIRST_YEAR:
            continue
        theirs = {(row["code"], row["name"]) for row in oracle if _existed(row, year)}
        extra, missing = sorted(mine - theirs), sorted(theirs - mine)
        differing += len(extra) + len(missing)
        print(year, f"{len(mine):5} {len(theirs):6}  {_listed(extra)} | {_listed(missing)}")
    return differing


def compare_lives(ours: Gazetteer, oracle: list[Row]) -> int:
    """Prints versions whose years or parent differ; returns how many."""
    first = min(each.valid_from for each in ours)
    known = {(row["code"], row["name"], max(row["valid_from"], first)): row for row in oracle}
    groups: dict[str, list[str]] = defaultdict(list)
    for each in ours:
        row = known.get((each.code, each.name, each.valid_from))
        if row is None:
            groups["no version that begins in that year"].append(f"{each.code} {each.name}")
        elif row["valid_to"] != each.valid_to:
            groups["other last year"].append(f"{each.code} {each.name}")
        elif row["parent_code"] != each.parent_code:
            groups["other parent"].append(f"{each.code} {each.name}")
    for group, entries in groups.items():
        print(f"{group}: {len(entries)}: {'; '.join(entries)}")
    print(
        f"versions: {len(ours.divisions)}, same life and parent in both: "
        f"{len(ours.divisions) - sum(map(len, groups.values()))}"
    )
    return sum(map(len, groups.values()))


def compare_short_names(ours: Gazetteer, oracle: list[Row]) -> None:
    """Prints the short forms that only one of the two has."""
    theirs = {name for row in oracle if row["in_scope"] for name in row["short_names"]}
    mine = {name for each in ours for name in each.short_names}
    print(f"short names: ours {len(mine)}, oracle {len(theirs)}, both {len(mine & theirs)}")
    print("  only ours:", " ".join(sorted(mine - theirs)))
    print("  only oracle:", " ".join(sorted(theirs - mine)))


def compare_risks(ours: Gazetteer, oracle: list[Row]) -> None:
    """Prints how often each pair of classes (oracle, ours) occurs, and the bolder ones by name."""
    full = {each.name: each.risk for each in ours}
    short = {
        name: risk
        for each in ours
        for name, risk in zip(each.short_names, each.short_risks, strict=True)
    }
    order = ("low", "medium", "high")
    for form, mine in (("full", full), ("short", short)):
        pairs: Counter[tuple[str, str]] = Counter()
        bolder = []
        for row in oracle:
            if row["form"] != form or row["surface"] not in mine:
                continue
            pair = (row["severity"], mine[row["surface"]])
            pairs[pair] += 1
            if order.index(pair[1]) < order.index(pair[0]):
                bolder.append(f"{row['surface']} {pair[0]}→{pair[1]}")
        print(f"{form} names, risk oracle → ours:")
        for (theirs, own), count in sorted(pairs.items()):
            print(f"  {theirs:6} → {own:6} {count}")
        print("  bolder than the oracle:", "; ".join(bolder))


def _existed(row: Row, year: int) -> bool:
    return row["valid_from"] <= year and (row["valid_to"] is None or year < row["valid_to"])


def _listed(entries: list[tuple[str, str]]) -> str:
    return "; ".join(" ".join(entry) for entry in entries) or "-"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

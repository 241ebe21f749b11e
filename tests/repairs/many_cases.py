"""The tests of this folder on as many cases as are asked for, in slices that can be run again.

    python -m tests.repairs.many_cases brute-force [--first 0] [--cases 5000]
    python -m tests.repairs.many_cases one-cell [--first 0] [--cases 10]
    python -m tests.repairs.many_cases two-cells [--first 0] [--cases 500]

Case n is made from the seed n alone. An assertion fails with the seed of the case.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from random import Random

from tests.repairs.brute_force import check_against_brute_force, small_table
from tests.repairs.tables import check_one_wrong_cell, check_two_wrong_cells, table_three


def _brute_force(random: Random) -> Counter[str]:
    check_against_brute_force(*small_table(random))
    return Counter(["same as brute force"])


def _one_cell(random: Random) -> Counter[str]:
    """Each cell of a table, with each slip."""
    component, cells = table_three(random)
    return Counter(
        {"located": sum(check_one_wrong_cell(component, cells, path) for path in component.paths)}
    )


def _two_cells(random: Random) -> Counter[str]:
    return Counter([check_two_wrong_cells(*table_three(random), random)])


_CHECKS: dict[str, Callable[[Random], Counter[str]]] = {
    "brute-force": _brute_force,
    "one-cell": _one_cell,
    "two-cells": _two_cells,
}


def main() -> None:
    """Run a slice of cases, and print how many there were of each outcome."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("check", choices=_CHECKS)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--cases", type=int, default=500)
    chosen = parser.parse_args()
    found: Counter[str] = Counter()
    for seed in range(chosen.first, chosen.first + chosen.cases):
        try:
            found += _CHECKS[chosen.check](Random(seed))
        except AssertionError as error:
            raise AssertionError(f"{chosen.check}, seed {seed}") from error
    print(f"{chosen.check} {chosen.first}–{chosen.first + chosen.cases - 1}: {dict(found)}")


if __name__ == "__main__":
    main()

"""The verdicts do not depend on the order of the rows."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from gikqa.testing.plugin_kit.breach import Breach, how
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial, differences, judge, verdicts


def row_order(trial: Trial) -> Iterator[Breach]:
    """The rows are reversed, and shuffled once."""
    loaded = trial.loaded
    for export in trial.exports:
        before = verdicts(loaded, judge(loaded, export))
        rows = list(range(export.table.num_rows))
        for key, order in (
            ("reversed", rows[::-1]),
            ("shuffled", Random("rows").sample(rows, len(rows))),
        ):
            after = verdicts(loaded, judge(loaded, export, export.table.take(order)))
            yield from differences("row-order", before, after, how(key))

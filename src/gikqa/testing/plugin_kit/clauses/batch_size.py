"""The verdicts do not depend on how many reports are judged together."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

from gikqa._engine import feed
from gikqa.testing.plugin_kit.breach import Breach, how
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial, differences, judge, verdicts

_SIZES = (1, 7)


def batch_size(trial: Trial) -> Iterator[Breach]:
    """The reports are judged in one batch, in small ones, and one by one."""
    loaded = trial.loaded
    for export in trial.exports:
        before = verdicts(loaded, judge(loaded, export))
        for size in _SIZES:
            with patch.multiple(feed, _ROWS=size, _ROWS_WITH_TEXT=size):
                after = verdicts(loaded, judge(loaded, export))
            yield from differences("batch-size", before, after, how("batches", size=size))

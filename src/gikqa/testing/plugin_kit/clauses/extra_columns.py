"""The verdicts do not depend on columns that no rule of the plugin declares."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from gikqa.testing.plugin_kit.breach import Breach, how
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial, differences, judge, verdicts

_OF_OTHERS = ("GIK302", "GIK303", "GIK304", "GIK401", "GIK301")
"""Rules of gikqa that are equations: together they need every cell, and no module."""


def extra_columns(trial: Trial) -> Iterator[Breach]:
    """Columns that nobody knows are added, and then those that rules of gikqa need."""
    loaded = trial.loaded
    for export in trial.exports:
        before = verdicts(loaded, judge(loaded, export))
        rows = export.table.num_rows
        more = export.table.append_column("备注", pa.array(["3"] * rows))
        more = more.append_column("import_batch", pa.array(range(rows)))
        after = verdicts(loaded, judge(loaded, export, more.select(more.column_names[::-1])))
        yield from differences("extra-columns", before, after, how("unknown"))
        others = [code for code in _OF_OTHERS if code not in loaded.rules]
        after = verdicts(loaded, judge(loaded, export, beside=others))
        yield from differences("extra-columns", before, after, how("other_rules"))

"""Judging leaves the input as it was."""

from __future__ import annotations

from collections.abc import Iterator
from unittest.mock import patch

import pyarrow as pa

from gikqa._engine import feed
from gikqa.testing.plugin_kit.breach import Breach, breach
from gikqa.testing.plugin_kit.verdicts_of_rules import Trial, codes_for, judge


def input_unchanged(trial: Trial) -> Iterator[Breach]:
    """Each rule is tried on a copy of its own, so that the one that writes into it is known."""
    for export in trial.exports:
        for code in codes_for(trial.loaded, export):
            table = _copied(export.table)
            # Small batches are copied when they are joined, so the batches have to be full.
            rows = table.num_rows
            with patch.multiple(feed, _ROWS=rows, _ROWS_WITH_TEXT=rows):
                judge(trial.loaded, export, table, [code])
            for name in table.column_names:
                if not table[name].equals(export.table[name]):
                    yield breach("input-unchanged", code, "input", column=name)


def _copied(table: pa.Table) -> pa.Table:
    """The same values in other memory."""
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table)
    return pa.ipc.open_stream(stream.getvalue()).read_all()

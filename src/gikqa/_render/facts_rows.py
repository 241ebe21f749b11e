"""Write facts as Parquet, JSON Lines or CSV, as they come."""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import pyarrow as pa

from gikqa import __version__
from gikqa._facts.facts_schema import FACTS_SCHEMA
from gikqa._model.plugin import FORMATS_OF_FACTS
from gikqa._render import format_for
from gikqa._render._columns import write_texts
from gikqa._render._json import dumps
from gikqa._render.csv import csv_line, csv_rows
from gikqa._render.jsonl import json_lines
from gikqa._select import did_you_mean
from gikqa.errors import UsageError

_GROUP = 65_536
"""Facts in a row group of Parquet: about 15 MB in memory."""


def facts_format(name: str | None, output: str) -> str:
    """The format to write: `name`, or after the suffix of the output, by default JSON Lines.

    Raises UsageError for a format in which facts are not written.
    """
    chosen = format_for(name, output) or "jsonl"
    if chosen not in FORMATS_OF_FACTS:
        hint = did_you_mean(chosen, FORMATS_OF_FACTS)
        raise UsageError.worded(
            "unknown format", name=chosen, known=list(FORMATS_OF_FACTS), hint=hint
        )
    return chosen


def write_facts(batches: Iterable[pa.RecordBatch], stream: BinaryIO, format_: str) -> None:
    """Write batches of facts; the bytes do not depend on how the facts are cut into batches."""
    if format_ == "parquet":
        # Imported late: pyarrow's writer of Parquet takes 30 ms.
        import pyarrow.parquet as pq

        schema = FACTS_SCHEMA.with_metadata({b"gikqa": dumps({"gikqa": __version__})})
        with pq.ParquetWriter(stream, schema, compression="zstd") as parquet:
            for group in _groups(batches):
                parquet.write_table(group.cast(schema), row_group_size=_GROUP)
        return
    rows = json_lines if format_ == "jsonl" else csv_rows
    head = b"" if format_ == "jsonl" else BOM_UTF8 + csv_line(FACTS_SCHEMA.names)
    for batch in batches:
        stream.write(head)  # nothing is written if the first batch cannot be read
        head = b""
        if batch.num_rows:
            write_texts(stream, rows(batch))


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The facts in tables of `_GROUP` rows, the last of which may have fewer."""
    waiting = FACTS_SCHEMA.empty_table()
    for batch in batches:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch])])
        while waiting.num_rows >= _GROUP:
            yield waiting.slice(0, _GROUP).combine_chunks()
            waiting = waiting.slice(_GROUP)
    if waiting.num_rows:
        yield waiting.combine_chunks()

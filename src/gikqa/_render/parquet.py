"""Parquet: the findings table; totals and coverage as JSON in the schema metadata, key `gikqa`."""

from typing import BinaryIO

import pyarrow.parquet as pq

from gikqa._model.result import FINDINGS_SCHEMA, Result
from gikqa._render._json import dumps
from gikqa._render._totals import header, remainder, summary

ROW_GROUP = 65_536
"""Findings in a row group; about 20 MB before compression."""


def write(result: Result, stream: BinaryIO) -> None:
    """Write the table; the bytes depend on its values only, not on how it is cut into chunks."""
    about = header(result) | summary(result) | remainder(result)
    schema = FINDINGS_SCHEMA.with_metadata({b"gikqa": dumps(about)})
    findings = result.findings.select(FINDINGS_SCHEMA.names)
    with pq.ParquetWriter(stream, schema, compression="zstd") as parquet:
        for start in range(0, findings.num_rows, ROW_GROUP):
            part = findings.slice(start, ROW_GROUP).combine_chunks()
            parquet.write_table(part.cast(schema), row_group_size=ROW_GROUP)

"""The verdict on each report as Parquet; totals as JSON in the schema metadata, key `gikqa`."""

from typing import BinaryIO

import pyarrow.parquet as pq

from gikqa._model.result import Result
from gikqa._render._json import dumps
from gikqa._render._totals import header, remainder, summary


def write(result: Result, stream: BinaryIO) -> None:
    """Write the table of verdicts; by the key it is known as an output, and is not judged."""
    about = header(result) | summary(result) | remainder(result)
    table = result.verdicts.replace_schema_metadata({b"gikqa": dumps(about)})
    pq.write_table(table, stream, compression="zstd")

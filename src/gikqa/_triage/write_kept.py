"""Write rows about findings as CSV for spreadsheets."""

from codecs import BOM_UTF8
from typing import BinaryIO

import pyarrow as pa

from gikqa._render._columns import write_texts
from gikqa._render.csv import csv_line, csv_rows, safe

_ROWS = 16_384


def write_kept(rows: pa.Table, stream: BinaryIO) -> None:
    """Write the rows as UTF-8 with a byte-order mark, without which Excel garbles Chinese."""
    stream.write(BOM_UTF8 + csv_line(list(map(safe, rows.column_names))))
    for start in range(0, rows.num_rows, _ROWS):
        for batch in rows.slice(start, _ROWS).combine_chunks().to_batches():
            write_texts(stream, csv_rows(batch))

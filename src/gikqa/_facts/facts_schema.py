"""The columns of the facts."""

import pyarrow as pa

EXACT = pa.decimal128(38, 9)
"""Holds every number that reports print, with all its decimals."""

FACTS_SCHEMA = pa.schema(
    [
        pa.field("report_id", pa.string(), nullable=False),
        pa.field("publisher", pa.string()),
        pa.field("region_code", pa.string()),
        pa.field("year", pa.int32()),
        pa.field("section", pa.int8()),
        pa.field("start", pa.int32(), nullable=False),
        pa.field("end", pa.int32(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("text", pa.string(), nullable=False),
        pa.field("value", pa.int64()),
        pa.field("decimal", EXACT),
        pa.field("low", EXACT),
        pa.field("high", EXACT),
        pa.field("unit", pa.string()),
        pa.field("noun", pa.string()),
        pa.field("verb", pa.string()),
        pa.field("scope", pa.string()),
        pa.field("relation", pa.string()),
        pa.field("label", pa.string()),
        pa.field("items", pa.int32()),
        pa.field("items_sum", EXACT),
        pa.field("closed", pa.bool_()),
        pa.field("document_number", pa.string()),
        pa.field("document_title", pa.string()),
    ]
)
"""One row for each fact: in the order of the reports, and in each in reading order."""

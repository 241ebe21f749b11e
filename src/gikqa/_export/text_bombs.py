"""Texts that a Parquet file stores once and repeats: 5 KB of it can hold gigabytes of text.

From a file that is small for its reports, texts are read as dictionaries, which take what they take
in the file; how large they are is worked out before they are written out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

MOST_TEXT = 32_000_000
"""Bytes of text in a batch; 2,048 narratives have 25 million."""
MOST_IN_REPORT = 100_000_000
"""Bytes of text in one report; the longest known has 100,000."""
_SMALL, _LARGE = 1_000_000, 32_000_000
"""Bytes of a file: up to the first, care costs nothing; from the second on, size is no surprise."""
_LITTLE = 1_000_000
"""Bytes of text that are not worth an exact count."""
_BYTES_OF_ROW = 256
"""In the file; a report with a narrative takes from 1,000, counts alone take 40."""


def may_be_packed(size: int, rows: int) -> bool:
    """Whether a file of so many bytes may hold much more text than it seems.

    Only the size is asked, not the footer, which says what its writer wants.
    """
    return size < _SMALL or (size < _LARGE and size < _BYTES_OF_ROW * rows)


def text_columns(schema: pq.ParquetSchema, roots: Collection[str]) -> list[str]:
    """The columns of texts below these."""
    columns = map(schema.column, range(len(schema)))
    return [
        column.path
        for column in columns
        if column.physical_type == "BYTE_ARRAY" and column.path.partition(".")[0] in roots
    ]


def written_out(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The batch without dictionaries, in pieces whose texts are not too large.

    Raises ArrowInvalid for a report that is too large by itself.
    """
    batch.validate(full=True)  # a damaged file may point beyond its dictionary
    kinds = {
        place: _plain(kind)
        for place, kind in enumerate(batch.schema.types)
        if kind.num_fields or pa.types.is_dictionary(kind)
    }
    texts = batch.select(list(kinds))
    for start, stop in _pieces(texts, 0, batch.num_rows):
        whole = stop - start == batch.num_rows
        # Taken, not sliced: a cast works on all texts behind a slice of lists.
        piece = batch if whole else batch.take(pa.array(range(start, stop)))
        columns = piece.columns
        for place, kind in kinds.items():
            if columns[place].type != kind:
                columns[place] = columns[place].cast(kind)
        yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _pieces(batch: pa.RecordBatch, start: int, stop: int) -> Iterator[tuple[int, int]]:
    size = sum(map(_bytes_of_texts, batch.slice(start, stop - start).columns))
    if stop - start < 2 and size > MOST_IN_REPORT:
        raise pa.ArrowInvalid(f"one report holds {size:,} bytes of text")
    if stop - start < 2 or size <= MOST_TEXT:
        yield start, stop
        return
    middle = (start + stop) // 2
    yield from _pieces(batch, start, middle)
    yield from _pieces(batch, middle, stop)


def _plain(kind: pa.DataType) -> pa.DataType:
    """The type with dictionaries replaced by what they hold."""
    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_plain(field.type)) for field in kind])
    if pa.types.is_map(kind):
        return pa.map_(_plain(kind.key_type), _plain(kind.item_type))
    if pa.types.is_list(kind):
        return pa.list_(kind.value_field.with_type(_plain(kind.value_type)))
    if pa.types.is_large_list(kind):
        return pa.large_list(kind.value_field.with_type(_plain(kind.value_type)))
    return kind


def _bytes_of_texts(array: pa.Array) -> int:
    """How large the dictionaries in a column are when every value is written out.

    Of little text, how large they can be at most, which takes a tenth of the time.
    """
    kind = array.type
    if pa.types.is_dictionary(kind):
        if not (pa.types.is_string(kind.value_type) or pa.types.is_binary(kind.value_type)):
            return 0
        most: int = len(array) * array.dictionary.nbytes
        if most <= _LITTLE:
            return most
        lengths = pc.binary_length(array.dictionary).take(array.indices)
        return pc.sum(lengths.cast(pa.int64())).as_py() or 0
    if pa.types.is_struct(kind):
        return sum(_bytes_of_texts(child) for child in array.flatten())
    if pa.types.is_map(kind):
        children = [array.keys, array.items]
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        children = [array.values]
    else:
        return 0
    start, stop = array.offsets[0].as_py(), array.offsets[-1].as_py()
    return sum(_bytes_of_texts(child.slice(start, stop - start)) for child in children)

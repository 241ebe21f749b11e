"""Texts that a Parquet file stores once and repeats: 5 KB of it can hold gigabytes of text.

From a file that is small for its reports, texts are read as dictionaries, which are as large as
they are in the file. What they hold is counted before they are written out.
"""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

MOST_TEXT = 32_000_000
"""Bytes of text in a batch; 2,048 narratives have 25 million."""
MOST_IN_REPORT = 32_000_000
"""Bytes of text in one report up to which it is written out; it is far more than is judged."""
SMALL, _LARGE = 1_000_000, 32_000_000
"""Bytes of a file: below the first, counting is cheap; from the second on, size is no surprise."""
_LITTLE = 1_000_000
"""Bytes of text that are not worth an exact count."""
_FEW = 256
"""Reports that are put together with others before they are judged."""
_BYTES_OF_ROW = 256
"""In the file; a report with a narrative takes from 1,000, counts alone take 40."""


def may_be_packed(size: int, rows: int) -> bool:
    """Whether a file of so many bytes may hold much more text than it seems.

    This goes by the size, not by the footer, which says what its writer wants.
    """
    return size < SMALL or (size < _LARGE and size < _BYTES_OF_ROW * rows)


def in_pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The batch in pieces whose texts are not too large; little text keeps its dictionaries.

    So does a report that is too large by itself, which `Limits` leaves out.
    """
    batch.validate(full=True)  # a damaged file may point beyond its dictionary
    if batch.num_rows <= _FEW and bytes_of_texts(batch) <= _LITTLE:
        yield batch
        return
    for start, stop in _cut(batch, 0, batch.num_rows):
        whole = stop - start == batch.num_rows
        # Taken, not sliced: a cast works on all texts that the original of a sliced list has.
        piece = batch if whole else batch.take(pa.array(range(start, stop)))
        too_large = stop - start == 1 and bytes_of_texts(piece) > MOST_IN_REPORT
        yield piece if too_large else written_out(piece)


def written_out(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch without dictionaries."""
    kinds = [_plain(kind) if holds_texts(kind) else kind for kind in batch.schema.types]
    columns = [
        column if column.type == kind else column.cast(kind)
        for column, kind in zip(batch.columns, kinds, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def bytes_of_texts(batch: pa.RecordBatch) -> int:
    """The size of the texts in a batch once it has no dictionaries, or a little more."""
    kinds = enumerate(batch.schema.types)
    return sum(_size(batch.column(place)) for place, kind in kinds if holds_texts(kind))


def holds_texts(kind: pa.DataType) -> bool:
    """Whether values of a type have texts, or lists, whose size its width does not tell."""
    if pa.types.is_struct(kind):
        return any(holds_texts(field.type) for field in kind)
    fixed = pa.types.is_primitive(kind) or pa.types.is_decimal(kind) or pa.types.is_null(kind)
    return not fixed


def _cut(batch: pa.RecordBatch, start: int, stop: int) -> Iterator[tuple[int, int]]:
    size = bytes_of_texts(batch.slice(start, stop - start))
    if stop - start < 2 or size <= MOST_TEXT:
        yield start, stop
        return
    middle = (start + stop) // 2
    yield from _cut(batch, start, middle)
    yield from _cut(batch, middle, stop)


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


def _size(array: pa.Array) -> int:
    """Of little text, how large it can be at most, which takes a tenth of the time."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        if not (pa.types.is_string(kind.value_type) or pa.types.is_binary(kind.value_type)):
            return int(array.nbytes)
        most: int = len(array) * array.dictionary.nbytes
        if most <= _LITTLE:
            return most
        lengths = pc.binary_length(array.dictionary).take(array.indices)
        return pc.sum(lengths.cast(pa.int64())).as_py() or 0
    if pa.types.is_struct(kind):
        return sum(_size(child) for child in array.flatten())
    if pa.types.is_map(kind):
        children = [array.keys, array.items]
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        children = [array.values]
    else:
        return int(array.nbytes)
    start, stop = array.offsets[0].as_py(), array.offsets[-1].as_py()
    return sum(_size(child.slice(start, stop - start)) for child in children)

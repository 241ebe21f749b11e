"""Findings as text, a column at a time: a row at a time would take ten times as long."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from gikqa._model.result import FINDINGS_SCHEMA
from gikqa._render._json import dumps

_ROWS = 16_384
"""Rows turned into text at once: about 20 MB, whatever the size of the table."""
_THREADS = 2
_SEPARATOR = "\x1f"
_FEW = 1_024
"""Texts that are looked at to see whether a column repeats them."""
_NOT_PLAIN = (
    r'["\\\x{00}-\x{1f}\x{7f}-\x{9f}\x{061c}\x{200b}-\x{200f}\x{2028}-\x{202e}'
    r"\x{2066}-\x{2069}\x{feff}]"
)
"""What `dumps` escapes."""


def write_all(
    findings: pa.Table, make: Callable[[pa.RecordBatch], pa.Array], stream: BinaryIO
) -> None:
    """Write what a function makes of each piece of the findings, in their order.

    Arrow works without the lock of the interpreter, so the next pieces are made meanwhile.
    """
    waiting: deque[Future[pa.Array]] = deque()
    with ThreadPoolExecutor(_THREADS) as pool:
        for batch in batches(findings):
            waiting.append(pool.submit(make, batch))
            if len(waiting) > _THREADS:
                write_texts(stream, waiting.popleft().result())
        while waiting:
            write_texts(stream, waiting.popleft().result())


def batches(findings: pa.Table) -> Iterator[pa.RecordBatch]:
    """The findings in pieces, with the columns of the contract."""
    chosen = findings.select(FINDINGS_SCHEMA.names)
    for start in range(0, chosen.num_rows, _ROWS):
        yield from chosen.slice(start, _ROWS).combine_chunks().to_batches()


def join(columns: Sequence[pa.Array | str]) -> pa.Array:
    """Texts and columns put together, row by row."""
    return pc.binary_join_element_wise(*(_wide(column) for column in columns), _wide(""))


def write_texts(stream: BinaryIO, texts: pa.Array) -> None:
    """Write the texts one after the other; they lie so in memory already."""
    _, offsets, content = texts.buffers()
    places = memoryview(offsets).cast("q")
    first, last = places[texts.offset], places[texts.offset + len(texts)]
    if content is not None:
        stream.write(memoryview(content)[first:last])


def as_json(column: pa.Array) -> pa.Array:
    """Each value of a column of the findings as JSON."""
    kind = column.type
    if pa.types.is_map(kind):
        start, stop = column.offsets[0].as_py(), column.offsets[-1].as_py()
        keys, items = (child[start:stop] for child in (column.keys, column.items))
        return _in_lists(join([as_json(keys), ": ", as_json(items)]), column, "{", "}")
    if pa.types.is_list(kind):
        parts = pc.list_flatten(column)
        if pa.types.is_struct(kind.value_type):
            fields = [
                (f'"{field.name}": ', pc.struct_field(parts, field.name)) for field in parts.type
            ]
            pieces = [piece for name, values in fields for piece in (", ", name, as_json(values))]
            return _in_lists(join(["{", *pieces[1:], "}"]), column, "[", "]")
        return _repeated_lists(column)
    if pa.types.is_string(kind):
        return pc.fill_null(replaced(column, _NOT_PLAIN, _escaped, _quoted), "null")
    return pc.fill_null(numbers_as_text(column), "null")


def numbers_as_text(column: pa.Array) -> pa.Array:
    """Numbers and truth values as text; decimals without exponent and without zeros at the end."""
    if pa.types.is_decimal(column.type):
        spelt = (
            None if one is None else f"{one:f}".rstrip("0").rstrip(".")
            for one in column.to_pylist()
        )
        return pa.array(spelt, pa.large_string())
    return column.cast(pa.large_string())


def _repeated_lists(column: pa.Array) -> pa.Array:
    """Lists of texts as JSON; many are the cells of one equation: each distinct list is made once.

    Lists that a separator cannot tell apart are made one by one.
    """
    encoded = in_lists(pc.list_flatten(column), column, _SEPARATOR).dictionary_encode()
    joined = encoded.dictionary
    lists = pc.split_pattern(joined, _SEPARATOR)
    empty = pc.equal(joined, _wide(""))
    lengths = pc.if_else(empty, 0, pc.list_value_length(lists))
    if lengths.take(encoded.indices).cast(pa.int32()) != pc.list_value_length(column):
        return _in_lists(as_json(pc.list_flatten(column)), column, "[", "]")
    parts = as_json(pc.list_flatten(lists).cast(pa.string()))
    made = pc.if_else(empty, _wide("[]"), _in_lists(parts, lists, "[", "]"))
    return made.take(encoded.indices)


def _quoted(texts: pa.Array) -> pa.Array:
    return join(['"', texts, '"'])


def _escaped(text: str) -> str:
    return dumps(text).decode()


def replaced(
    column: pa.Array,
    pattern: str,
    special: Callable[[str], str],
    usual: Callable[[pa.Array], pa.Array],
) -> pa.Array:
    """Texts as `usual` makes them, and those with a match as `special` does; null stays null.

    Where texts are repeated, each distinct one is looked at once.
    """
    if pc.count_distinct(column[:_FEW]).as_py() < _FEW // 2:
        encoded = column.dictionary_encode()
        made = _replaced(encoded.dictionary, pattern, special, usual)
        return made.take(encoded.indices)
    return _replaced(column, pattern, special, usual)


def _replaced(
    texts: pa.Array,
    pattern: str,
    special: Callable[[str], str],
    usual: Callable[[pa.Array], pa.Array],
) -> pa.Array:
    match = pc.match_substring_regex(texts, pattern)
    made = usual(texts)
    if pc.any(match).as_py():
        found = [special(text) for text in texts.filter(match).to_pylist()]
        made = pc.replace_with_mask(made, match, pa.array(found, made.type))
    return made


def in_lists(values: pa.Array, like: pa.Array, between: str) -> pa.Array:
    """The values of each list of a column joined to one text."""
    offsets = like.offsets.cast(pa.int64())
    offsets = pc.subtract(offsets, offsets[0])
    return pc.binary_join(pa.LargeListArray.from_arrays(offsets, _wide(values)), _wide(between))


def _in_lists(values: pa.Array, like: pa.Array, begin: str, end: str) -> pa.Array:
    return join([begin, in_lists(values, like, ", "), end])


def _wide(column: pa.Array | str) -> pa.Array | pa.Scalar:
    """Texts with wide offsets, which do not overflow."""
    if isinstance(column, str):
        return pa.scalar(column, pa.large_string())
    return column if pa.types.is_large_string(column.type) else column.cast(pa.large_string())

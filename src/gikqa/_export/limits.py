"""How much a run reads: far above any honest export, so that a small file cannot occupy a machine.

Two kilobytes of Parquet can hold a text of 3 MB two thousand times, or a million sections.
"""

from collections.abc import Iterable, Iterator
from threading import Lock

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt

from gikqa._export.text_bombs import holds_texts
from gikqa.errors import InputError

MOST_REPORTS = 10_000_000
"""Reports in a run; the bodies of China publish fewer than 200,000 a year."""
MOST_COLUMNS = 10_000
"""Columns of an export; all cells of all forms are fewer than 500."""
MOST_ENTRIES = 1_000
"""Sections of a report, and entries of its maps and lists; a form has fewer than 200 cells."""
MOST_TEXT = 2_000_000
"""Bytes of text in a report; the longest known has 100,000."""
MOST_UNFOLDED = 150_000_000
"""Bytes that files may hold in all, whatever their size; a core judges them in seconds."""
_RATIO = 1000
"""Times the size of the files that they may hold in all; narratives hold ten times theirs."""
_EACH = 100
"""Bytes that a report or a section counts for beside its text, since each takes time by itself."""
_SHOWN = 60


class Limits:
    """Counts what the sources of one run hold, and stops at what no honest export holds."""

    def __init__(self, most_reports: int | None = None) -> None:
        self._most = most_reports or MOST_REPORTS
        self._lock = Lock()
        self._reports = self._stored = self._unfolded = 0
        self.reached = False
        """Whether the run holds too many reports, so that no other source is read."""

    def begin(self, source: str, rows: int | None, stored: int | None) -> None:
        """Count a source before it is read. Raises InputError if its reports are too many.

        rows: its reports, if they are known. stored: the size of its file, if it is one.
        """
        with self._lock:
            self._stored += stored or 0
            if rows is not None:
                self._count(source, rows)
                if stored is not None:
                    self._refuse_packed(source, self._unfolded + rows * _EACH)

    def within(
        self, source: str, batches: Iterable[pa.RecordBatch], *, counted: bool, packed: bool
    ) -> Iterator[tuple[pa.RecordBatch, int]]:
        """The batches of a source without the reports that are too large, and their bytes of text.

        counted: whether `begin` knew how many reports there are. packed: whether they come from a
        file, which may hold more than its size lets expect. Raises InputError, at the end for
        reports that were left out, at once for too many.
        """
        first: InputError | None = None
        left_out = 0
        for batch in batches:
            texts, entries = _sizes(batch)
            with self._lock:
                if not counted:
                    self._count(source, batch.num_rows)
                if packed:
                    held = int(texts.sum()) + _EACH * batch.num_rows
                    held += _EACH * sum(int(of_column.sum()) for of_column in entries.values())
                    self._refuse_packed(source, self._unfolded + held)
                    self._unfolded += held
            large = texts > MOST_TEXT
            for of_column in entries.values():
                large |= of_column > MOST_ENTRIES
            if not large.any():
                yield batch, int(texts.sum())
                continue
            left_out += int(large.sum())
            first = first or _too_large(source, batch, int(np.argmax(large)), texts, entries)
            yield batch.filter(pa.array(~large)), int(texts[~large].sum())
        if first is not None:
            said = {lang: first.in_language(lang) for lang in ("en", "zh")}
            more = f"{left_out - 1:,}"
            raise (
                InputError.worded("more left out", said=said, more=more) if left_out > 1 else first
            )

    def _count(self, source: str, rows: int) -> None:
        self._reports += rows
        if self._reports > self._most:
            self.reached = True
            raise InputError.worded("too many reports", source=source, most=f"{self._most:,}")

    def _refuse_packed(self, source: str, held: int) -> None:
        most = max(MOST_UNFOLDED, _RATIO * self._stored)
        if held > most:
            raise InputError.worded("packed export", source=source, most=f"{most:,}")


def refuse_columns(source: str, columns: int) -> None:
    """Raise InputError for more columns than an export can have."""
    if columns > MOST_COLUMNS:
        count, most = f"{columns:,}", f"{MOST_COLUMNS:,}"
        raise InputError.worded("too many columns", source=source, count=count, most=most)


def _sizes(batch: pa.RecordBatch) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The bytes of text of each report, and for each column of lists their entries."""
    texts = np.zeros(batch.num_rows, np.int64)
    entries = {}
    for place, kind in enumerate(batch.schema.types):
        if not holds_texts(kind):
            continue
        column = batch.column(place)
        texts += _bytes_of(column)
        # `extraction` is a struct with a list of notes, and one of doubts, which have cells.
        parts = column.flatten() if pt.is_struct(column.type) else [column]
        of_parts = [_entries_before(part) for part in parts if _is_any_list(part.type)]
        if of_parts:
            entries[batch.schema.names[place]] = np.diff(sum(of_parts))
    return texts, entries


def _is_text(kind: pa.DataType) -> bool:
    return bool(pt.is_string(kind) or pt.is_large_string(kind))


def _is_list(kind: pa.DataType) -> bool:
    return bool(pt.is_list(kind) or pt.is_large_list(kind) or pt.is_map(kind))


def _is_any_list(kind: pa.DataType) -> bool:
    return _is_list(kind) or bool(pt.is_list_view(kind))


def _entries_before(array: pa.Array) -> np.ndarray:
    """For each place in an array, and for its end, the entries of lists before it."""
    array = _with_offsets(array)
    kind = array.type
    if _is_list(kind):
        own: np.ndarray = array.offsets.to_numpy().astype(np.int64)
        return own if pt.is_map(kind) else own + _entries_before(array.values)[own]
    before = np.zeros(len(array) + 1, np.int64)
    return sum(map(_entries_before, array.flatten()), before) if pt.is_struct(kind) else before


def _with_offsets(array: pa.Array) -> pa.Array:
    """The array, or as a list one that has sizes in place of the ends of its lists."""
    return array.cast(pa.list_(array.type.value_type)) if pt.is_list_view(array.type) else array


def _bytes_of(array: pa.Array) -> np.ndarray:
    """The bytes of text of each value."""
    if pt.is_struct(array.type):
        return sum(map(_bytes_of, array.flatten()), np.zeros(len(array), np.int64))
    return _lengths(array) if _is_text(array.type) else np.diff(_text_before(array))


def _text_before(array: pa.Array) -> np.ndarray:
    """For each place in an array, and for its end, the bytes of text before it."""
    array = _with_offsets(array)
    kind = array.type
    if _is_list(kind):
        children = [array.keys, array.items] if pt.is_map(kind) else [array.values]
        offsets = array.offsets.to_numpy()
        total: np.ndarray = np.sum([_text_before(child)[offsets] for child in children], axis=0)
        return total
    before = np.zeros(len(array) + 1, np.int64)
    if pt.is_struct(kind):
        for child in array.flatten():
            before += _text_before(child)
    elif pt.is_dictionary(kind):
        lengths = _lengths(array.dictionary)
        indices = pc.fill_null(array.indices, 0).to_numpy()
        np.cumsum(lengths[indices] if len(lengths) else 0 * indices, out=before[1:])
    else:
        np.cumsum(_lengths(array), out=before[1:])
    return before


def _lengths(array: pa.Array) -> np.ndarray:
    if pt.is_string_view(array.type):
        array = array.cast(pa.large_string())
    if not _is_text(array.type):
        return np.zeros(len(array), np.int64)
    lengths = pc.binary_length(array)
    known = pc.fill_null(lengths, 0) if lengths.null_count else lengths
    numbers: np.ndarray = known.to_numpy().astype(np.int64)
    return numbers


def _too_large(
    source: str, batch: pa.RecordBatch, row: int, texts: np.ndarray, entries: dict[str, np.ndarray]
) -> InputError:
    ids = batch.column("report_id")[row].as_py() if "report_id" in batch.schema.names else None
    report = str(ids)[:_SHOWN]
    if texts[row] > MOST_TEXT:
        size, most = f"{texts[row]:,}", f"{MOST_TEXT:,}"
        return InputError.worded("large report", source=source, report=report, size=size, most=most)
    column = next(name for name, count in entries.items() if count[row] > MOST_ENTRIES)
    count, most = f"{entries[column][row]:,}", f"{MOST_ENTRIES:,}"
    return InputError.worded(
        "long list", source=source, report=report, column=column, count=count, most=most
    )

"""Read documents with the readers that plugins bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gikqa._model.plugin import Reader, Record
from gikqa.errors import InputError, PluginError

Outcome = Record | InputError | PluginError
"""The row of a document; InputError: it cannot be read; PluginError: its reader failed."""


def read_documents(
    files: Iterable[Path], readers: Sequence[Reader]
) -> Iterator[tuple[Path, Outcome]]:
    """Each file with its row, or with the error that says why there is none."""
    for file in files:
        yield file, read_document(file, readers)


def read_document(file: Path, readers: Sequence[Reader]) -> Outcome:
    """The row of one document, or the error that says why there is none."""
    if not file.exists():
        return InputError.worded("no such path", file=file)
    by_suffix = {suffix: reader for reader in readers for suffix in reader.suffixes}
    reader = by_suffix.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(by_suffix)) or "-"
        key = "no reader" if file.suffix else "no suffix"
        return InputError.worded(key, file=file, suffix=file.suffix, known=known)
    try:
        record = reader.read(file)
    except InputError as error:
        return error
    except (Exception, SystemExit) as error:
        return reader_failed(file, reader.name, f"{type(error).__name__}: {error}")
    if not isinstance(record, dict) or not isinstance(record.get("report_id"), str):
        return reader_failed(file, reader.name, "it gave no row with a report_id")
    return record


def reader_failed(file: Path, reader: str, problem: str) -> PluginError:
    """The error that names a reader and the document that it failed on."""
    return PluginError.worded("reader failed", file=file, reader=reader, problem=problem)


def notes_of(record: Record) -> Sequence[str]:
    """What the reader noted about a document."""
    return (record.get("extraction") or {}).get("notes") or ()

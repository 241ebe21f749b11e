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
        return InputError(
            f"{file}: there is no such file or folder", f"{file}：没有这个文件或文件夹"
        )
    by_suffix = {suffix: reader for reader in readers for suffix in reader.suffixes}
    reader = by_suffix.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(by_suffix)) or "-"
        return InputError(
            f"{file}: no reader for {file.suffix or 'files without a suffix'}; installed: {known}",
            f"{file}：没有能读取 {file.suffix or '无扩展名文件'} 的阅读器；已安装：{known}",
        )
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
    return PluginError(
        f"{file}: the reader {reader!r} failed: {problem}",
        f"{file}：阅读器 {reader!r} 出错：{problem}",
    )


def notes_of(record: Record) -> Sequence[str]:
    """What the reader noted about a document."""
    return (record.get("extraction") or {}).get("notes") or ()

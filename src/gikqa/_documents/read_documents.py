"""Find documents and read them with the readers that plugins bring."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from gikqa._model.plugin import Reader, Record
from gikqa.errors import InputError, PluginError, UsageError

Outcome = Record | InputError | PluginError
"""The row of a document, or why it gave none: the document's fault, or the reader's."""


_TEMPORARY = (".", "~")


def suffixes_of(readers: Iterable[Reader]) -> frozenset[str]:
    """The suffixes of the files that some reader takes."""
    return frozenset(suffix for reader in readers for suffix in reader.suffixes)


def find_documents(paths: Iterable[str], readers: Sequence[Reader]) -> Iterator[Path]:
    """The documents, each once: files as named, there or not, and what readers take of folders."""
    return iter(dict.fromkeys(_listed(paths, suffixes_of(readers))))


def _listed(paths: Iterable[str], suffixes: Collection[str]) -> Iterator[Path]:
    for given in paths:
        if not given:
            raise no_path()
        path = Path(given)
        if path.is_dir():
            yield from documents_in(path, suffixes)
        else:
            yield path


def no_path() -> UsageError:
    """The error for an empty text as a path: Python would take it for the current folder."""
    return UsageError(
        "a path is empty, expected a file or folder (for the current folder: .); "
        "is a variable of the shell not set?",
        "路径为空，应为文件或文件夹（当前文件夹用 . 表示）；是否有 shell 变量没有赋值？",
    )


def documents_in(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """The documents in a folder and below it, in order.

    No link is followed: it may lead out of the folder, and one that stays inside leads to a
    document that is read anyhow. Hidden files are left out, and those that Word and WPS keep
    beside a document that is open (`~$report.docx`).
    """
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in suffixes
        and not any(part.startswith(_TEMPORARY) for part in file.relative_to(folder).parts)
        and not file.is_symlink()
        and file.is_file()
        and not any(part.is_symlink() for part in _folders_between(folder, file))
    )


def _folders_between(folder: Path, file: Path) -> Iterator[Path]:
    for parent in file.parents:
        if parent == folder:
            return
        yield parent


def read_documents(
    files: Iterable[Path], readers: Sequence[Reader]
) -> Iterator[tuple[Path, Outcome]]:
    """Each file with its row, or with the error that says why it gave none."""
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

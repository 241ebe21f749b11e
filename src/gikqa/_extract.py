"""Turn documents into rows of an export with the readers that plugins bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from gikqa._export.schema import flat_schema
from gikqa._model import Reader, Record
from gikqa.editions import Edition
from gikqa.errors import InputError, PluginError


def find_documents(paths: Iterable[str], readers: Sequence[Reader]) -> Iterator[Path]:
    """The documents, each once: files as named, there or not, and what readers take of folders."""
    suffixes = {suffix for reader in readers for suffix in reader.suffixes}
    return iter(dict.fromkeys(_listed(paths, suffixes)))


def _listed(paths: Iterable[str], suffixes: Collection[str]) -> Iterator[Path]:
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in suffixes and file.is_file() and not file.is_symlink()
            )
        else:
            yield path


def read_documents(
    files: Iterable[Path], readers: Sequence[Reader]
) -> Iterator[tuple[Path, Record | InputError | PluginError]]:
    """Each file with its row, or with the error that says why it gave none.

    An InputError is the document's fault, a PluginError the reader's.
    """
    by_suffix = {suffix: reader for reader in readers for suffix in reader.suffixes}
    for file in files:
        if not file.exists():
            yield (
                file,
                InputError(
                    f"{file}: there is no such file or folder", f"{file}：没有这个文件或文件夹"
                ),
            )
            continue
        reader = by_suffix.get(file.suffix.lower())
        if reader is None:
            known = ", ".join(sorted(by_suffix)) or "-"
            yield (
                file,
                InputError(
                    f"{file}: no reader for {file.suffix or 'files without a suffix'}; "
                    f"installed: {known}",
                    f"{file}：没有能读取 {file.suffix or '无扩展名文件'} 的阅读器；已安装：{known}",
                ),
            )
            continue
        try:
            yield file, reader.read(file)
        except InputError as error:
            yield file, error
        except (Exception, SystemExit) as error:
            problem = f"{type(error).__name__}: {error}"
            yield (
                file,
                PluginError(
                    f"{file}: the reader {reader.name!r} failed: {problem}",
                    f"{file}：阅读器 {reader.name!r} 出错：{problem}",
                ),
            )


def to_table(records: Sequence[Record], editions: Mapping[str, Edition]) -> pa.Table:
    """Rows of documents as an export in the flat layout, with the editions that occur."""
    keys = {record.get("edition") for record in records}
    chosen = [edition for key, edition in editions.items() if key in keys]
    # What a document does not say stays null, even where an export has to say it: lint names it.
    fields = flat_schema(chosen or editions.values())
    schema = pa.schema(field.with_nullable(field.name != "report_id") for field in fields)
    return pa.Table.from_pylist([_arrow_row(record) for record in records], schema=schema)


def _arrow_row(record: Record) -> dict[str, Any]:
    maps = {
        name: list(record[name].items())
        for name in ("raw_cells", "printed_labels")
        if record.get(name) is not None
    }
    return {**record, **maps}


def unique_ids(rows: Iterable[tuple[Path, Record]]) -> list[Record]:
    """Rows with ids that tell them apart: documents of one name get their path as id."""
    listed = list(rows)
    times = Counter(record["report_id"] for _, record in listed)
    stems = Counter(path.with_suffix("") for path, _ in listed)
    return [
        record
        if times[record["report_id"]] == 1
        # report.txt may stand beside report.html
        else {**record, "report_id": _without_suffix(path, stems).as_posix()}
        for path, record in listed
    ]


def _without_suffix(path: Path, stems: Mapping[Path, int]) -> Path:
    stem = path.with_suffix("")
    return stem if stems[stem] == 1 else path

"""Documents among the inputs of a run: read on the spot, so that they are judged like exports."""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gikqa._documents.read_documents import Outcome, documents_in, no_path, notes_of, suffixes_of
from gikqa._documents.write import to_table
from gikqa._model.plugin import Reader, Record
from gikqa._model.status import Failure
from gikqa._plugins import Plugins
from gikqa.errors import GikqaError, InputError

ReadAll = Callable[[Sequence[Path]], Iterable[tuple[Path, Outcome]]]
"""Reads documents, in order; in this process or in others."""


@dataclass
class Inputs:
    """What a run is given, with documents turned into a table.

    data: for the engine; a document that cannot be read stands in it as its error.
    notes: (document, note of its reader), and one for each folder whose documents are left alone.
    """

    data: Any
    notes: list[tuple[Path, str]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def with_documents(data: Any, plugins: Plugins, read_all: ReadAll, lang: str) -> Inputs:
    """Read the documents among paths; what is no document is passed on as it is."""
    inputs = Inputs([])
    files: list[Path] = []
    for part in parts_of(data):
        chosen = _documents_of(part, plugins.readers, inputs, lang)
        if chosen is None:
            inputs.data.append(part)
        else:
            files += chosen
    if not files:
        inputs.data = data
        return inputs
    rows: list[tuple[Path, Record]] = []
    for path, outcome in read_all(list(dict.fromkeys(files))):
        if isinstance(outcome, GikqaError):
            _note_error(outcome, inputs)
        else:
            rows.append((path, outcome))
            inputs.notes += [(path, note) for note in notes_of(outcome)]
    if rows:
        table, unfit = to_table(rows, plugins.editions)
        inputs.data.append(table)
        for error in unfit:
            _note_error(error, inputs)
    return inputs


def _note_error(error: GikqaError, inputs: Inputs) -> None:
    if isinstance(error, InputError):
        inputs.data.append(error)
    else:
        inputs.failures.append(Failure("gikqa", "documents", "reader", str(error)))


def parts_of(data: Any) -> Iterator[Any]:
    """The inputs one by one; what the engine is to refuse is passed on to it.

    Raises UsageError for an empty text.
    """
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        for part in data:
            yield from parts_of(part)
    elif isinstance(data, str) and not data:
        raise no_path()
    elif isinstance(data, str) and glob.has_magic(data) and not Path(data).exists():
        yield from sorted(glob.glob(data, recursive=True)) or [data]
    else:
        yield data


def _documents_of(
    part: Any, readers: Sequence[Reader], inputs: Inputs, lang: str
) -> list[Path] | None:
    """The documents that a path stands for; None if it stands for an export, or for nothing."""
    if not isinstance(part, (str, Path)):
        return None
    path, suffixes = Path(part), suffixes_of(readers)
    if path.is_file():
        return [path] if path.suffix.lower() in suffixes else None
    if not suffixes or not path.is_dir():
        return None
    documents = documents_in(path, suffixes)
    if not documents:
        return None
    if any(path.rglob("*.parquet")):
        inputs.notes.append((path, _LEFT_ALONE[lang].format(count=len(documents))))
        return None
    return documents


_LEFT_ALONE = {
    "zh": "文件夹中有 Parquet 导出文件，只检查导出文件；{count} 份文档未读取",
    "en": "holds a Parquet export, and only that is judged; {count} documents are not read",
}

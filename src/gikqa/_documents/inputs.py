"""Read the documents among the inputs of a run, so that they are judged like exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gikqa._documents.find_inputs import Found
from gikqa._documents.read_documents import Outcome, notes_of
from gikqa._documents.write import ExportWriter
from gikqa._model.status import Failure
from gikqa._plugins import Plugins
from gikqa.errors import GikqaError, InputError

ReadAll = Callable[[Sequence[Path]], Iterable[tuple[Path, Outcome]]]
"""Reads documents, in order; in this process or in others."""

_UNREAD = {
    "zh": "文件夹中有 Parquet 导出文件，只检查导出文件；{count} 份文档未读取",
    "en": "holds a Parquet export, and only that is judged; {count} documents are not read",
}


@dataclass(frozen=True)
class Inputs:
    """The inputs of a run, with the documents as a table.

    data: what the engine opens; a document that cannot be read is there as its error.
    notes: (document, note of its reader), and one for each folder whose documents are not read.
    """

    data: list[Any]
    notes: list[tuple[Path, str]]
    failures: list[Failure]


def with_documents(found: Found, plugins: Plugins, read_all: ReadAll, lang: str) -> Inputs:
    """Read the documents that were found, and give them to the engine after the exports."""
    notes = [(path, _UNREAD[lang].format(count=count)) for path, count in found.unread.items()]
    if not found.documents:
        return Inputs(found.exports, notes, [])
    errors: list[GikqaError] = []
    with ExportWriter(plugins.editions) as writer:
        for path, outcome in read_all(found.documents):
            if isinstance(outcome, GikqaError):
                errors.append(outcome)
            else:
                errors += writer.add(path, outcome)
                notes += [(path, note) for note in notes_of(outcome)]
        errors += writer.flush()
        tables = [writer.table()] if writer.rows else []
    unreadable = [error for error in errors if isinstance(error, InputError)]
    failures = [
        Failure("gikqa", "documents", "reader", str(error))
        for error in errors
        if not isinstance(error, InputError)
    ]
    return Inputs([*found.exports, *unreadable, *tables], notes, failures)

"""Decide which inputs are documents, and read these so that they are judged like exports."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gikqa._documents.read_documents import Outcome, notes_of
from gikqa._documents.write import ExportWriter
from gikqa._export.file import is_own_output
from gikqa._export.handed_over import is_url, parts_of
from gikqa._export.read_errors import OwnOutput
from gikqa._export.sources import exports_in
from gikqa._model.plugin import Reader
from gikqa._model.status import Failure
from gikqa._plugins import Plugins
from gikqa.errors import GikqaError, InputError

_TEMPORARY = (".", "~")
_PAGES = (".html", ".htm")
_OF_DOCUMENTS = (".txt", ".md", *_PAGES, ".docx", ".pdf")
"""The suffixes that gikqa-documents reads, for the advice to install it."""


@dataclass
class Found:
    """What the inputs are.

    documents: each once. exports: all other inputs, with globs expanded; they may be wrong. A page
    that gikqa wrote is no document; its error is among the exports.
    unread: folder with both exports and documents → number of its documents, which are not read.
    """

    documents: list[Path] = field(default_factory=list)
    exports: list[Any] = field(default_factory=list)
    unread: dict[Path, int] = field(default_factory=dict)

    def files(self) -> Iterator[Path]:
        """Every file that is read; an input that does not exist is given as it was named."""
        yield from self.documents
        named = (part for part in self.exports if isinstance(part, (str, Path)))
        for path in (Path(part) for part in named if not is_url(str(part))):
            yield from exports_in(path) if path.is_dir() else (path,)


def find_inputs(data: Any, readers: Sequence[Reader], *, only_documents: bool = False) -> Found:
    """Sort a path, a list of paths or a table by what has to read it.

    A file is a document if a reader takes its suffix, a folder holds documents if it holds no
    export. With `only_documents` every file is a document, and exports are ignored.
    Raises UsageError for an empty text.
    """
    suffixes = suffixes_of(readers)
    found = Found()
    for part in parts_of(data):
        path = Path(part) if isinstance(part, (str, Path)) else None
        if path is not None and path.is_dir():
            documents = _documents_in(path, suffixes) if suffixes else []
            if documents and not only_documents and exports_in(path):
                found.unread[path] = len(documents)
                documents = []
        elif path is not None and (only_documents or _is_document(path, suffixes)):
            documents = [path]
        else:
            documents = []
        found.documents += documents
        if not documents and not only_documents:
            unreadable = None if path is None else _without_reader(path)
            found.exports.append(part if unreadable is None else unreadable)
    documents = list(dict.fromkeys(found.documents))
    pages = [path for path in documents if path.suffix.lower() in _PAGES and is_own_output(path)]
    found.documents = [path for path in documents if path not in pages]
    found.exports += [OwnOutput.worded("own output", file=path) for path in pages]
    return found


def _without_reader(path: Path) -> InputError | None:
    """The error for a document, or a folder of documents, that no installed reader takes."""
    documents = [path] if path.is_file() else []
    if path.is_dir() and not exports_in(path):
        documents = _documents_in(path, _OF_DOCUMENTS)
    for one in documents[:1]:
        if one.suffix.lower() in _OF_DOCUMENTS:
            suffix = one.suffix.lower()
            return InputError.worded("document without reader", file=one, suffix=suffix)
    return None


def suffixes_of(readers: Iterable[Reader]) -> frozenset[str]:
    """The suffixes of the files that some reader takes."""
    return frozenset(suffix for reader in readers for suffix in reader.suffixes)


def _is_document(path: Path, suffixes: Collection[str]) -> bool:
    return path.suffix.lower() in suffixes and path.is_file()


def _documents_in(folder: Path, suffixes: Collection[str]) -> list[Path]:
    """The documents in a folder and its subfolders, in order.

    No link is followed: it may lead out of the folder, and one that stays inside leads to a
    document that is read anyway. Hidden files are left out, and those that Word and WPS write
    next to an open document (`~$report.docx`).
    """
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in suffixes
        and not any(part.startswith(_TEMPORARY) for part in file.relative_to(folder).parts)
        and not file.is_symlink()
        and file.is_file()
        and not any(
            parent.is_symlink()
            for parent in map(folder.joinpath, file.relative_to(folder).parents[:-1])
        )
    )


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
                notes += [(path, note) for note in notes_of(path, outcome, plugins.readers, lang)]
        errors += writer.flush()
        tables = [writer.table()] if writer.rows else []
    unreadable = [error for error in errors if isinstance(error, InputError)]
    failures = [
        Failure("gikqa", "documents", "reader", str(error))
        for error in errors
        if not isinstance(error, InputError)
    ]
    return Inputs([*found.exports, *unreadable, *tables], notes, failures)

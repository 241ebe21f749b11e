"""Read documents with the readers that plugins bring, in this process or in others.

In other processes a crash or a hang costs one document and not the run.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path

from gikqa._model.plugin import Reader, Record
from gikqa._plugins import Choice, load_ours, load_plugins
from gikqa._processes import LateError, UnsentError, WorkerError, Workers
from gikqa._serve import Answer, Say
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
    if not file.is_file():
        return InputError.worded("special file", file=file)
    known_suffixes = by_suffix(readers)
    reader = known_suffixes.get(file.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(known_suffixes)) or "-"
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


def notes_of(file: Path, record: Record, readers: Sequence[Reader], lang: str) -> list[str]:
    """What the reader noted about a document, in this language if the reader knows it."""
    notes = list((record.get("extraction") or {}).get("notes") or ())
    reader = by_suffix(readers).get(file.suffix.lower())
    if lang != "zh" or reader is None or reader.in_chinese is None:
        return notes
    return [reader.in_chinese(note) for note in notes]


def by_suffix(readers: Sequence[Reader]) -> dict[str, Reader]:
    """Suffix → the first reader that takes it."""
    return {suffix: one for one in reversed(readers) for suffix in one.suffixes}


TIMEOUT = 60.0
"""Seconds for one document; a usual one takes 0.02, the worst known one of 10 MB takes 10."""

_AHEAD = 16
"""Documents per process that may be read ahead of their turn and kept in memory."""


def read_in_processes(
    files: Sequence[Path],
    jobs: int,
    timeout: float = TIMEOUT,
    started: Workers | None = None,
    choice: Choice | None = None,
) -> Iterator[tuple[Path, Outcome]]:
    """Each file with its row or error, in the order given; `timeout` in seconds for each.

    started: processes that `start_readers` has started before, for as many jobs.
    choice: which plugins are loaded where none has been started.
    """
    jobs = min(jobs, len(files))
    if not jobs:
        return
    waiting: deque[tuple[Path, Future[Outcome]]] = deque()
    with ThreadPoolExecutor(jobs) as pool, started or start_readers(jobs, choice) as workers:
        for file in files:
            waiting.append((file, pool.submit(_read, workers, file, timeout)))
            if len(waiting) >= jobs * _AHEAD:
                due, outcome = waiting.popleft()
                yield due, outcome.result()
        for due, outcome in waiting:
            yield due, outcome.result()


def start_readers(jobs: int, choice: Choice | None = None) -> Workers:
    """Start processes that can read documents; a context that ends them."""
    return Workers((__name__, "reading"), choice, jobs)


def _read(workers: Workers, file: Path, timeout: float) -> Outcome:
    """The row of a document, or why there is none. Raises PluginError if no process starts."""
    try:
        outcome: Outcome = workers.ask(file, timeout)
    except WorkerError as ended:
        if not ended.ready:
            raise PluginError.worded("no reading process") from ended
        if not isinstance(ended, LateError):
            return reader_failed(file, file.suffix, f"its process {ended.en}")
        return InputError.worded("document late", file=file, timeout=timeout)
    except UnsentError as error:  # no row: the reader has put something else into it
        return reader_failed(file, file.suffix, str(error))
    return outcome


def reading(choice: Choice | None) -> Answer:
    """Make the function that reads documents, in a process of its own.

    Plugins of others are loaded for a document that no reader of this project takes.
    """
    hooks = ("gikqa_readers",)
    ours = load_ours(hooks, choice).readers
    known = {suffix for reader in ours for suffix in reader.suffixes}
    others = cache(lambda: load_plugins(hooks=hooks, choice=choice, apart=False).readers)

    def answer(file: Path, _: Say) -> Outcome:
        return read_document(file, ours if file.suffix.lower() in known else others())

    return answer

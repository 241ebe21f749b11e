"""`gikqa lint --watch`: judge again after every change of the inputs."""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from gikqa.cli.help_texts import words_of
from gikqa.cli.problems import say_error, say_hint
from gikqa.errors import GikqaError

if TYPE_CHECKING:
    from gikqa._documents.read_documents import Outcome

Stamp = tuple[int, int]
"""What changes with the content of a file: its time in nanoseconds, its size in bytes."""
ReadAll = Callable[[Sequence[Path]], "Iterator[tuple[Path, Outcome]]"]

_SECONDS = 0.5
"""Between two looks at the files."""


def pause() -> None:
    """Wait until the files are looked at again."""
    time.sleep(_SECONDS)


def watch(
    inputs: Iterable[str], output: str, verdict: Callable[[], int], lang: str, *, quiet: bool
) -> int:
    """Judge, and again after every change, until Ctrl-C; returns the last exit code.

    verdict: judges, prints and returns the exit code. A file counts as changed when it has stayed
    the same between two looks, so that one that is being written is not read.
    """
    watched = [*inputs]

    def judged_once() -> int:
        try:
            code = verdict()
        except GikqaError as error:  # such as a document that is being written
            say_error(error.in_language(lang), lang)
            code = error.exit_code
        if not quiet:
            say_hint(words_of(lang, "lines")["watching"].format(code=code), lang)
        return code

    seen = judged = _stamps(watched, output)
    code = judged_once()
    try:
        while True:
            pause()
            now = _stamps(watched, output)
            if now == seen != judged:
                judged, code = now, judged_once()
            seen = now
    except KeyboardInterrupt:
        return code


def read_changed(
    files: Sequence[Path], read: ReadAll, known: "dict[Path, tuple[Stamp | None, Outcome]]"
) -> "Iterator[tuple[Path, Outcome]]":
    """Each document with its row or error; reads those that have changed since they were read.

    known: the outcomes of earlier runs, which are kept in memory.
    """
    stamps = {file: _stamp(file) for file in files}
    changed = {file for file in files if file not in known or known[file][0] != stamps[file]}
    fresh = read([file for file in files if file in changed])
    for file in files:
        if file in changed:
            known[file] = (stamps[file], next(fresh)[1])
        yield file, known[file][1]


def _stamps(inputs: Iterable[str], output: str) -> dict[str, Stamp | None]:
    """The files among the inputs and in their folders, but not the output that is written."""
    found: dict[str, Stamp | None] = {}
    for given in inputs:
        for path in [Path(given)] if os.path.exists(given) else map(Path, glob(given)):
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                if os.path.abspath(file) != os.path.abspath(output):
                    found[str(file)] = _stamp(file)
    return found


def _stamp(file: Path) -> Stamp | None:
    try:
        status = file.stat()
    except OSError:  # it has just been removed
        return None
    return None if file.is_dir() else (status.st_mtime_ns, status.st_size)

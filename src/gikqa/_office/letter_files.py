"""The names of letters: safe on every system, readable, and no two alike; and their files."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import tee
from pathlib import Path

from gikqa._office.compose_letters import Letter
from gikqa._render.output_file import open_output
from gikqa.errors import UsageError, texts_beside

_UNSAFE = re.compile(r'[\s<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST = 50
"""Code points of a publisher in a name: 150 bytes, and names of files end at 255."""


def write_letters(
    letters: Iterable[Letter],
    make: Callable[[Letter], bytes],
    folder: Path,
    suffix: str,
    *,
    overwrite: bool,
) -> tuple[list[Path], list[Path]]:
    """Write each letter to a file of its own in a folder, which is made with the first letter.

    Returns the files that were written, and those that were there already: people may have edited
    them, so that they are replaced only on demand.
    """
    written: list[Path] = []
    kept: list[Path] = []
    named, made = tee(letters)
    for name, letter in zip(names_of(named, suffix), made, strict=True):
        path = folder / name
        if not overwrite and (path.exists() or path.is_symlink()):
            kept.append(path)
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror
            raise UsageError.worded("unwritable output", name=folder, reason=reason) from error
        with open_output(str(path)) as stream:
            stream.write(make(letter))
        written.append(path)
    return written, kept


def names_of(letters: Iterable[Letter], suffix: str) -> Iterator[str]:
    """The name of the file of each letter."""
    used: set[str] = set()
    for letter in letters:
        word = texts_beside(__file__, "letters.toml")[letter.lang]["file"]
        # Some systems compare names without case, and after normalisation.
        safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", letter.publisher))[:_LONGEST]
        parts = [word, safe, *([] if letter.year is None else [str(letter.year)])]
        stem = name = "-".join(parts)
        number = 1
        while name.casefold() in used:
            number += 1
            name = f"{stem}-{number}"
        used.add(name.casefold())
        yield f"{name}.{suffix}"

"""The names of letters: safe on every system, readable, and no two alike."""

import re
import unicodedata
from pathlib import Path

from gikqa._office.compose_letters import Letter
from gikqa._render.output_file import open_output
from gikqa.errors import UsageError, texts_beside

_UNSAFE = re.compile(r'[\s<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST = 50
"""Code points of a publisher in a name: 150 bytes, and names of files end at 255."""


class LetterFolder:
    """The folder that letters are written to; it is made with its first letter."""

    def __init__(self, folder: Path, suffix: str, *, overwrite: bool) -> None:
        self._folder, self._suffix, self._overwrite = folder, suffix, overwrite
        self._used: set[str] = set()

    def write(self, letter: Letter, content: bytes) -> Path:
        """Write one letter. Raises UsageError if there is another file of its name."""
        path = self._folder / self._name(letter)
        if not self._overwrite and (path.exists() or path.is_symlink()):
            raise UsageError.worded("letter there", file=path)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror
            raise UsageError.worded(
                "unwritable output", name=self._folder, reason=reason
            ) from error
        with open_output(str(path)) as stream:
            stream.write(content)
        return path

    def _name(self, letter: Letter) -> str:
        word = texts_beside(__file__, "letters.toml")[letter.lang]["file"]
        # Some systems compare names without case, and after normalisation.
        safe = _UNSAFE.sub("_", unicodedata.normalize("NFC", letter.publisher))[:_LONGEST]
        parts = [word, safe, *([] if letter.year is None else [str(letter.year)])]
        stem = name = "-".join(parts)
        number = 1
        while name.casefold() in self._used:
            number += 1
            name = f"{stem}-{number}"
        self._used.add(name.casefold())
        return f"{name}.{self._suffix}"

"""Where in the code of a plugin an error comes from."""

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from gikqa.errors import GikqaError

NOWHERE = (None, None)
MOST = 1_000
"""Characters of an error that are shown."""


@dataclass(frozen=True)
class Root:
    """The code of a distribution: its file or folder, and the folder that names begin at."""

    path: str
    base: str


def root_of(module: str) -> Root | None:
    """The file or folder of a module, which is not imported if its name has no dots."""
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return None
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin)
    if spec.submodule_search_locations is not None:
        path = path.parent
    return Root(str(path), str(path.parents[module.count(".")]))


def place_of(error: BaseException, root: Root | None) -> tuple[str | None, int | None]:
    """File and line of the innermost code of a plugin that an error has passed through."""
    return innermost(frames_of(error), root)


def said(error: BaseException) -> str:
    """The kind and the text of an error, which may be long, or raise itself."""
    try:
        text = str(error)
    except BaseException as again:
        text = f"its text cannot be shown: {type(again).__name__}"
    text = text if len(text) <= MOST else f"{text[:MOST]}…"
    return text if isinstance(error, GikqaError) else f"{type(error).__name__}: {text}"


def frames_of(error: BaseException) -> list[tuple[str, int]]:
    """File and line of everything that an error has passed through, innermost first."""
    frames = list(_frames(error.__traceback__))
    if isinstance(error, SyntaxError) and error.filename is not None:
        frames.append((error.filename, error.lineno or 1))
    return frames[::-1]


def innermost(
    frames: Iterable[tuple[str, int]], root: Root | None
) -> tuple[str | None, int | None]:
    """The first of these places that lies in the code of a plugin."""
    for file, line in frames:
        if root is None:
            break
        path = Path(file)
        if path == Path(root.path) or path.is_relative_to(root.path):
            return path.relative_to(root.base).as_posix(), line
    return NOWHERE


def beginning(function: Any) -> list[tuple[str, int]]:
    """File and line of a function, if it is one of Python."""
    code = getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None
    return [] if code is None else [(code.co_filename, code.co_firstlineno)]


def _frames(traceback: TracebackType | None) -> Iterable[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next

"""Output formats: each turns a result into bytes.

The module of a format, and with it rich or pyarrow, is imported when the format is used, so that
the command line starts quickly.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from gikqa._model.plugin import Renderer
from gikqa._select import did_you_mean
from gikqa.errors import UsageError

if TYPE_CHECKING:
    from gikqa._model.result import Result

FORMATS = ("text", "jsonl", "json", "csv", "parquet", "sarif", "junit", "github")
BINARY = frozenset({"parquet"})


def built_in() -> dict[str, Renderer]:
    """The built-in formats by name, in the order of the help text."""
    return {name: Renderer(name, _write_with(name), name in BINARY) for name in FORMATS}


def writer(name: str, others: Iterable[Renderer] = ()) -> Renderer:
    """The format with this name, built in or from a plugin.

    Raises UsageError for an unknown name. A plugin cannot replace a built-in format.
    """
    known = {other.name: other for other in others} | built_in()
    if name in known:
        return known[name]
    hint = did_you_mean(name, known)
    raise UsageError.worded("unknown format", name=name, known=list(known), hint=hint)


def _write_with(name: str) -> Callable[["Result", BinaryIO], None]:
    def write(result: "Result", stream: BinaryIO) -> None:
        import_module(f"gikqa._render.{name}").write(result, stream)

    return write

"""Output formats: each turns a result into bytes.

Nothing heavy is imported here: the module of a format, and with it rich or pyarrow, is read when
something is written in that format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO

from gikqa._model.plugin import Renderer
from gikqa.errors import UsageError

if TYPE_CHECKING:
    from gikqa._model.result import Result

FORMATS = ("text", "jsonl", "json", "csv", "parquet", "sarif", "junit", "github")
BINARY = frozenset({"parquet"})


def built_in() -> dict[str, Renderer]:
    """Our own formats by name, in the order in which help should list them."""
    return {name: Renderer(name, _write_with(name), name in BINARY) for name in FORMATS}


def writer(name: str, others: Iterable[Renderer] = ()) -> Renderer:
    """The format of this name, among ours and those that plugins brought.

    Raises UsageError for an unknown name. A name of ours always means ours.
    """
    known = {other.name: other for other in others} | built_in()
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    en = f"; did you mean `{near[0]}`?" if near else ""
    zh = f"；是否要写 `{near[0]}`？" if near else ""
    raise UsageError(
        f"unknown format `{name}`: known are {', '.join(known)}{en}",
        f"没有 `{name}` 格式：已有 {'、'.join(known)}{zh}",
    )


def _write_with(name: str) -> Callable[[Result, BinaryIO], None]:
    def write(result: Result, stream: BinaryIO) -> None:
        import_module(f"gikqa._render.{name}").write(result, stream)

    return write

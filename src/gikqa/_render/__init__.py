"""Output formats: each turns a result into bytes.

The module of a format, and with it rich, jinja2 or pyarrow, is imported when the format is used, so
that the command line starts quickly.
"""

import os
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from gikqa._model.plugin import FORMATS, TABLES, Renderer
from gikqa._select import did_you_mean
from gikqa.errors import UsageError

if TYPE_CHECKING:
    from gikqa._model.result import Result

BINARY = frozenset({"parquet", "verdicts_parquet", "xlsx"})
TOTALS = frozenset({"jsonl", "csv"})
"""Formats whose last rows are the totals, unless these are left out."""
_BY_SUFFIX = {
    ".txt": "text", ".ndjson": "jsonl", ".xml": "junit", ".pq": "parquet", ".parq": "parquet",
    ".htm": "html",
}  # fmt: skip


def built_in(*, totals: bool = True, by_rule: bool = False) -> dict[str, Renderer]:
    """The built-in formats by name, in the order of the help text."""
    return {
        name: Renderer(name, _write_with(name, totals, by_rule), name in BINARY)
        for name in (*FORMATS, *TABLES)
    }


def writer(
    name: str, others: Iterable[Renderer] = (), *, totals: bool = True, by_rule: bool = False
) -> Renderer:
    """The format with this name, built in or from a plugin.

    Raises UsageError for an unknown name. A plugin cannot replace a built-in format. totals:
    whether the formats of `TOTALS` end with them; for another format they cannot be left out.
    by_rule: whether `text` lists rule by rule what was not judged.
    """
    if not totals and name not in TOTALS:
        raise UsageError.worded("totals without rows", format=name)
    known = {other.name: other for other in others} | built_in(totals=totals, by_rule=by_rule)
    if name in known:
        return known[name]
    hint = did_you_mean(name, known)
    raise UsageError.worded("unknown format", name=name, known=list(known), hint=hint)


def _write_with(name: str, totals: bool, by_rule: bool) -> Callable[["Result", BinaryIO], None]:
    options = {} if totals or name not in TOTALS else {"totals": False}
    options |= {"by_rule": True} if by_rule and name == "text" else {}

    def write(result: "Result", stream: BinaryIO) -> None:
        import_module(f"gikqa._render.{name}").write(result, stream, **options)

    return write


def format_for(name: str | None, output: str, default: str | None = None) -> str:
    """The format to write: `name`, or after the suffix; verdicts are Parquet in a Parquet file.

    default: the format of a file whose suffix is that of none.
    """
    suffix = Path(output).suffix.lower()
    by_suffix = _BY_SUFFIX.get(suffix, suffix[1:])
    if name is None:
        return by_suffix if default is None or by_suffix in FORMATS else default
    return "verdicts_parquet" if (name, by_suffix) == ("verdicts", "parquet") else name


def write(
    result: "Result",
    target: "str | os.PathLike[str] | BinaryIO",
    format: str | None = None,
    *,
    totals: bool = False,
) -> None:
    """Write a result to a file or a binary stream; see `Result.write`.

    Raises UsageError for an unknown format, OutputError if the file could not be written.
    """
    from gikqa._plugins import load_plugins
    from gikqa._render.output_file import check_output, open_output

    named = isinstance(target, (str, os.PathLike))
    path = os.fspath(target) if isinstance(target, (str, os.PathLike)) else ""
    name = format_for(format, path)
    others = () if name in (*FORMATS, *TABLES) else load_plugins().renderers.values()
    renderer = writer(name, others, totals=totals or name not in TOTALS)
    if not named:
        renderer.write(result, cast("BinaryIO", target))
        return
    check_output(path)
    with open_output(path) as stream:
        renderer.write(result, stream)

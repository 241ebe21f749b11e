"""Columns that the names of folders carry, as Hive, Spark and dask write them: `year=2021/`."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from gikqa._export.export_schema import OPTIONAL, REQUIRED, cell_type
from gikqa.editions import Cell
from gikqa.errors import InputError

_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
_FREE = frozenset({"source", "title"})
"""Keys that often name where a file came from, and then differ from the column on purpose."""


def keys_of(file: str, cells: Mapping[str, Cell]) -> dict[str, pa.Scalar]:
    """The keys in the path of a file, with values of the type that the column has in an export.

    Raises InputError for a year that is no number. Any other value that does not fit stays a text,
    so that a finding names the column.
    """
    pairs = (part.partition("=") for part in file.replace("\\", "/").split("/")[:-1])
    found = {unquote(key): value for key, equals, value in pairs if equals and key}
    return {
        key: _typed(key, None if value == _NO_VALUE else unquote(value), file, cells)
        for key, value in found.items()
    }


def _typed(key: str, value: str | None, file: str, cells: Mapping[str, Cell]) -> pa.Scalar:
    kind = (REQUIRED | OPTIONAL).get(key, pa.string())
    if key in cells:
        kind = cell_type(cells[key])
    if key == "year" and value is not None and not (value.isdecimal() and len(value) < 10):
        raise InputError.worded("year of folder", source=file, value=value)
    try:
        return pa.scalar(value, pa.string()).cast(kind)
    except pa.ArrowException:
        return pa.scalar(value, pa.string())


def contradiction(
    file: str, key: str, value: pa.Scalar, least: Any, greatest: Any
) -> InputError | None:
    """The error for a key that differs from the column of the file; None if they agree.

    A shorter code, such as that of the province, agrees with the codes that begin with it.
    """
    if key in _FREE or not value.is_valid or least is None:
        return None
    said = value.as_py()
    if said == least == greatest:
        return None
    if isinstance(said, str) and str(least).startswith(said) and str(greatest).startswith(said):
        return None
    seen = str(least) if least == greatest else f"{least}–{greatest}"
    return InputError.worded("folder contradicts", file=file, key=key, value=said, seen=seen)

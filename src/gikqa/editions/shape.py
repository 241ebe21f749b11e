"""Check a file of TOML against the keys and types that it has; an error names what is wrong.

A shape is a dict: key → the type of its value. A key with `?` may be left out; a tuple lists the
values to choose from; a list with one entry is a list of such values; `dict` is any table.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli

from gikqa.errors import SpecError

_NAMES = {str: "a text", int: "a whole number", bool: "true or false", dict: "a table"}
_JSON = {str: "string", int: "integer", bool: "boolean", dict: "object"}


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises SpecError if there is none."""
    try:
        return parse_toml(path.read_bytes(), str(path))
    except OSError as error:
        raise SpecError(str(path), "file", f"cannot be read: {error}") from error


def parse_toml(
    content: bytes, file: str, parse_float: Callable[[str], Any] = float
) -> dict[str, Any]:
    """The tables of TOML in UTF-8; parse_float makes the fractions. Raises SpecError."""
    try:
        return tomli.loads(content.decode(), parse_float=parse_float)
    except ValueError as error:
        problem = "is not TOML" if isinstance(error, tomli.TOMLDecodeError) else "cannot be read"
        raise SpecError(file, "file", f"{problem}: {error}") from error


def checked(value: Any, shape: Any, file: str, place: str = "") -> Any:
    """The value with lists as tuples, if it has the shape. Raises SpecError if it has not.

    place: the keys that lead to the value, such as `tables[0].key`.
    """
    if isinstance(shape, dict) and isinstance(value, Mapping):
        return _checked_table(value, shape, file, place)
    if isinstance(shape, list) and isinstance(value, list):
        if shape == [str] and not all(isinstance(entry, str) for entry in value):
            raise SpecError(file, place, f"expected {_expected(shape)}, found {value!r}")
        entries = enumerate(value)
        return tuple(checked(entry, shape[0], file, f"{place}[{n}]") for n, entry in entries)
    if isinstance(shape, tuple) and value in shape:
        return shape[shape.index(value)]
    # `type` and not `isinstance`: True is an int to Python.
    if type(value) is shape:
        return value
    raise SpecError(file, place, f"expected {_expected(shape)}, found {value!r}")


def _checked_table(
    given: Mapping[str, Any], shape: Mapping[str, Any], file: str, place: str
) -> dict[str, Any]:
    dot = f"{place}." if place else ""
    known = [key.removesuffix("?") for key in shape]
    for key in given:
        if key not in known:
            expects = ", ".join(known)
            raise SpecError(file, f"{dot}{key}", f"is not a key; expected one of: {expects}")
    values = {}
    for key, (name, inner) in zip(known, shape.items(), strict=True):
        if key in given:
            values[key] = checked(given[key], inner, file, f"{dot}{key}")
        elif key == name:
            raise SpecError(file, f"{dot}{key}", f"is missing; expected {_expected(inner)}")
    return values


def _expected(shape: Any) -> str:
    """The shape in words."""
    if isinstance(shape, dict):
        return "a table"
    if isinstance(shape, list):
        return "a list of texts" if shape == [str] else "a list of tables"
    if isinstance(shape, tuple):
        return f"one of {', '.join(repr(str(choice)) for choice in shape)}"
    return _NAMES[shape]


def json_schema(shape: Any) -> dict[str, Any]:
    """The shape as JSON Schema (draft 2020-12), by which editors check a file and complete keys."""
    if isinstance(shape, dict):
        return {
            "type": "object",
            "properties": {key.removesuffix("?"): json_schema(of) for key, of in shape.items()},
            "required": [key for key in shape if not key.endswith("?")],
            "additionalProperties": False,
        }
    if isinstance(shape, list):
        return {"type": "array", "items": json_schema(shape[0])}
    if isinstance(shape, tuple):
        return {"enum": [str(choice) for choice in shape]}
    return {"type": _JSON[shape]}

"""Check parsed TOML against the keys and types that a file has; an error names what is wrong."""

from collections.abc import Mapping
from typing import Any

from gikqa.errors import SpecError

_NAMES = {str: "a text", int: "a whole number", bool: "true or false"}


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

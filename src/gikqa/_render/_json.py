"""Write JSON piece by piece, with characters escaped that a terminal would obey."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from gikqa._render._escape import encode

# JSON allows these characters in strings, but some are line breaks to readers that split text by
# lines, and the others change what a terminal shows. Escaping them loses nothing.
_BETTER_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def dumps(value: Any) -> bytes:
    """The value as JSON on one line, in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return encode(_BETTER_ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text))


def write_object(stream: BinaryIO, members: Mapping[str, Any]) -> None:
    """Write a JSON object, one member a line; an iterator is written as an array, as it comes."""
    before = b"{\n"
    for name, value in members.items():
        stream.write(before + dumps(name) + b": ")
        if isinstance(value, Iterator):
            _write_array(stream, value)
        else:
            stream.write(dumps(value))
        before = b",\n"
    stream.write(b"\n}")


def _write_array(stream: BinaryIO, values: Iterator[Any]) -> None:
    before = b"[\n"
    for value in values:
        stream.write(before + dumps(value))
        before = b",\n"
    stream.write(b"\n]" if before == b",\n" else b"[]")

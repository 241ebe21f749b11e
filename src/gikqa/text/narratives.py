"""The narratives of a batch as flat arrays: one buffer of text, and the place of each section."""

from dataclasses import replace
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as pt
from numpy.typing import NDArray

from gikqa._model.finding import Finding
from gikqa._model.report import Section
from gikqa.text.characters import Flags, Ints, occurrences
from gikqa.text.traditional import may_be_traditional, simplified

_BORDER = b"\0"
_INSIDE, _FOLLOWING = 0xC0, 0x80
"""The mask and the value of the two bits that mark the bytes inside a character of UTF-8."""
_PADDING = 64
"""Bytes after the last section, so that reading a few bytes ahead needs no check of bounds."""


class Narratives:
    """The sections of all reports of a batch, in one buffer of UTF-8 with a NUL after each.

    `rows`: section → the report's row in the batch. `first`: row → its first section, with one
    entry more than there are rows. `starts`, `ends`: section → bytes of its text in `text`, which
    is `data` as numbers. `numbers`: section → its number as printed. A batch without narratives has
    no sections.
    """

    def __init__(self, column: pa.Array | None, rows: int) -> None:
        parts, self.rows = _parts(column)
        self.first: Ints = np.zeros(rows + 1, np.int64)
        np.cumsum(np.bincount(self.rows, minlength=rows), out=self.first[1:])
        self.numbers: Ints = _numbers(parts)
        self.headings: pa.Array = _texts(parts, "heading")
        # A border after each text, so that no match in the buffer extends over two of them.
        self._texts = _texts(parts, "text")
        bordered = pc.binary_join_element_wise(
            self._texts, *(pa.scalar(tail, pa.large_string()) for tail in ("", _BORDER))
        )
        _, offsets, content = bordered.buffers()
        places = np.frombuffer(offsets, np.int64, len(bordered) + 1, bordered.offset * 8)
        whole = memoryview(content)[places[0] : places[-1]] if len(bordered) else b""
        self.data: bytes = b"".join((whole, _BORDER * _PADDING))
        self.text: NDArray[np.uint8] = np.frombuffer(self.data, np.uint8)
        self.starts: Ints = places[:-1] - places[0]
        self.ends: Ints = places[1:] - places[0] - len(_BORDER)
        for shared in (self.rows, self.first, self.numbers, self.starts, self.ends):
            shared.flags.writeable = False  # all rules of a batch read them
        self._stored: dict[int, str] = {}
        if may_be_traditional(self.data, self.starts.tolist()):
            self._simplify()
        self._places: dict[str, Ints] = {}
        self._read: tuple[int, tuple[Section, ...]] = (-1, ())

    def _simplify(self) -> None:
        """Exchange the characters of texts in traditional ones; all places stay the same."""
        stored = self._texts.to_pylist()
        read = simplified(stored)
        self._stored = {place: stored[place] for place in read}
        texts = [read.get(place, text) for place, text in enumerate(stored)]
        self._texts = pa.array(texts, pa.large_string())
        border = _BORDER.decode()
        self.data = "".join(f"{text}{border}" for text in texts).encode() + _BORDER * _PADDING
        self.text = np.frombuffer(self.data, np.uint8)

    def sections(self, row: int) -> tuple[Section, ...]:
        """The sections of one report; those of the last report are kept."""
        if self._read[0] != row:
            first, last = self.first[row : row + 2].tolist()
            made = tuple(
                Section(number, heading, self.data[start:end].decode())
                for number, heading, start, end in zip(
                    self.numbers[first:last].tolist(),
                    self.spelt_headings[first:last],
                    self.starts[first:last].tolist(),
                    self.ends[first:last].tolist(),
                    strict=True,
                )
            )
            self._read = (row, made)
        return self._read[1]

    def text_of(self, section: int) -> str:
        """The text of one section."""
        return self.data[self.starts[section] : self.ends[section]].decode()

    def as_stored(self, row: int, finding: Finding) -> Finding:
        """The finding with its quote as it is stored, where the text was read as simplified."""
        if not self._stored:
            return finding
        sections = range(*self.first[row : row + 2].tolist())
        named = (each for each in sections if self.numbers[each] == finding.section)
        text = next((self._stored[each] for each in named if each in self._stored), None)
        if text is None or finding.quote is None or finding.start is None:
            return finding
        quote = text[finding.start : finding.end]
        seen = finding.observed if finding.observed != finding.quote else quote
        return replace(finding, quote=quote, observed=seen)

    def text_as_stored(self, section: int) -> str:
        """The text of a section before it was simplified."""
        start, end = int(self.starts[section]), int(self.ends[section])
        return self._stored.get(section) or self.data[start:end].decode()

    def around(self, start: int, end: int, before: int, behind: int) -> tuple[str, str]:
        """Up to `before` characters before a place in its section, and up to `behind` after it."""
        data = self.data
        # No character takes more than four bytes, and there is a NUL between two sections.
        left, right = max(0, start - 4 * before), end + 4 * behind
        left = data.rfind(_BORDER, left, start) + 1 or left
        border = data.find(_BORDER, end, right)
        right = right if border < 0 else border
        while data[left] & _INSIDE == _FOLLOWING:
            left += 1
        while data[right] & _INSIDE == _FOLLOWING:
            right -= 1
        return data[left:start].decode()[-before:], data[end:right].decode()[:behind]

    def texts(self, chosen: Flags) -> pa.Array:
        """The texts of some sections as an Arrow array."""
        return self._texts.filter(pa.array(chosen))

    def places_of(self, word: str) -> Ints:
        """Every byte of `text` at which a word begins; each word is searched for once."""
        if word not in self._places:
            self._places[word] = occurrences(self.text, word)
        return self._places[word]

    @cached_property
    def heading_numbers(self) -> Ints:
        """Section → the index of its heading in `distinct_headings`."""
        coded: Ints = self._coded_headings.indices.to_numpy().astype(np.int64)
        return coded

    @cached_property
    def distinct_headings(self) -> list[str]:
        """Each heading of the batch once."""
        headings: list[str] = self._coded_headings.dictionary.to_pylist()
        return headings

    @cached_property
    def spelt_headings(self) -> list[str]:
        """Section → its heading."""
        distinct = self.distinct_headings
        return [distinct[number] for number in self.heading_numbers.tolist()]

    @cached_property
    def _coded_headings(self) -> pa.DictionaryArray:
        return self.headings.dictionary_encode()


def _parts(column: pa.Array | None) -> tuple[pa.Array, Ints]:
    """The sections of all rows in one array, and the row of each; blank ones are left out."""
    if column is None or pt.is_null(column.type):
        kind = pa.struct([("number", pa.int64()), ("heading", pa.string()), ("text", pa.string())])
        return pa.array([], kind), np.zeros(0, np.int64)
    if pt.is_list_view(column.type):
        column = column.cast(pa.list_(column.type.value_type))
    parts = pc.list_flatten(column)
    rows: Ints = pc.list_parent_indices(column).to_numpy().astype(np.int64)
    if parts.null_count:
        there = pc.is_valid(parts)
        parts, rows = parts.filter(there), rows[there.to_numpy(zero_copy_only=False)]
    return parts, rows


def _texts(parts: pa.Array, name: str) -> pa.Array:
    """A field of the sections as text with wide offsets; a blank one is empty."""
    texts = pc.struct_field(parts, name)
    if not pt.is_large_string(texts.type):
        if pt.is_dictionary(texts.type):
            texts = texts.dictionary_decode()
        texts = texts.cast(pa.large_string())
    return pc.fill_null(texts, "") if texts.null_count else texts


def _numbers(parts: pa.Array) -> Ints:
    # Not safe: a number of 2^63 and more becomes a negative one instead of an error.
    numbers = pc.fill_null(pc.struct_field(parts, "number").cast(pa.int64(), safe=False), 0)
    values: Ints = numbers.to_numpy()
    return values

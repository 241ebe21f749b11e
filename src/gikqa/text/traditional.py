"""Narratives in traditional characters, which mirrors of some sites print: read as simplified."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from gikqa.text.patterns import pattern

_MARK = "開".encode()
"""Every narrative on disclosure in traditional characters has it."""
_BEGINNING = 360
"""Bytes of a section in which the mark is looked for: a search of the whole text costs 15 µs."""
_SHARE = 20
"""One character in so many: a name or a quotation has fewer."""
_CHINESE = pattern("[\u4e00-\u9fff]")


def may_be_traditional(data: bytes, starts: Iterable[int]) -> bool:
    """Whether a section may be in traditional characters; starts: the bytes where they begin."""
    return any(_MARK in data[start : start + _BEGINNING] for start in starts)


def simplified(texts: Iterable[str]) -> dict[int, str]:
    """Place → the same text in simplified characters, for texts in traditional ones.

    A character takes as many bytes as the one that it stands for, so that places stay the same.
    """
    return {
        place: text.translate(simple_forms())
        for place, text in enumerate(texts)
        if _is_traditional(text)
    }


def _is_traditional(text: str) -> bool:
    found = _CHINESE.findall(text)
    return sum(ord(one) in simple_forms() for one in found) * _SHARE > len(found)


@lru_cache(maxsize=1)
def simple_forms() -> dict[int, str]:
    """Traditional character → the simplified one, for `str.translate`."""
    lines = (files("gikqa.text") / "traditional.tsv").read_text("utf-8").splitlines()
    return {ord(one): other for one, other in (line.split("\t") for line in lines)}

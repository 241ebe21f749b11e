"""How Chinese words begin, which characters they double, and which are never nouns.

`tools/build_chinese_words.py` makes the table and says what from.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import pyarrow.parquet as pq


@cache
def table(kind: str) -> frozenset[str]:
    """The words of a kind: `twice`, `no_noun`, `longer`; `begins`: a character, and all seconds."""
    return frozenset(_lists()[kind])


@cache
def _lists() -> dict[str, list[str]]:
    content = (files("gikqa.rules") / "shared" / "chinese_words.parquet").read_bytes()
    # Not read_table, which imports 8 ms of modules for folders of files.
    rows = pq.ParquetFile(BytesIO(content)).read().to_pylist()
    return {row["kind"]: row["text"].split() for row in rows}


@cache
def pairs_that_begin_words() -> np.ndarray:
    """The first two characters of words as sorted numbers, the first times 65536."""
    groups = _lists()["begins"]  # each a first character, and all that follow it
    codes = np.frombuffer("".join(groups).encode("utf-32-le"), np.uint32).astype(np.int64)
    lengths = np.array([len(group) for group in groups])
    firsts = np.cumsum(lengths) - lengths
    pairs = np.repeat(codes[firsts], lengths) << 16 | codes
    return np.sort(np.delete(pairs, firsts))


def begins_a_word(pair: str) -> bool:
    """Whether some Chinese word begins with these two characters."""
    pairs = pairs_that_begin_words()
    value = ord(pair[0]) << 16 | ord(pair[1])
    place = int(np.searchsorted(pairs, value))
    return place < len(pairs) and int(pairs[place]) == value

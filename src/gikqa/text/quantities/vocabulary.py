"""The words of `words.toml`, in the shapes that the reader looks things up in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli
from ahocorasick_rs import AhoCorasick, MatchKind

from gikqa.errors import SpecError
from gikqa.text.patterns import pattern

_TORN = pattern(r"(?<=[\u4e00-\u9fff])[ \r\n]{1,3}(?=[\u4e00-\u9fff])")

_FILE = Path(__file__).with_name("words.toml")


class Token(NamedTuple):
    """A word of the vocabulary in a text; `kind`: noun, verb, scope, a relation, skip or ignore."""

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words; tuples are for `str.startswith` and `str.endswith`."""

    folds: Mapping[int, str]
    foldable: re.Pattern[str]
    units: Mapping[str, str]
    alike: Mapping[str, str]
    not_before: Mapping[str, tuple[str, ...]]
    no_quantity: frozenset[str]
    decimal: frozenset[str]
    yuan: Mapping[str, int]
    article: tuple[str, ...]
    article_units: frozenset[str]
    vague_before: Mapping[str, str]
    vague_fronts: tuple[str, ...]
    vague_not_before: tuple[str, ...]
    vague_after: Mapping[str, str]
    vague_tails: tuple[str, ...]
    compared: tuple[str, ...]
    open_markers: frozenset[str]
    open_words: tuple[str, ...]
    overlap_words: tuple[str, ...]
    not_open: tuple[str, ...]
    label_edges: tuple[str, ...]
    publishing: frozenset[str]
    no_number: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    kinds: Mapping[str, str]
    automaton: AhoCorasick

    def fold(self, text: str) -> str:
        """The text with look-alike characters replaced; its length and all places stay the same."""
        return text if self.foldable.search(text) is None else text.translate(self.folds)

    def measure(self, unit: str | None) -> str | None:
        """The first of the measures that are used for the same things as this one."""
        return None if unit is None else self.alike.get(unit, unit)

    def tokens(self, text: str, left: int, right: int) -> list[Token]:
        """The words in a stretch of a folded text: leftmost, longest, not overlapping."""
        words, find, piece = self.words, self.automaton.find_matches_as_indexes, text[left:right]
        if _TORN.search(piece) is None:
            return [Token(left + i, left + j, *words[index]) for index, i, j in find(piece)]
        # Lines may be wrapped inside a word: search the text without those blanks.
        places: list[int] = []
        end = left
        for blank in _TORN.finditer(piece):
            places += range(end, left + blank.start())
            end = left + blank.end()
        places += range(end, right)
        whole = _TORN.sub("", piece)
        return [Token(places[i], places[j - 1] + 1, *words[index]) for index, i, j in find(whole)]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, which is read once. Raises SpecError if the file is damaged."""
    try:
        return _build(tomli.loads(_FILE.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise SpecError(str(_FILE), "file", f"cannot be read: {error}") from error
    except KeyError as error:
        raise SpecError(str(_FILE), str(error.args[0]), "the key is missing") from error


def _build(data: dict[str, Any]) -> Vocabulary:
    units, vague, listing = data["units"], data["vague"], data["enumeration"]
    words = dict(_words(data))
    folds = _fold(data["fold"]["pairs"].split())
    return Vocabulary(
        folds=folds,
        foldable=re.compile("[" + re.escape("".join(map(chr, folds))) + "]"),
        units={printed: unit for unit, forms in units["words"].items() for printed in forms},
        alike={unit: row[0] for row in units["alike"]["rows"] for unit in row},
        not_before={unit: tuple(after) for unit, after in units["not_before"].items()},
        no_quantity=frozenset(units["no_quantity"]["words"]),
        decimal=frozenset(units["decimal"]["words"]),
        yuan=units["yuan"],
        article=tuple(data["article"]["before"]),
        article_units=frozenset(data["article"]["only_before"]),
        vague_before=_kinds(vague["before"]),
        vague_fronts=tuple(_kinds(vague["before"])),
        vague_not_before=tuple(vague["not_before"]["words"]),
        vague_after=_kinds(vague["after"]),
        vague_tails=tuple(_kinds(vague["after"])),
        compared=tuple(data["compared"]["words"]),
        open_markers=frozenset(listing["open_markers"]),
        open_words=tuple(listing["open_words"]),
        overlap_words=tuple(listing["overlap_words"]),
        not_open=tuple(listing["not_open"]),
        label_edges=tuple(sorted(listing["label_edges"], key=len, reverse=True)),
        publishing=frozenset(listing["publishing"]),
        no_number=tuple(data["no_number"]["words"]),
        words=tuple(words.values()),
        kinds={word: kind for word, (kind, _) in words.items()},
        automaton=AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest),
    )


def _words(data: dict[str, Any]) -> Iterable[tuple[str, tuple[str, str]]]:
    """Each word with its kind and canonical form; of a word in two lists the last entry counts."""
    for kind in ("noun", "verb"):
        for canonical, forms in data[f"{kind}s"]["words"].items():
            for printed in [canonical, *forms]:
                yield printed, (kind, canonical)
    for scope, forms in data["scope"].items():
        for printed in forms:
            yield printed, ("scope", scope)
    for relation, forms in data["relation"].items():
        for printed in forms:
            yield printed, (relation, printed)
    for kind in ("ignore", "skip"):
        for printed in data[kind]["words"]:
            yield printed, (kind, printed)


def _kinds(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """Word → kind, longest word first."""
    pairs = [(word, kind) for kind, words in lists.items() for word in words]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _fold(pairs: Iterable[str]) -> dict[int, str]:
    """Code point → the character that it looks like; one to one, so that places stay the same."""
    table = {ord(pair[0]): pair[1] for pair in pairs}
    kangxi = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    digits = {0xFF10 + digit: str(digit) for digit in range(10)}
    return table | kangxi | digits

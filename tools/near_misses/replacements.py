"""Characters and words that are written for another one by mistake."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache

from four_corner_method import FourCornerMethod
from pypinyin import lazy_pinyin
from sound_text import SoundText, data_of, is_han

COMMON = 2600
"""Characters that a slip of the pen may put in: the most frequent ones of the dictionary."""
SAME_SOUND, SAME_LOOK, WORDS_OF_SOUND = 2, 1, 2
"""How many replacements are tried."""
ALIKE, MORE = 0.88, 0.15
"""Share of the strokes in common; what the same corners, and a row of the table, add to it."""
FREQUENT_WORD = 300


class Replacements:
    """Characters and words that are written for another by mistake."""

    def __init__(self, text: SoundText) -> None:
        self._words, frequency = text.words, text.characters
        ranked = [one for one, _ in frequency.most_common() if is_han(one)][:COMMON]
        self._rank = {character: number for number, character in enumerate(ranked)}
        self._of_sound: defaultdict[str, list[str]] = defaultdict(list)
        for character in ranked:
            self._of_sound[lazy_pinyin(character)[0]].append(character)
        rows = [line.split() for line in data_of("pycorrector", "same_stroke.txt").splitlines()]
        lines = [line.split() for line in data_of("pycorrector", "data/stroke.txt").splitlines()]
        self._strokes = dict(lines)
        self._corners = FourCornerMethod()
        self._in_row: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            for character in row:
                self._in_row[character].update(one for one in row if one in self._rank)
        self._words_of_sound: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for word, times in sorted(text.words.items(), key=lambda item: (-item[1], item[0])):
            if len(word) == 2 and times >= FREQUENT_WORD:
                self._words_of_sound[tuple(lazy_pinyin(word))].append(word)

    @cache  # noqa: B019 - one object for the whole run
    def of_character(self, character: str) -> list[str]:
        """Characters of the same sound, the most frequent first, then those that look alike."""
        sound = [one for one in self._of_sound[lazy_pinyin(character)[0]] if one != character]
        chosen = sound[:SAME_SOUND]
        alike = {one: self._likeness(one, character) for one in self._rank}
        look = [one for one in alike if alike[one] >= ALIKE and one not in (character, *chosen)]
        return chosen + sorted(look, key=lambda one: (-alike[one], self._rank[one]))[:SAME_LOOK]

    def _likeness(self, one: str, other: str) -> float:
        """The share of strokes in common; more in a row of the table, or with the same corners."""
        strokes = self._strokes.get(one, ""), self._strokes.get(other, "")
        if min(map(len, strokes)) < 3 or abs(len(strokes[0]) - len(strokes[1])) > 2:
            return 0
        corners = [self._corners.query(each) or "" for each in (one, other)]
        same = (corners[0][:4] == corners[1][:4]) + (one in self._in_row[other])
        return SequenceMatcher(None, *strokes, autojunk=False).ratio() + same * MORE

    @cache  # noqa: B019
    def of_word(self, word: str) -> list[str]:
        """Words of two characters with the same sound and no character in common."""
        if word not in self._words:
            return []
        same = self._words_of_sound[tuple(lazy_pinyin(word))]
        return [one for one in same if not set(one) & set(word)][:WORDS_OF_SOUND]

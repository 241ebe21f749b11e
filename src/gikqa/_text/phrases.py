"""One automaton for the phrases of all rules; each rule gets its own hits, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from gikqa._model import Hit, Section


class PhraseFinder:
    """Finds the phrases of several rules in one pass over each section.

    phrases: rule code → the words that the rule looks for. All matches are taken from the
    automaton, because the longest word of one rule must not hide a word of another.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        owners: dict[str, list[str]] = {}
        for code in sorted(phrases):
            for phrase in dict.fromkeys(phrases[code]):
                if phrase:
                    owners.setdefault(phrase, []).append(code)
        self._words = list(owners)
        self._owners = [tuple(owners[word]) for word in self._words]
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.Standard)

    def find(self, sections: Sequence[Section]) -> dict[str, list[Hit]]:
        """Rule code → its hits in one report's sections: leftmost, longest, not overlapping."""
        found: dict[str, list[Hit]] = {}
        for index, section in enumerate(sections):
            matches = self._automaton.find_matches_as_indexes(section.text, overlapping=True)
            by_rule: dict[str, list[tuple[int, int, int]]] = {}
            for word, start, end in matches:
                for code in self._owners[word]:
                    by_rule.setdefault(code, []).append((start, -end, word))
            for code, spans in by_rule.items():
                found.setdefault(code, []).extend(self._longest(section.number, index, spans))
        return found

    def _longest(
        self, section: int, index: int, spans: list[tuple[int, int, int]]
    ) -> Iterable[Hit]:
        reached = 0
        for start, minus_end, word in sorted(spans):
            if start >= reached:
                reached = -minus_end
                yield Hit(section, start, reached, self._words[word], index)

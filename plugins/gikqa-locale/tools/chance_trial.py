"""Measures how often a name arises by chance, in text made of words that are no names.

    python tools/chance_trial.py [--work DIR] [--characters 1000000] [--seed 3]

Words of the frequency list and the reports' own frequent words are strung together at random, so
every finding is a chance hit. It is worse than any real text: nothing in it is grammatical, and
each report is judged as that of one remote county. Prints hits in a million characters for three
shares of the reports' own words, and the names that arose.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import tomllib
from collections import Counter
from itertools import accumulate
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind
from source_lists import read_sources

from gikqa import Hit
from gikqa_locale.foreign_places import Foreign, foreign_places
from gikqa_locale.names import names_to_search
from gikqa_locale.publisher import Home, home_of

RISK = Path(__file__).with_name("risk.toml")
WORDS_A_TEXT = 4000
WORDS_A_CLAUSE = 9


def main() -> None:
    """Prints one line for each share of the reports' own words."""
    parser = argparse.ArgumentParser(description="Chance hits in a million characters")
    parser.add_argument("--work", type=Path, help="folder that keeps the downloads")
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        ordinary = read_sources(work).words
    frequent = tomllib.loads(RISK.read_text("utf-8"))["frequent"]["frequent"]
    home = home_of(
        region_code="360724", publisher="上犹县人民政府", title=None, year=2020, texts=()
    )
    if home is None:
        raise SystemExit("the home of 上犹县人民政府 is unknown")
    finder = Finder()
    for share in (0.0, 0.5, 0.9):
        soup = Soup(ordinary, frequent, share, random.Random(options.seed))
        names: Counter[str] = Counter()
        characters = 0
        while characters < options.characters:
            text = soup.text()
            characters += len(text)
            names.update(foreign.name for foreign in finder.foreign(home, text))
        rate = 1_000_000 * names.total() / characters
        most = " ".join(f"{name} {count}" for name, count in names.most_common(20))
        print(f"{share:.0%} of the words are the reports' own: {rate:.0f} in a million: {most}")


class Finder:
    """Finds names as the engine does: leftmost-longest, in one pass."""

    def __init__(self) -> None:
        self._names = names_to_search()
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def foreign(self, home: Home, text: str) -> list[Foreign]:
        """The foreign places of a text."""
        found = self._automaton.find_matches_as_indexes(text)
        hits = [Hit(1, start, end, self._names[index]) for index, start, end in found]
        return list(foreign_places(home, text, hits))


class Soup:
    """Text of random words; a stop or a comma after every few."""

    def __init__(
        self, ordinary: dict[str, int], frequent: list[str], share: float, chance: random.Random
    ) -> None:
        self._words = [
            word for word in ordinary if all("\u4e00" <= each <= "\u9fff" for each in word)
        ]
        self._weights = list(accumulate(ordinary[word] for word in self._words))
        self._frequent, self._share, self._chance = frequent, share, chance

    def text(self) -> str:
        """The next text."""
        chance = self._chance
        parts = []
        for number in range(WORDS_A_TEXT):
            if chance.random() < self._share:
                parts.append(chance.choice(self._frequent))
            else:
                parts += chance.choices(self._words, cum_weights=self._weights)
            if number % WORDS_A_CLAUSE == WORDS_A_CLAUSE - 1:
                parts.append(chance.choice("，，。、；"))
        return "".join(parts)


if __name__ == "__main__":
    main()

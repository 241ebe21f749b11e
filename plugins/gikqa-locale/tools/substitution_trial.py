"""Measures how many planted foreign names are found, by the risk class of the planted name.

    python tools/substitution_trial.py [--reports DIR] [--trials 100] [--seed 7]

One trial: in a real report, one mention of the publisher's own division, or of one below it, is
replaced by another division of the same kind drawn from the register of that year. What counts
is whether a finding lies on the planted name. Then each class is drawn as often by itself, since
a plain draw holds few names of medium or high risk.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from gikqa import Hit
from gikqa_locale.foreign_places import Foreign, foreign_places
from gikqa_locale.names import names_to_search
from gikqa_locale.gazetteer import Division, gazetteer
from gikqa_locale.permitted import permissions
from gikqa_locale.publisher import Home, home_of

REPORTS = Path(__file__).parents[4] / "shared" / "data" / "reports"
KNOWN = (
    ("shangyou_office_2019.txt", "上犹县人民政府办公室", "360724", 2019),
    ("shanghai_office_2019.html", "上海市人民政府办公厅", "310000", 2019),
    ("suqian_city_2023.txt", "宿迁市人民政府", "321300", 2023),
)
CLASSES = ("low", "medium", "high")


@dataclass(frozen=True)
class Subject:
    """A report and the places in its text where a name can be planted."""

    text: str
    home: Home
    mentions: tuple[tuple[int, int, str], ...]  # start, end, level


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


def main() -> None:
    """Runs the trial over all names, then over each class."""
    parser = argparse.ArgumentParser(description="Share of planted foreign names that are found")
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    subjects = list(read_subjects(options.reports))
    finder = Finder()
    print("any name of the register:")
    run(subjects, finder, options.trials, random.Random(options.seed), CLASSES)
    for risk in CLASSES:
        print(f"names of {risk} risk only:")
        run(subjects, finder, options.trials, random.Random(options.seed), (risk,))


def run(
    subjects: Sequence[Subject],
    finder: Finder,
    trials: int,
    chance: random.Random,
    classes: Sequence[str],
) -> None:
    """Plants, judges and prints the shares and the reasons of the misses."""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for _ in range(trials):
        subject = chance.choice(subjects)
        start, end, level = chance.choice(subject.mentions)
        division = chance.choice(candidates(subject.home, level, classes))
        text = subject.text[:start] + division.name + subject.text[end:]
        after = start + len(division.name)
        planted[division.risk] += 1
        findings = finder.foreign(subject.home, text)
        if any(each.start < after and start < each.end for each in findings):
            found[division.risk] += 1
        else:
            allowed = permissions().permit(text, start, after)
            missed[allowed or f"name of {division.risk} risk, or shared"] += 1
    for risk in CLASSES:
        if planted[risk]:
            share = found[risk] / planted[risk]
            print(f"  {risk:6} {found[risk]:3} of {planted[risk]:3} found ({share:.0%})")
    print("  missed:", "; ".join(f"{why} {count}" for why, count in missed.most_common()) or "-")


def read_subjects(folder: Path) -> Iterator[Subject]:
    """The known reports, with every mention of the own division or of one below it."""
    for file, publisher, code, year in KNOWN:
        text = re.sub("<[^>]*>", "", (folder / file).read_text("utf-8"))
        home = home_of(region_code=code, publisher=publisher, title=None, year=year, texts=())
        if home is None:
            raise SystemExit(f"the home of {publisher} is unknown")
        own = (home.division, *gazetteer().descendants(home.division, year))
        mentions = tuple(
            (match.start(), match.end(), each.level)
            for each in own
            for match in re.finditer(each.name, text)
        )
        if mentions:
            yield Subject(text, home, mentions)


def candidates(home: Home, level: str, classes: Sequence[str]) -> list[Division]:
    """Foreign divisions of that level; counties where no other level has a name of the class."""
    # A municipality is replaced by a prefecture-level city: there are only three others.
    wanted = "prefecture" if level == "province" else level
    foreign = [
        each
        for each in gazetteer()
        if each.existed_at_end_of(home.year)
        and each.level != "province"
        and each.risk in classes
        and not home.is_near(each)
    ]
    return [each for each in foreign if each.level == wanted] or foreign


if __name__ == "__main__":
    main()

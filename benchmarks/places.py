"""How many planted foreign places are found, and what is said of reports as they stand.

    python -m benchmarks.places --trials 100 --seed 7 [--reports FOLDER] [--passages FILE ...]

A trial takes a report, one sentence of it that names the publisher's own county or city (or one
below it), and puts another name of the register in its place, of the same level and valid in the
report's year. It counts as found if LOC101 has a finding on the planted name. Names are drawn

- by distance: a neighbour of the own prefecture, another place of the own province, one elsewhere,
  each in reports of prefectures, counties, townships and departments; only in sentences that speak
  as the publisher: the own name stands outside of addresses, and no reason to name a place is seen;
- from the whole register and from each class of risk, in any sentence.

The reports are real ones (a folder of documents, files of passages with publisher, year and text
in a line, parted by tabs) and invented ones of bodies that exist. The same seed gives the same
figures.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

import gikqa
from benchmarks.generate import Recipe, tables
from benchmarks.publishers import Place
from gikqa._documents.read_documents import read_document
from gikqa._export.export_schema import SECTIONS
from gikqa._plugins import load_plugins
from gikqa_locale.gazetteer import Division, gazetteer
from gikqa_locale.permitted import permissions
from gikqa_locale.publisher import Home, home_of

REPORTS = Path(__file__).resolve().parents[1] / "../shared/data/reports"
CLASSES = ("low", "medium", "high")
LEVELS = ("prefecture", "county", "township", "department")
DISTANCES = ("sibling", "province", "elsewhere")
TOWNSHIP = re.compile("[乡镇]人民政府|街道|苏木")
DEPARTMENT = re.compile("[局委厅](?:办公室)?$|委员会$|分局")
ADDRESS = re.compile("[（(][^（）()]*地址[^（）()]*[）)]|地址[:：][^，。；）)]*")
SENTENCE = re.compile(r"[^。！？；\n]+")
# What a document does not say of itself: publisher and year.
KNOWN = {"suqian_city_2023": {"publisher": "宿迁市人民政府", "year": 2023}}
INVENTED = 60
COLUMNS = {
    "report_id": pa.string(),
    "publisher": pa.string(),
    "year": pa.int32(),
    "region_code": pa.string(),
    "title": pa.string(),
    "sections": SECTIONS,
}
Row = dict[str, Any]
Others = Callable[[Home, Division], Sequence[Division]]
"""The divisions whose names can be planted for a division that a report names."""


@dataclass(frozen=True)
class Mention:
    """A sentence that names an own place: section, start and end in its text, and the name.

    `speaks` where the publisher speaks of itself there.
    """

    section: int
    start: int
    end: int
    division: Division
    speaks: bool


@dataclass(frozen=True)
class Subject:
    """A report, where its publisher belongs, and the sentences in which a name can be planted."""

    row: Row
    home: Home
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Trial:
    """A report with a planted name, and where it stands."""

    row: Row
    planted: Division
    section: int
    starts: tuple[int, ...]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Share of planted foreign places that are found")
    parser.add_argument("--reports", type=Path, default=REPORTS)
    parser.add_argument("--passages", type=Path, nargs="*", default=[])
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    kinds = {"invented reports": list(invented_reports(options.seed))}
    if options.reports.is_dir():
        kinds = {"real reports": list(real_reports(options.reports)), **kinds}
    if options.passages:
        kinds = {"passages": list(passages(options.passages)), **kinds}
    for kind, rows in kinds.items():
        said = findings(rows)
        print(f"{kind}: {len(rows)} as they stand, {len(said)} findings")
        for row in said:
            print(f"  {row['report_id']}: {row['quote']} ({row['severity']})")
        subjects = [subject for row in rows if (subject := subject_of(row)) is not None]
        print_by_distance(subjects, options.trials, options.seed)
        for drawn in (CLASSES, *((risk,) for risk in CLASSES)):
            trials = list(plant(subjects, options.trials, Random(options.seed), of_classes(drawn)))
            name = "any name" if drawn == CLASSES else f"{drawn[0]} risk"
            print(f"  {name:11} {told(trials)}")


def print_by_distance(subjects: Sequence[Subject], trials: int, seed: int) -> None:
    """Print how many planted names are found, by distance of the place and level of the body."""
    speaking = [
        replace(subject, mentions=mentions)
        for subject in subjects
        if (mentions := tuple(each for each in subject.mentions if each.speaks))
    ]
    for distance in DISTANCES:
        for level in LEVELS:
            chosen = [each for each in speaking if level_of(each) == level]
            planted = list(plant(chosen, trials, Random(seed), at_distance(distance)))
            if planted:
                print(f"  {distance:9} {level:10} {told(planted)}")


def level_of(subject: Subject) -> str:
    """Whose report it is: that of a township, of a department, or of a government itself."""
    publisher: str = subject.row["publisher"]
    if TOWNSHIP.search(publisher):
        return "township"
    return "department" if DEPARTMENT.search(publisher) else subject.home.division.level


def told(trials: Sequence[Trial]) -> str:
    """One line about trials: how many were found, by class, and the names that were missed."""
    hit: dict[str, dict[tuple[int, int], str]] = {}
    for row in findings([trial.row for trial in trials]):
        for place in range(row["start"], row["end"]):
            hit.setdefault(row["report_id"], {})[row["section"], place] = row["severity"]
    of_class: Counter[str] = Counter(trial.planted.risk for trial in trials)
    found: Counter[str] = Counter()
    missed: list[str] = []
    hints = 0
    for trial in trials:
        hits = hit.get(trial.row["report_id"], {})
        said = {hits[trial.section, each] for each in trial.starts if (trial.section, each) in hits}
        hints += said == {"info"}
        if said:
            found[trial.planted.risk] += 1
        else:
            missed.append(trial.planted.name)
    parts = [f"{risk} {found[risk]}/{of_class[risk]}" for risk in CLASSES if of_class[risk]]
    names = f"; missed: {' '.join(missed[:12])}" if missed else ""
    return f"found {found.total()} of {len(trials)}, {hints} as hints ({', '.join(parts)}){names}"


def findings(rows: Sequence[Row], code: str = "LOC101") -> list[Row]:
    """What a rule says of reports."""
    arrays = [pa.array([row.get(name) for row in rows], kind) for name, kind in COLUMNS.items()]
    table = pa.Table.from_arrays(arrays, names=list(COLUMNS))
    found: list[Row] = gikqa.lint(table, select=[code], lang="en").findings.to_pylist()
    return found


def plant(
    subjects: Sequence[Subject], trials: int, chance: Random, others: Others
) -> Iterator[Trial]:
    """Reports with one sentence changed; a subject, a sentence and a name are drawn each time."""
    possible = [
        (subject, mention)
        for subject in subjects
        for mention in subject.mentions
        if others(subject.home, mention.division)
    ]
    for number in range(trials if possible else 0):
        subject, mention = chance.choice(possible)
        planted = chance.choice(others(subject.home, mention.division))
        sections = [dict(section) for section in subject.row["sections"]]
        text = sections[mention.section]["text"]
        own = mention.division.name
        sentence = text[mention.start : mention.end].replace(own, planted.name)
        sections[mention.section]["text"] = text[: mention.start] + sentence + text[mention.end :]
        starts = [
            mention.start + match.start()
            for match in re.finditer(re.escape(planted.name), sentence)
        ]
        row = subject.row | {"sections": sections, "report_id": f"trial-{number}"}
        yield Trial(row, planted, sections[mention.section]["number"], tuple(starts))


def of_classes(classes: Sequence[str]) -> Others:
    """Other divisions of some classes of risk, of the same level where there are such."""

    def others(home: Home, division: Division) -> list[Division]:
        # A municipality is exchanged for a prefecture-level city: there are only three others.
        wanted = "prefecture" if division.level == "province" else division.level
        found = [each for each in strangers(home) if each.risk in classes]
        return [each for each in found if each.level == wanted] or found

    return others


def at_distance(distance: str) -> Others:
    """Other divisions of the same level that lie so far from the one that is named.

    Of each class of risk but the highest: those names are searched only beside other names.
    """

    def others(home: Home, division: Division) -> list[Division]:
        return [
            each
            for each in strangers(home)
            if each.level == division.level
            and each.risk != "high"
            and distance_of(each, division) == distance
        ]

    return others


def distance_of(one: Division, other: Division) -> str:
    """Whether two divisions lie in one prefecture or municipality, in one province, or apart."""
    if one.code[:2] != other.code[:2]:
        return "elsewhere"
    together = one.level == "county" and one.parent_code == other.parent_code
    return "sibling" if together else "province"


@lru_cache(maxsize=1024)
def strangers(home: Home) -> tuple[Division, ...]:
    """The divisions of the year, below provinces, that are neither above nor below the own one."""
    places = gazetteer()
    own = {home.division.code, *(each.code for each in places.ancestors(home.division, home.year))}
    own |= {each.code for each in places.descendants(home.division, home.year)}
    return tuple(
        each
        for each in places
        if each.existed_at_end_of(home.year) and each.level != "province" and each.code not in own
    )


def subject_of(row: Row) -> Subject | None:
    """A report whose home is known and that names a place of its own."""
    home = home_of(
        region_code=row["region_code"],
        publisher=row["publisher"],
        title=row["title"],
        year=row["year"],
        texts=[section["text"] for section in row["sections"]],
    )
    if home is None:
        return None
    own = (home.division, *gazetteer().descendants(home.division, home.year))
    mentions = tuple(
        Mention(index, sentence.start(), sentence.end(), division, speaks(sentence, division.name))
        for index, section in enumerate(row["sections"])
        for sentence in SENTENCE.finditer(section["text"])
        for division in own
        if division.name in sentence[0]
    )
    return Subject(row, home, mentions) if mentions else None


def speaks(sentence: re.Match[str], name: str) -> bool:
    """True if the name stands outside of addresses, and nothing shows why a place is named."""
    text = sentence.string
    addresses = [each.span() for each in ADDRESS.finditer(text, *sentence.span())]
    starts = [sentence.start() + each.start() for each in re.finditer(re.escape(name), sentence[0])]
    outside = [
        each
        for each in starts
        if not any(a <= each < b for a, b in addresses)
        and not text.startswith("的", each + len(name))  # people or things of the place
    ]
    return any(permissions().permit(text, each, each + len(name)) is None for each in outside)


def passages(files: Iterable[Path]) -> Iterator[Row]:
    """The lines of files with publisher, year and text, each as a report of one chapter."""
    for file in files:
        for number, line in enumerate(file.read_text("utf-8").splitlines()):
            publisher, year, text = line.split("\t")
            yield {
                "report_id": f"{file.stem}-{number}",
                "publisher": publisher,
                "year": int(year),
                "region_code": None,
                "title": f"{publisher}{year}年政府信息公开工作年度报告",
                "sections": [{"number": 1, "heading": "总体情况", "text": text}],
            }


def real_reports(folder: Path) -> Iterator[Row]:
    """The documents of a folder that say, or of which is known, whose they are."""
    readers = load_plugins().readers
    for file in sorted(folder.iterdir()):
        if file.suffix not in (".txt", ".html", ".pdf") or "TEMPLATE" in file.name:
            continue
        record = read_document(file, readers)
        if isinstance(record, Exception):
            raise record
        row = {name: record.get(name) for name in COLUMNS} | KNOWN.get(file.stem, {})
        if row["publisher"] and row["year"]:
            yield row | {"report_id": file.stem}


def invented_reports(seed: int) -> Iterator[Row]:
    """Reports with invented narratives, of bodies of counties that exist."""
    year = 2023
    counties = [
        each for each in gazetteer() if each.level == "county" and each.existed_at_end_of(year)
    ]
    drawn = Random(seed).sample(counties, INVENTED)
    places = tuple(Place(each.name, each.code) for each in drawn)
    recipe = Recipe(INVENTED * 5, characters=3_000, seed=seed, places=places)
    for row in _rows(tables(recipe)):
        if row["year"] == year:
            yield row


def _rows(parts: Iterable[pa.Table]) -> Iterator[Row]:
    for part in parts:
        yield from part.select(list(COLUMNS)).to_pylist()


if __name__ == "__main__":
    main()

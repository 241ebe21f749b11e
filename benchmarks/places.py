"""How many planted foreign places are found, and what is said of reports as they stand.

    python -m benchmarks.places --trials 100 --seed 7 [--reports FOLDER]

A trial takes a report, one sentence of it that names the publisher's own county or city (or one
below it), and puts another name of the register in its place, of the same level and valid in the
report's year. It counts as found if LOC101 has a finding on the planted name. Names are drawn from
the whole register, then from each class of risk by itself, in real reports (if there is a folder
of them) and in invented ones of bodies that exist. The same seed gives the same figures.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
from gikqa_locale.publisher import Home, home_of

REPORTS = Path(__file__).resolve().parents[1] / "../shared/data/reports"
CLASSES = ("low", "medium", "high")
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


@dataclass(frozen=True)
class Mention:
    """A sentence that names an own place: section, start and end in its text, and the name."""

    section: int
    start: int
    end: int
    division: Division


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
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    kinds = {"invented reports": list(invented_reports(options.seed))}
    if options.reports.is_dir():
        kinds = {"real reports": list(real_reports(options.reports)), **kinds}
    for kind, rows in kinds.items():
        said = findings(rows)
        print(f"{kind}: {len(rows)} as they stand, {len(said)} findings")
        for row in said:
            print(f"  {row['report_id']}: {row['quote']} ({row['severity']})")
        subjects = [subject for row in rows if (subject := subject_of(row)) is not None]
        for drawn in (CLASSES, *((risk,) for risk in CLASSES)):
            trials = list(plant(subjects, options.trials, Random(options.seed), drawn))
            name = "any name" if drawn == CLASSES else f"{drawn[0]} risk"
            print(f"  {name:11} {told(trials)}")


def told(trials: Sequence[Trial]) -> str:
    """One line about trials: how many were found, by class, and the names that were missed."""
    hit: dict[str, set[tuple[int, int]]] = {}
    for row in findings([trial.row for trial in trials]):
        for place in range(row["start"], row["end"]):
            hit.setdefault(row["report_id"], set()).add((row["section"], place))
    of_class: Counter[str] = Counter(trial.planted.risk for trial in trials)
    found: Counter[str] = Counter()
    missed: list[str] = []
    for trial in trials:
        places = {(trial.section, start) for start in trial.starts}
        if places & hit.get(trial.row["report_id"], set()):
            found[trial.planted.risk] += 1
        else:
            missed.append(trial.planted.name)
    parts = [f"{risk} {found[risk]}/{of_class[risk]}" for risk in CLASSES if of_class[risk]]
    names = f"; missed: {' '.join(missed[:12])}" if missed else ""
    return f"found {found.total()} of {len(trials)} ({', '.join(parts)}){names}"


def findings(rows: Sequence[Row]) -> list[Row]:
    """What LOC101 says of reports."""
    arrays = [pa.array([row.get(name) for row in rows], kind) for name, kind in COLUMNS.items()]
    table = pa.Table.from_arrays(arrays, names=list(COLUMNS))
    found: list[Row] = gikqa.lint(table, select=["LOC101"], lang="en").findings.to_pylist()
    return found


def plant(
    subjects: Sequence[Subject], trials: int, chance: Random, classes: Sequence[str]
) -> Iterator[Trial]:
    """Reports with one sentence changed; a subject, a sentence and a name are drawn each time."""
    for number in range(trials):
        subject = chance.choice(subjects)
        mention = chance.choice(subject.mentions)
        planted = chance.choice(candidates(subject.home, mention.division.level, classes))
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


def candidates(home: Home, level: str, classes: Sequence[str]) -> list[Division]:
    """Other divisions of that level, neither above nor below the own one."""
    places = gazetteer()
    # A municipality is exchanged for a prefecture-level city: there are only three others.
    wanted = "prefecture" if level == "province" else level
    own = {home.division.code, *(each.code for each in places.ancestors(home.division, home.year))}
    own |= {each.code for each in places.descendants(home.division, home.year)}
    others = [
        each
        for each in places
        if each.existed_at_end_of(home.year)
        and each.level != "province"
        and each.risk in classes
        and each.code not in own
    ]
    return [each for each in others if each.level == wanted] or others


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
        Mention(index, sentence.start(), sentence.end(), division)
        for index, section in enumerate(row["sections"])
        for sentence in SENTENCE.finditer(section["text"])
        for division in own
        if division.name in sentence[0]
    )
    return Subject(row, home, mentions) if mentions else None


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

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from gikqa import Finding, Hit, Section

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

Judge = Callable[..., list["Finding"]]


@dataclass
class FakeReport:
    """What the rule asks of a report, with hits found as the engine finds them."""

    publisher: str
    year: int
    sections: tuple[Section, ...]
    region_code: str | None = None
    title: str | None = None
    hits: list[Hit] = field(default_factory=list)
    find: Any = None

    @property
    def found(self) -> Sequence[Any]:
        return self.find.read(self)

    def section(self, number: int) -> Section:
        return next(each for each in self.sections if each.number == number)


@lru_cache(maxsize=1)
def automaton():
    from ahocorasick_rs import AhoCorasick, MatchKind

    from gikqa_locale.names import names_to_search

    return AhoCorasick(names_to_search(), matchkind=MatchKind.LeftmostLongest), names_to_search()


def hits_in(sections: tuple[Section, ...]) -> Iterator[Hit]:
    from gikqa import Hit

    finder, names = automaton()
    for index, section in enumerate(sections):
        for word, start, end in finder.find_matches_as_indexes(section.text):
            yield Hit(section.number, start, end, names[word], index)


@pytest.fixture
def names_in() -> Callable[[str], list[Hit]]:
    """The names in a text, as LOC101 searches for them."""
    from gikqa import Section

    return lambda text: list(hits_in((Section(1, "", text),)))


@pytest.fixture
def judge() -> Judge:
    """Findings of LOC101 on one section of text; by default of a county in 江西, year 2019."""
    from gikqa import Section
    from gikqa_locale.loc101_foreign_locale import foreign_locale

    def findings(
        text: str,
        *,
        publisher: str = "上犹县人民政府办公室",
        region_code: str | None = "360724",
        title: str | None = None,
        year: int = 2019,
    ) -> list[Finding]:
        sections = (Section(1, "总体情况", text),)
        hits = list(hits_in(sections))
        find = foreign_locale.find
        report = FakeReport(publisher, year, sections, region_code, title, hits, find)
        assert foreign_locale.check is not None
        return list(foreign_locale.check(report))

    return findings


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reports and oracles beside the project; tests that need it skip without it."""
    folder = Path(__file__).parents[3].parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("no folder `shared` with oracles and real reports beside the project")
    return folder

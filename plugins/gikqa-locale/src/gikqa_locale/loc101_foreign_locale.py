"""LOC101 foreign-locale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from gikqa import Confidence, Finding, Report, Severity, Undetermined, rule
from gikqa_locale.foreign_places import Foreign, places_named
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.names import names_to_search
from gikqa_locale.publisher import Home, home_of_report
from gikqa_locale.texts import described

if TYPE_CHECKING:
    from gikqa.screens import Flags, Screening

# A place that is named so often is no passing mention.
OFTEN = 3


def _screen(screening: Screening) -> Flags:
    from gikqa_locale.screens import names_a_foreign_place

    return names_a_foreign_place(screening)


@rule(
    **described("LOC101"),
    needs=("sections", "publisher", "year"),
    reads=("region_code", "title"),
    phrases=names_to_search,
    screen=_screen,
)
def foreign_locale(report: Report) -> Iterator[Finding]:
    """The narrative names a county, city or district that is not the publisher's own."""
    home = home_of_report(report)
    if home is None:
        raise Undetermined
    sections = report.sections
    named = [
        (sections[index].number, foreign)
        for index, hits in groupby(report.hits, key=lambda hit: hit.index)
        for foreign in places_named(home, sections[index].text, list(hits))
    ]
    dealt_with = {
        foreign.divisions for _, foreign in named if foreign.reason and foreign.reason.relation
    }
    found = [(section, foreign) for section, foreign in named if foreign.reason is None]
    times = Counter(foreign.divisions for _, foreign in found)
    for section, foreign in found:
        explained = foreign.divisions in dealt_with
        if explained and not foreign.certain:
            continue
        often = times[foreign.divisions] >= OFTEN
        yield _finding(foreign, section, home, not explained and (foreign.certain or often))


def _finding(foreign: Foreign, section: int, home: Home, certain: bool) -> Finding:
    places = gazetteer()
    paths = [places.path(each, home.year) for each in foreign.divisions]
    return Finding(
        section=section,
        start=foreign.start,
        end=foreign.end,
        quote=foreign.name,
        observed=foreign.divisions[0].name,
        expected=home.division.name,
        params={
            "place": foreign.name,
            "place_path": " / ".join(paths),
            "place_code": " ".join(each.code for each in foreign.divisions),
            "home_path": places.path(home.division, home.year),
        },
        cause=f"foreign-locale:{foreign.divisions[0].code}",
        severity=None if certain else Severity.INFO,
        confidence=None if certain else Confidence.HINT,
    )

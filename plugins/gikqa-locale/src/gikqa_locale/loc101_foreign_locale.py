"""LOC101 foreign-locale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from gikqa import Confidence, Finding, Hit, Report, Severity, Undetermined, described, rule
from gikqa_locale import SPECS
from gikqa_locale.foreign_places import Foreign, places_named
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.names import bearers_of, names_to_search
from gikqa_locale.publisher import Home, home_at, home_of
from gikqa_locale.witness import ENOUGH_MENTIONS, place_told

# A place that is named so often is no passing mention.
OFTEN = 3


@rule(
    **described(SPECS, "LOC101"),
    needs=("sections",),
    reads=("publisher", "year", "region_code", "title"),
    phrases=names_to_search,
)
def foreign_locale(report: Report) -> Iterator[Finding]:
    year = _year(report)
    home = _home(report, year)
    if home is None:
        raise Undetermined
    sections = report.sections
    named = [
        (sections[index].number, foreign)
        for index, hits in groupby(report.hits, key=lambda hit: hit.index)
        for foreign in places_named(home, sections[index].text, list(hits))
    ]
    found = [(section, foreign) for section, foreign in named if foreign.reason is None]
    if not found:
        return
    told = place_told(report.hits, year)
    own_is_named = any(_is_own(hit, home) for hit in report.hits)
    if told is not None and len(found) >= ENOUGH_MENTIONS and not own_is_named:
        # Either the text is another place's all through, or the head of the report is.
        section, first = found[0]
        yield _finding(replace(first, divisions=(told,)), section, home, certain=True)
        return
    dealt_with = {
        foreign.divisions for _, foreign in named if foreign.reason and foreign.reason.relation
    }
    times = Counter(foreign.divisions for _, foreign in found)
    for section, foreign in found:
        explained = foreign.divisions in dealt_with
        often = times[foreign.divisions] >= OFTEN
        if foreign.certain or not explained:
            certain = not explained and (foreign.certain or often)
            yield _finding(foreign, section, home, certain)


def _year(report: Report) -> int:
    try:
        return report.year
    except Undetermined:  # a document that does not state it: the register as it is now
        return max(gazetteer().alive_at_end_of)


def _home(report: Report, year: int) -> Home | None:
    stated = home_of(
        region_code=report.region_code,
        publisher=report.publisher,
        title=report.title,
        year=year,
        texts=(section.text for section in report.sections),
    )
    if stated is not None or report.publisher:
        return stated
    told = place_told(report.hits, year)
    return None if told is None else home_at(told, year)


def _is_own(hit: Hit, home: Home) -> bool:
    divisions = [each.division for each in bearers_of(hit.phrase, home.year)]
    return any(home.is_near(each) and not home.is_beside(each) for each in divisions)


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

"""LOC101 foreign-locale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gikqa import Confidence, Finding, Hit, Report, Severity, described, rule
from gikqa_locale import SPECS
from gikqa_locale.finders import Elsewhere, PlacesElsewhere
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.names import bearers_of
from gikqa_locale.publisher import Home
from gikqa_locale.witness import ENOUGH_MENTIONS, place_told

# A place that is named so often is no passing mention.
OFTEN = 3


@rule(
    **described(SPECS, "LOC101"),
    needs=("sections",),
    find=PlacesElsewhere(),
)
def foreign_locale(report: Report) -> Iterator[Finding]:
    named = report.found
    if not named:
        return
    found = [each for each in named if each.place.reason is None]
    home, year = found[0].home, found[0].home.year
    told = place_told(report.hits, year)
    own_is_named = any(_is_own(hit, home) for hit in report.hits)
    if told is not None and len(found) >= ENOUGH_MENTIONS and not own_is_named:
        # Either the text is another place's all through, or the head of the report is.
        first = found[0]
        yield _finding(first._replace(place=first.place._replace(divisions=(told,))), certain=True)
        return
    dealt_with = {
        each.place.divisions for each in named if each.place.reason and each.place.reason.relation
    }
    times = Counter(each.place.divisions for each in found)
    for each in found:
        place = each.place
        explained = place.divisions in dealt_with
        often = times[place.divisions] >= OFTEN and not home.is_beside(place.divisions[0])
        if place.certain or not explained:
            yield _finding(each, certain=not explained and (place.certain or often))


def _is_own(hit: Hit, home: Home) -> bool:
    divisions = [each.division for each in bearers_of(hit.phrase, home.year)]
    return any(home.is_near(each) and not home.is_beside(each) for each in divisions)


def _finding(each: Elsewhere, *, certain: bool) -> Finding:
    places, foreign, home = gazetteer(), each.place, each.home
    paths = [places.path(division, home.year) for division in foreign.divisions]
    return Finding(
        section=each.section,
        start=foreign.start,
        end=foreign.end,
        quote=foreign.name,
        observed=foreign.divisions[0].name,
        expected=home.division.name,
        params={
            "place": foreign.name,
            "place_path": " / ".join(paths),
            "place_code": " ".join(division.code for division in foreign.divisions),
            "home_path": places.path(home.division, home.year),
        },
        cause=f"foreign-locale:{foreign.divisions[0].code}",
        severity=None if certain else Severity.INFO,
        confidence=None if certain else Confidence.HINT,
    )

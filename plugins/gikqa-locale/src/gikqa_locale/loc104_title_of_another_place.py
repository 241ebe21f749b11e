"""LOC104 title-of-another-place."""

from __future__ import annotations

from collections.abc import Iterator

from gikqa import Finding, Report, Undetermined, described, judged, rule
from gikqa.text import pattern
from gikqa_locale import SPECS
from gikqa_locale.gazetteer import Division, gazetteer
from gikqa_locale.publisher import divisions_at_start, home_of, in_one_line

# What stands in front of the place in a title: 关于2019年度.
BEFORE_THE_PLACE = pattern(r"[\s《“]*(?:关于)?(?:\d{4}\s*年度?)?")
# About the time of a change a body and its report can bear different names.
YEARS_OF_CHANGE = 3


def _may_begin_otherwise(title: str | None, publisher: str | None) -> bool:
    """True unless the title begins with the publisher, as most titles do."""
    return not publisher or not (title or "").startswith(publisher)


@rule(
    **described(SPECS, "LOC104"),
    needs=("title", "publisher", "year"),
    reads=("region_code",),
    where=judged(_may_begin_otherwise, "title", "publisher"),
)
def title_of_another_place(report: Report) -> Iterator[Finding]:
    title, year = report.title or "", report.year
    before = BEFORE_THE_PLACE.match(title)
    start = before.end() if before is not None else 0
    named = divisions_at_start(title[start:], year)
    if not named or named[0].name not in title:
        return  # no place, or a short form, which may be part of another name
    home = home_of(
        region_code=report.region_code, publisher=report.publisher, title=None, year=year, texts=()
    )
    if home is None:
        raise Undetermined
    own = home.division
    if any(in_one_line(own, each, year) for each in named):
        return
    if any(_has_changed(each, year) for each in (own, *named)):
        return
    if any(each.stem in report.publisher for each in named):
        return  # the publisher is the town or bureau of that name: 武山镇
    places = gazetteer()
    yield Finding(
        quote=title,
        observed=named[0].name,
        expected=own.name,
        params={
            "place_path": " / ".join(places.path(each, year) for each in named),
            "home_path": places.path(own, year),
        },
        cause=f"foreign-locale:{named[0].code}",
    )


def _has_changed(division: Division, year: int) -> bool:
    ended = division.valid_to is not None and division.valid_to <= year + YEARS_OF_CHANGE
    began = division.valid_from >= year - YEARS_OF_CHANGE and division.valid_from > 2007
    return ended or began

"""LOC101 foreign-locale."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from gikqa import Confidence, Finding, Report, Severity, Undetermined, rule
from gikqa_locale.foreign_places import Foreign, foreign_places, names_to_search
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.publisher import Home, home_of


@rule(
    code="LOC101",
    name="foreign-locale",
    severity=Severity.WARNING,
    confidence=Confidence.LIKELY,
    needs=("sections", "publisher", "year"),
    reads=("region_code", "title"),
    phrases=names_to_search,
    source="GB/T 2260; Regulations on Disclosure of Government Information (Order 711), Art. 50",
    title={
        "zh": "出现了不属于本机关所在地的地名",
        "en": "A place is named that is not the publisher's own",
    },
    message={
        "zh": "正文出现 `{place}`（属 {place_path}），而本报告的发布机关属 `{home_path}`",
        "en": "`{place}` belongs to {place_path}, but this is a report of a body of `{home_path}`",
    },
)
def foreign_locale(report: Report) -> Iterator[Finding]:
    """The narrative names a county, city or district that is not the publisher's own.

    Why it matters: such a name is what is left when a report is written over that of another
    body, and then figures and systems may be the other body's too.
    How to mend: look up in the files which place is meant; if it is meant as it stands, say why
    it is named (a visit, aid, cooperation).
    """
    home = home_of(
        region_code=report.region_code,
        publisher=report.publisher,
        title=report.title,
        year=report.year,
        texts=(section.text for section in report.sections),
    )
    if home is None:
        raise Undetermined
    sections = report.sections
    for index, hits in groupby(report.hits, key=lambda hit: hit.index):
        for foreign in foreign_places(home, sections[index].text, list(hits)):
            yield _finding(foreign, sections[index].number, home)


def _finding(foreign: Foreign, section: int, home: Home) -> Finding:
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
    )

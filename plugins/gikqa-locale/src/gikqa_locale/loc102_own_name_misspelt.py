"""LOC102 own-name-misspelt."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

import tomli

from gikqa import Confidence, Finding, Report, Severity, described, rule
from gikqa_locale import SPECS
from gikqa_locale.contact_lines import area_codes_in
from gikqa_locale.contacts import contacts
from gikqa_locale.gazetteer import Division, gazetteer
from gikqa_locale.publisher import Home, home_of_report


@lru_cache(maxsize=1)
def misspellings() -> dict[str, tuple[Division, ...]]:
    """Names with one character exchanged, that no division bears, to the divisions meant."""
    text = (files("gikqa_locale") / "lookalikes.toml").read_text("utf-8")
    pairs: dict[str, str] = tomli.loads(text)["pairs"]
    known = {name for each in gazetteer() for name in (each.name, *each.short_names)}
    rights = frozenset(pairs)
    found: dict[str, tuple[Division, ...]] = {}
    for division in gazetteer():
        if rights.isdisjoint(division.name):  # of nearly all, told without trying each pair
            continue
        for right, wrongs in pairs.items():
            if right not in division.name:
                continue
            for wrong in wrongs:
                name = division.name.replace(right, wrong)
                # Two characters arise between words: 翕县, 悠县.
                if name not in known and len(name) > 2:
                    found[name] = (*found.get(name, ()), division)
    return found


@rule(
    **described(SPECS, "LOC102"),
    needs=("sections", "publisher", "year"),
    reads=("region_code", "title"),
    phrases=misspellings,
)
def own_name_misspelt(report: Report) -> Iterator[Finding]:
    home = home_of_report(report)
    for hit in report.hits:
        meant = [
            each for each in misspellings()[hit.phrase] if each.usable_in_report_of(report.year)
        ]
        if home is not None:
            own, certain = [each for each in meant if _is_own(each, home)], True
        else:
            # The name is wrong all through, in the publisher as well: contacts are the witness.
            stated = f"{report.publisher}\n{report.title or ''}"
            own = meant if len(meant) == 1 and hit.phrase in stated else []
            certain = bool(own) and _is_dialled(report, own[0])
        if own:
            yield Finding(
                section=hit.section,
                start=hit.start,
                end=hit.end,
                quote=hit.phrase,
                observed=hit.phrase,
                expected=own[0].name,
                params={"path": gazetteer().path(own[0], report.year)},
                cause=f"own-name-misspelt:{hit.phrase}",
                severity=None if certain else Severity.INFO,
                confidence=None if certain else Confidence.HINT,
            )


def _is_own(division: Division, home: Home) -> bool:
    line = {home.division, *gazetteer().ancestors(home.division, home.year)}
    return division in line or home.division in gazetteer().ancestors(division, home.year)


def _is_dialled(report: Report, division: Division) -> bool:
    """True if a telephone number of the report has the area code of the division."""
    own = contacts().area_codes_of(division)
    return bool(own & {area for each in report.sections for area in area_codes_in(each.text)})

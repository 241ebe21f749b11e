"""Judges which of the place names found in a text are foreign to a publisher.

Precision first: each step below can only silence. A wrong accusation costs more than a miss.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gikqa import Hit
from gikqa_locale.gazetteer import Bearer, Division, gazetteer
from gikqa_locale.permitted import permissions
from gikqa_locale.publisher import Home

FIRST_REPORT_YEAR = 2008
SMALLER_PLACES = ("镇", "乡", "街道", "村", "社区")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A place that is not the publisher's: where it stands and what it can mean."""

    start: int
    end: int
    name: str
    risk: str
    divisions: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """A chain of names, each directly behind the one above it: 山西省 吕梁市 柳林县."""

    start: int
    end: int
    last_start: int
    phrase: str
    bearers: tuple[Bearer, ...]


@lru_cache(maxsize=1)
def names_to_search() -> tuple[str, ...]:
    """Every name that can lead to a finding or, by being longer, prevents a wrong one.

    A name of high risk is searched only with the name of the division above it in front; its
    short form is not searched at all. Of provinces only the full names are.
    """
    names: set[str] = set()
    for division in gazetteer():
        if division.valid_to is not None and division.valid_to < FIRST_REPORT_YEAR:
            continue
        if division.risk == "high":
            names.update(above + division.name for above in _names_above(division))
        else:
            names.add(division.name)
        if division.level != "province":
            risks = zip(division.short_names, division.short_risks, strict=True)
            names.update(name for name, risk in risks if risk != "high")
    return tuple(sorted(names))


def foreign_places(home: Home, text: str, hits: Iterable[Hit]) -> Iterator[Foreign]:
    """The places in the text that the publisher has no visible reason to name, in order."""
    for named in _chains(sorted(hits, key=lambda hit: hit.start), home.year):
        if _is_silent_by_what_it_means(named, home) or _is_silent_by_its_place(named, text, home):
            continue
        risk = max((each.risk for each in named.bearers), key=("low", "medium", "high").index)
        divisions = tuple(dict.fromkeys(each.division for each in named.bearers))
        yield Foreign(named.start, named.end, text[named.start : named.end], risk, divisions)


def _chains(hits: Sequence[Hit], year: int) -> Iterator[_Named]:
    current: _Named | None = None
    for hit in hits:
        bearers = _bearers(hit.phrase, year)
        if current is not None and current.end == hit.start:
            below = _those_below(bearers, current.bearers, year)
            if below:
                current = _Named(current.start, hit.end, hit.start, hit.phrase, below)
                continue
        if current is not None:
            yield current
        current = _Named(hit.start, hit.end, hit.start, hit.phrase, bearers)
    if current is not None:
        yield current


def _is_silent_by_what_it_means(named: _Named, home: Home) -> bool:
    divisions = [each.division for each in named.bearers]
    if not divisions or any(home.is_near(each) for each in divisions):
        return True
    if len({each.code for each in divisions}) > 1 and any(map(home.is_in_own_province, divisions)):
        return True
    if any(_changed_about(each, home.year) for each in divisions if home.is_in_own_province(each)):
        # Counties change hands inside a province; about that time both sides name them.
        return True
    # The own town can have a county's name (武山镇), or the own division a foreign one's.
    own = {home.division.stem, *home.division.short_names}
    return any(each.stem in home.own_words or each.stem in own for each in divisions)


def _is_silent_by_its_place(named: _Named, text: str, home: Home) -> bool:
    allowed = permissions()
    is_full_name = any(each.is_full_name for each in named.bearers)
    if allowed.is_cut_from_a_longer_word(text, named.end, is_full_name=is_full_name):
        return True
    has_parent_in_front = named.last_start > named.start or named.phrase in _compounds()
    # Two syllables arise between words too easily (拆迁安置 holds 迁安, 平台安全 holds 台安), so
    # a short form needs a border whatever its class.
    safe = has_parent_in_front or (
        is_full_name and all(each.risk == "low" for each in named.bearers)
    )
    if not safe and not allowed.stands_after_a_border(text, named.start):
        return True
    if not is_full_name and any(named.phrase + smaller in text for smaller in SMALLER_PLACES):
        return True  # a town or village of the publisher bears the same name
    stands_for_an_organ = allowed.names_an_organ(text, named.end)
    if _is_only_a_mention(named, home, is_full_name) and not stands_for_an_organ:
        return True
    return allowed.permit(text, named.start, named.end) is not None


def _is_only_a_mention(named: _Named, home: Home, is_full_name: bool) -> bool:
    """True for places that are named for a thousand good reasons.

    These are provinces, prefectures by their short form, and the capital of the own province.
    """
    for division in (each.division for each in named.bearers):
        if division.level == "province" or (division.level == "prefecture" and not is_full_name):
            return True
        if division.code == home.division.code[:2] + "0100":
            return True
    return False


def _changed_about(division: Division, year: int) -> bool:
    began = division.valid_from >= year - 1 and division.valid_from > FIRST_REPORT_YEAR - 1
    ended = division.valid_to is not None and division.valid_to <= year + 1
    return began or ended


def _bearers(phrase: str, year: int) -> tuple[Bearer, ...]:
    """What a searched phrase means; one of high risk carries its parent's name in front."""
    return gazetteer().bearers(phrase, year) or tuple(
        Bearer(division, True, division.risk)
        for division in _compounds().get(phrase, ())
        if division.usable_in_report_of(year)
    )


@lru_cache(maxsize=1)
def _compounds() -> dict[str, tuple[Division, ...]]:
    """Parent and name to the divisions of high risk that it means: 马鞍山市和县."""
    found: dict[str, tuple[Division, ...]] = {}
    for division in gazetteer():
        if division.risk == "high":
            for above in _names_above(division):
                found[above + division.name] = (*found.get(above + division.name, ()), division)
    return found


def _names_above(division: Division) -> set[str]:
    above = gazetteer().versions(division.parent_code or "")
    return {name for each in above for name in (each.name, each.stem)}


def _those_below(
    bearers: Sequence[Bearer], above: Sequence[Bearer], year: int
) -> tuple[Bearer, ...]:
    upper = {each.division for each in above}
    return tuple(
        each for each in bearers if upper & set(gazetteer().ancestors(each.division, year))
    )

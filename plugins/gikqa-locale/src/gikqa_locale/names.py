"""The names that are searched in a text, and what each can mean."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from gikqa_locale.gazetteer import Bearer, Division, gazetteer

FIRST_REPORT_YEAR = 2008
ORGAN = "人民政府"
"""Behind a name of high risk it shows that the name is meant."""


@lru_cache(maxsize=1)
def names_to_search() -> tuple[str, ...]:
    """Every name that can lead to a finding or, by being longer, prevents a wrong one.

    A name of high risk is searched only with the name of the division above it in front or with
    an organ behind; its short form is not searched at all. Of provinces only the full names are.
    """
    names = dict.fromkeys([*_compounds(), *_with_organ()])
    for division in gazetteer():
        if division.valid_to is not None and division.valid_to < FIRST_REPORT_YEAR:
            continue
        if division.risk != "high":
            names[division.name] = None
        if division.level != "province":
            risks = zip(division.short_names, division.short_risks, strict=True)
            names |= dict.fromkeys(name for name, risk in risks if risk != "high")
    return tuple(names)


@lru_cache(maxsize=65_536)
def bearers_of(phrase: str, year: int) -> tuple[Bearer, ...]:
    """What a searched phrase means; one of high risk has another name or an organ beside it."""
    divisions = _compounds().get(phrase) or _with_organ().get(phrase) or ()
    return gazetteer().bearers(phrase, year) or tuple(
        Bearer(division, True, division.risk)
        for division in divisions
        if division.usable_in_report_of(year)
    )


def length_of_name(phrase: str) -> int:
    """The characters of a searched phrase that are the name: 3 of 会同县人民政府."""
    return len(phrase) - len(ORGAN) if phrase in _with_organ() else len(phrase)


def has_parent_in_front(phrase: str) -> bool:
    """True for 马鞍山市和县."""
    return phrase in _compounds()


@lru_cache(maxsize=1)
def _compounds() -> dict[str, tuple[Division, ...]]:
    """Parent and name to the divisions of high risk that it means: 马鞍山市和县."""
    found: dict[str, tuple[Division, ...]] = {}
    for division in gazetteer():
        if division.risk == "high":
            for above in _names_above(division):
                found[above + division.name] = (*found.get(above + division.name, ()), division)
    return found


@lru_cache(maxsize=1)
def _with_organ() -> dict[str, tuple[Division, ...]]:
    """Name and organ to the divisions of high risk that it means: 和县人民政府."""
    found: dict[str, tuple[Division, ...]] = {}
    for division in gazetteer():
        if division.risk == "high":
            phrase = division.name + ORGAN
            found[phrase] = (*found.get(phrase, ()), division)
    return found


def _names_above(division: Division) -> set[str]:
    above = gazetteer().versions(division.parent_code or "")
    return {name for each in above for name in (each.name, each.stem)}


def simplified(text: str) -> str:
    """A text with the traditional characters of names replaced: 柳河縣."""
    return text.translate(_simplified())


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    lines = (files("gikqa_locale") / "traditional.tsv").read_text("utf-8").splitlines()
    return {
        ord(traditional): simple for traditional, simple in (line.split("\t") for line in lines)
    }

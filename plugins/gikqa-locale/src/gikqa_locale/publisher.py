"""Finds the division that a report's publisher belongs to, and what counts as near to it.

The sources of knowledge, the strongest first: the region code, the publisher's name, the title,
and the address in the narrative. If they contradict each other, or leave several divisions, the
answer is None: a rule that does not know where a body is must not call other places foreign.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gikqa import Report
from gikqa.text import pattern
from gikqa_locale.gazetteer import MUNICIPALITIES, Bearer, Division, gazetteer

# Behind a short form: it is part of another name.
NAMES_SOMETHING_ELSE = ("路", "街", "大道", "镇", "乡", "村", "社区", "湖", "河", "山", *"县市区")
CORPS_CITIES = "6590"  # lie scattered inside the prefectures of 新疆
# Bodies whose district is not that of the place in their name, or that have to do with places
# everywhere: customs, railways, river commissions, schools, companies.
BODIES_OF_NO_ONE_PLACE = pattern(
    "(?<!山)海关|铁路|海事|民航|空管|流域|水利委员会|航务|航道|边检|大学|学院|医院|公司|集团|研究院"
)
# Bodies whose ground may lie in several counties.
ZONES = pattern("开发区|高新区|新区|园区|景区|度假区|示范区|保税区|管委会|管理委员会|分局")
SHORTEST_UNIT = 3
ADDRESS = pattern(r"地\s*址\s*[:：]?\s*(\S{2,40})")


@dataclass(frozen=True)
class Home:
    """Where a publisher belongs, and every place that it may name without a reason."""

    division: Division
    year: int
    own_words: str  # publisher and title: a place inside these is the publisher's own
    near: frozenset[str]  # beginnings of codes: its prefecture, or its whole province

    def __hash__(self) -> int:  # what is near follows from the division
        return hash((self.division, self.year, self.own_words))

    def is_near(self, division: Division) -> bool:
        """True for the own division, those above and below it, and those beside it."""
        if division.level == "province":
            return division.code == self.division.province_code
        if CORPS_CITIES in (division.code[:4], self.division.code[:4]):
            return self.is_in_own_province(division)
        return division.code.startswith(tuple(self.near))

    def is_beside(self, division: Division) -> bool:
        """True for a near county or district of a body of a county that is another one's.

        Bodies of zones, and cities of the corps, have to do with the counties around them.
        """
        return (
            division.level == self.division.level == "county"
            and division.code != self.division.code
            and self.is_near(division)
            and CORPS_CITIES not in (division.code[:4], self.division.code[:4])
            and not ZONES.search(self.own_name.replace(self.division.name, ""))
        )

    @property
    def own_name(self) -> str:
        """Publisher and title without the names of the divisions above its own."""
        words = self.own_words
        for above in gazetteer().ancestors(self.division, self.year):
            words = words.replace(above.name, "")
        return words

    @property
    def unit(self) -> str:
        """What the publisher is called after its place: 教育局, 大寨镇; empty for a government."""
        return _unit_of(self.own_words.partition("\n")[0], self.year)

    def is_in_own_province(self, division: Division) -> bool:
        """True if both lie in one province."""
        return division.code[:2] == self.division.code[:2]


@lru_cache(maxsize=16_384)
def _unit_of(publisher: str, year: int) -> str:
    unit = publisher[end_of_divisions(publisher, year) :]
    for office in ("办公室", "人民政府", "政府", "办事处"):
        unit = unit.removesuffix(office)
    return unit if len(unit) >= SHORTEST_UNIT else ""


def home_at(division: Division, year: int, own_words: str = "") -> Home:
    """The home of a body that is known to belong to a division."""
    return Home(division, year, own_words, _near(division))


def home_of_report(report: Report) -> Home | None:
    """The home of a report's publisher; reads region code, publisher, title, year and sections."""
    return home_of(
        region_code=report.region_code,
        publisher=report.publisher,
        title=report.title,
        year=report.year,
        texts=(section.text for section in report.sections),
    )


def home_of(
    *, region_code: str | None, publisher: str, title: str | None, year: int, texts: Iterable[str]
) -> Home | None:
    """The home of a publisher in a year, or None if it is unknown, disputed or nation-wide."""
    if BODIES_OF_NO_ONE_PLACE.search(publisher):
        return None
    by_code, named = _by_code_and_name(region_code, publisher, title, year)
    if by_code is not None:
        if named and not any(in_one_line(by_code, each, year) for each in named):
            return None  # the code says one place and the name another
        division = by_code
    else:
        known = tuple(texts)
        candidates = named or _from_addresses(known, year)
        if len(candidates) > 1:
            candidates = _placed_by_address(candidates, known, year)
        if len(candidates) != 1:
            return None
        division = candidates[0]
    return home_at(division, year, f"{publisher}\n{title or ''}")


def _by_code_and_name(
    region_code: str | None, publisher: str, title: str | None, year: int
) -> tuple[Division | None, tuple[Division, ...]]:
    named = divisions_at_start(publisher, year) or divisions_at_start(title or "", year)
    return (gazetteer().of_code(region_code, year) if region_code else None), named


@lru_cache(maxsize=16_384)  # a publisher has several reports of a year: of its bodies, of batches
def divisions_at_start(text: str, year: int) -> tuple[Division, ...]:
    """What the chain of names at the start of a text can mean: 眉山市东坡区崇礼镇 → 东坡区.

    Several answers for a shared name without a parent (鼓楼区); none if no name stands there.
    """
    found, _ = _chain_at_start(text, year)
    return tuple(dict.fromkeys(gazetteer().of_code(each.code, year) or each for each in found))


def end_of_divisions(text: str, year: int) -> int:
    """Where the chain of names at the start of a text ends: 6 of 眉山市东坡区崇礼镇."""
    return _chain_at_start(text, year)[1]


def _chain_at_start(text: str, year: int) -> tuple[tuple[Division, ...], int]:
    found: tuple[Division, ...] = ()
    position = 0
    while (step := _name_at(text, position, found, year)) is not None:
        found, position = step
    return found, position


def _name_at(
    text: str, position: int, above: tuple[Division, ...], year: int
) -> tuple[tuple[Division, ...], int] | None:
    """The longest name at the position that continues the chain `above`, and where it ends."""
    places = gazetteer()
    room = len(text) - position
    for size in (each for each in places.lengths(text[position : position + 2]) if each <= room):
        name = text[position : position + size]
        bearers = [
            bearer.division
            for bearer in places.bearers(name, year)
            if bearer.is_full_name or _may_be_short(text, position + size, bearer, above)
        ]
        if above:
            bearers = [
                each
                for each in bearers
                if any(over in above for over in places.ancestors(each, year))
            ]
        if bearers:
            return tuple(bearers), position + size
    return None


def _may_be_short(text: str, end: int, bearer: Bearer, above: tuple[Division, ...]) -> bool:
    """A short form is trusted for a province, below another name, or before an organ.

    内蒙古乌拉特中旗, 安徽省亳州涡阳县, 上犹政府办; not 山东路街道, and not 河南 in 河南县.
    """
    if text[end - 1] in "县州旗":
        return True  # 麻阳县, 黔东南州: as good as the full name
    if text.startswith(NAMES_SOMETHING_ELSE, end):
        return False
    if bearer.division.level == "province":
        return True
    return bearer.risk != "high" and (bool(above) or text.startswith(("人民政府", "政府"), end))


def in_one_line(one: Division, other: Division, year: int) -> bool:
    """True for one place in two versions, and for a place and one above it."""
    places = gazetteer()
    return (
        one.code == other.code
        or one.stem == other.stem
        or one in places.ancestors(other, year)
        or other in places.ancestors(one, year)
    )


def _from_addresses(texts: Iterable[str], year: int) -> tuple[Division, ...]:
    """A division that an address names together with the one above it; weak, so both are asked."""
    found: set[Division] = set()
    for text in texts:
        for address in ADDRESS.findall(text):
            for division in divisions_at_start(address, year):
                above = gazetteer().ancestors(division, year)
                if any(address.startswith((over.name, over.stem)) for over in above):
                    found.add(division)
    return tuple(sorted(found, key=lambda division: division.code))


def _placed_by_address(
    candidates: tuple[Division, ...], texts: Iterable[str], year: int
) -> tuple[Division, ...]:
    """Those bearers of a shared name whose prefecture or province is named in an address."""
    addresses = [address for text in texts for address in ADDRESS.findall(text)]
    return tuple(
        each
        for each in candidates
        if any(
            over.name in address
            for over in gazetteer().ancestors(each, year)
            for address in addresses
        )
    )


@lru_cache(maxsize=4096)
def _near(division: Division) -> frozenset[str]:
    places = gazetteer()
    own = {_nearness(division.code, division.level)}
    # Divisions that were renamed, raised or moved keep their relations: 枞阳 went from 安庆 to
    # 铜陵 in 2015, 莱芜市 became 莱芜区 of 济南 in 2018, 昌都地区 became 昌都市 in 2014.
    above = places.ancestors(division, division.valid_from)
    line = [division, *(each for each in above if each.level == "prefecture")]
    own |= {
        _nearness(each.code, each.level)
        for one in line
        for name in one.short_names or (one.name,)
        for each in places.bearers_of_any_year(name)
        if each.code[:2] == one.code[:2]
        and each.level != "province"
        and (each.level == one.level or one is division)
    }
    return frozenset(own)


def _nearness(code: str, level: str) -> str:
    """The beginning of a code that divisions near to each other share."""
    if level == "province" or code[:2] in MUNICIPALITIES:
        return code[:2]
    return code[:4]

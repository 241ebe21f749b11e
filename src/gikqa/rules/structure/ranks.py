"""Where a publisher stands: its unit of the level of a county, and the units it is no part of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from gikqa.rules.shared.county_cities import COUNTY_CITIES
from gikqa.rules.structure.levels import kind_of_township
from gikqa.text import pattern

WORDS: dict[str, Any] = tomli.loads(Path(__file__).with_name("ranks.toml").read_text("utf-8"))
"""The words of ranks.toml, by list."""

BELOW_CITIES = ("县", "区", "旗")

_UNCLEAR = pattern("|".join(WORDS["unclear"]))
_CODE = re.compile("[1-6][0-9]{5}")
_UNIT = pattern(
    # 市中区 begins with no city, nor 社旗县 with a banner; 城市管理 and 社区 are no places.
    "([\u4e00-\u9fff]+?)(自治区|自治州|地区|省|盟|县|区|旗|市)"
    "(?!区|市(?!场|容|政(?!府))|场|容|政(?!府)|(?<=旗)县)(?<!社区)(?<!城市(?=[管建规综更运公执环园社房行]))"
)


@dataclass(frozen=True)
class Standing:
    """What a publisher's name and code say of its level.

    rank: city (of a prefecture or a county), county or township. unit: 县, 区, 旗 or 市, None where
    a township does not name it. name: the unit with its name. foreign: the units that the body is
    no part of. may_be_region: whether 区 may be its province; None if unknown.
    """

    rank: str
    unit: str | None
    name: str
    foreign: frozenset[str]
    may_be_region: bool | None


@lru_cache(maxsize=16_384)
def standing_of(publisher: str, region_code: str | None, level: str | None) -> Standing | None:
    """Where a publisher stands; None where its name does not tell, or its code says otherwise."""
    if _UNCLEAR.search(publisher):
        return None
    units = _units_in(publisher)
    unit, name = next(
        (one for one in units if one[0] in BELOW_CITIES),
        next((one for one in reversed(units) if one[0] == "市"), (None, "")),
    )
    if any(kind in name[1:-1] for kind in (*BELOW_CITIES, "市")):
        return None  # 番禺区市桥街道: where the unit ends is unknown
    code = region_code if region_code and _CODE.fullmatch(region_code) else None
    coded = _unit_of_code(code)
    is_township = kind_of_township(publisher) is not None
    if is_township and coded and unit in (None, "市"):
        unit, name = coded, name if coded == unit else ""
    elif coded and coded != unit:
        return None
    is_county_city = coded == "市" or name.removesuffix("市") in COUNTY_CITIES
    rank = _rank(is_township, unit, is_county_city, level)
    if rank is None:
        return None
    province = _province(publisher, code)
    foreign = set(BELOW_CITIES) - {unit} if unit else set()
    undivided = is_county_city or name.removesuffix("市") in WORDS["undivided"]
    if is_township and unit == "市" and not undivided:
        foreign = set()  # the name of the district may have been left out
    in_no_city = _has_no_city([kind for kind, _ in units], code)
    if province == "regions" or in_no_city:
        foreign -= {"区"}  # the short name of a 自治区, and of a 地区
    if name in WORDS["was_county"]:
        foreign -= {"县"}
    if province in ("cities", "regions"):
        foreign |= {"省"}
    if unit in ("县", "旗") and in_no_city:
        foreign |= {"市"}
    may_be_region = None if province is None else province == "regions"
    return Standing(rank, unit, name, frozenset(foreign), may_be_region)


def whole_name(publisher: str, texts: Iterable[str]) -> str:
    """The name of a township with its county as the texts have it: 青桐县柳溪镇 of 柳溪镇."""
    own = re.match("[\u4e00-\u9fff]{2,6}?(?:镇|乡|街道|苏木)", publisher)
    if own is None:
        return publisher
    counties = {
        found[0].removesuffix(own[0])
        for text in texts
        for found in re.finditer(f"[\u4e00-\u9fff]{{2}}[县区旗]{own[0]}", text)
    }
    # 社区柳溪镇 and 我区柳溪镇 name no place; two places contradict each other.
    named = [one for one in counties if one[-2] not in WORDS["no_county"]]
    return named[0] + publisher if len(named) == 1 else publisher


def _units_in(publisher: str) -> list[tuple[str, str]]:
    """The units that a name begins with, each with its name: 章贡区 of 赣州市章贡区水东镇."""
    head = publisher.partition("人民政府")[0]
    return [
        (found[2], found[0])
        for found in _UNIT.finditer(head)
        # 旧县镇 and 红旗路街道 are townships.
        if not head.startswith(("镇", "乡", "街道"), found.end()) and found[0] != "红旗"
    ]


def _rank(
    is_township: bool, unit: str | None, is_county_city: bool, level: str | None
) -> str | None:
    """The rank, None where the level of the report says otherwise."""
    if is_township:
        return None if level in ("province", "prefecture", "county") else "township"
    if unit is None or level in ("province", "township"):
        return None
    if unit in BELOW_CITIES or is_county_city:
        return None if level == "prefecture" else "county"
    return None if level == "county" else "city"


def _province(publisher: str, code: str | None) -> str | None:
    """cities, regions or province: of what kind the province is; None if unknown."""
    for kind in ("cities", "regions"):
        if (code and code[:2] in WORDS[kind]) or publisher.startswith(tuple(WORDS[kind].values())):
            return kind
    return "province" if code or "省" in publisher[:5] else None


def _has_no_city(kinds: list[str], code: str | None) -> bool:
    """Whether no city is above a county: in a 自治州, 盟 or 地区, or directly below a province."""
    if code:
        return code[:2] not in WORDS["cities"] and ("21" <= code[2:4] <= "50" or code[2:4] == "90")
    return not {"自治州", "盟", "地区"}.isdisjoint(kinds)


def _unit_of_code(code: str | None) -> str | None:
    """县, 区 or 市 as the last digits of a code say; None for others, zones and banners."""
    if code is None or code[4:] == "00":
        return None
    place, number = code[2:4], int(code[4:])
    if code[:2] in WORDS["cities"]:
        return "区" if place == "01" else "县"
    if place == "90":
        return "市" if number <= 20 else "县"
    if number <= 20:
        return "市" if "21" <= place <= "50" else "区"
    if number >= 81:
        return "市"
    return "县" if number < 70 and code[:2] != "15" else None

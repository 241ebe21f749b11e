"""What a body says of levels of government, judged by where its publisher stands."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from itertools import product
from typing import NamedTuple

from gikqa import Hit
from gikqa.rules.shared.text_around import has_any, sentence_around
from gikqa.rules.structure.ranks import BELOW_CITIES, WORDS, Standing
from gikqa.text import pattern

_UNITS = (*BELOW_CITIES, "市", "省")
_SELVES = {f"{self}{unit}": unit for self, unit in product("我本全", _UNITS)}
_ORGANS = {
    f"{unit}{organ}": unit
    for unit, organ in product(_UNITS, ("委", "政府", "人民政府", "直", "长"))
}
_TOWNSHIPS = ("镇人民政府", "乡人民政府")
_CHANCELLERY = "政府办公厅"
_DIVISIONS = ("处室", "处（室）", "处(室)")
# The longest phrase is found, so that 县政府 does not hide 县政府办公厅.
_CHANCELLERIES = [_CHANCELLERY] + [
    f"{unit}{people}{_CHANCELLERY}" for unit, people in product(_UNITS, ("", "人民"))
]
_BELOW = (*WORDS["below_provinces"], *WORDS["below_cities"], *WORDS["below_counties"])

_REACH = 200
"""Characters before 全县 in which a county may be named."""

_STOPS = "，。；：“！？,;:!?\n\r\t \u3000"
_OPENS = tuple(WORDS["opens"])
_WITH_GOVERNMENT = pattern("[、和及]?(?:县|区|旗|市|省)?(?:人民)?政府(?!部门|信息|网|门户)")
_AFTER = {"直": pattern("[各部单有机]"), "长": pattern("(?:任|为|担任|牵头|负总责|亲自)")}
_WHOSE = pattern("(国务院|自治区|省|市|区|县|旗|镇|乡|街道|办事处|州|盟)?(?:人民)?$")
_LED, _DISCLOSURE = map(pattern, (WORDS["led"], WORDS["disclosure"]))
_BY_ITSELF = pattern(
    "在(?P<leaders>(?P<unit>[县区旗市镇乡])党?委[、和及]?(?P=unit)?(?:人民)?政府)的?[\u4e00-\u9fff]{0,8}领导下"
)
_SUPERIORS = {
    "省": pattern("省|国务院|国家|中央|上级|厅"),
    "市": pattern("[省市州](?!场|民|直)|国务院|国家|上级"),
    "县": pattern("[省市县区旗州](?!直|级|里|域|场|民)|国务院|国家|上级"),
}

PHRASES = (*_SELVES, *_ORGANS, *_TOWNSHIPS, *_CHANCELLERIES, *_DIVISIONS, *_BELOW)
"""What is looked for: selves, organs, offices, and bodies below."""


@lru_cache(maxsize=256)
def to_be_judged(rank: str, unit: str | None, foreign: frozenset[str]) -> frozenset[str]:
    """The phrases that may be wrong of a body; most of what a report says is of its own level."""
    acting = {"全省", "全市"} | ({f"全{unit}"} if rank == "township" else set())
    bodies = {f"{one}直" for one in _UNITS if rank == "township" or one != unit}
    named = {name for name, one in (_SELVES | _ORGANS).items() if one in foreign}
    return frozenset({*named, *acting, *bodies, *_CHANCELLERIES, *_DIVISIONS, *_BELOW})


class Said(NamedTuple):
    """Where the words stand, what would be right, and whether nothing else can be meant."""

    start: int
    end: int
    expected: str
    is_sure: bool


class Judged:
    """One phrase with its sentence, judged by where the publisher stands."""

    def __init__(
        self, hit: Hit, text: str, texts: list[str], standing: Standing, publisher: str
    ) -> None:
        self.hit, self.text, self.texts = hit, text, texts
        self.standing, self.publisher = standing, publisher
        self.rank, self.unit = standing.rank, standing.unit

    def judge(self) -> Said | None:
        """What is wrong with the phrase, None if nothing is."""
        phrase = self.hit.phrase
        if led := self.led_by_itself():
            return led
        if phrase in _SELVES:
            return self.self_of_a_unit(_SELVES[phrase])
        if phrase in _ORGANS:
            return self.organ_of_a_unit(_ORGANS[phrase])
        if phrase.endswith(_CHANCELLERY):
            return self.chancellery()
        if phrase in _DIVISIONS:
            return self.divisions()
        return self.bodies_below() if phrase in _BELOW else None

    def led_by_itself(self) -> Said | None:
        """柳溪镇人民政府在镇党委、镇政府的领导下, where its superior should stand."""
        phrase, text = self.hit.phrase, self.text
        led = _BY_ITSELF.match(text, self.hit.end) if phrase.endswith("人民政府") else None
        if led is None or led["unit"] != phrase[0]:
            return None
        own = self.publisher.partition("人民政府")[0]
        is_own = text[max(0, self.hit.start - 2) : self.hit.start + 1] == own[-3:]
        if not is_own or not self.publisher.endswith("人民政府") or self.unit is None:
            return None
        of_county = self.rank == "township"
        superior = f"{self.unit}委、{self.unit}政府" if of_county else "上级党委、政府"
        return Said(led.start("leaders"), led.end("leaders"), superior, False)

    def self_of_a_unit(self, unit: str) -> Said | None:
        """我县, 本县 and 全县 of a body that is in no county."""
        before, after = self._sentence
        if before.endswith(tuple(WORDS["not_before"])) or after.startswith(
            tuple(WORDS["not_after"])
        ):
            return None
        first = self.hit.phrase[0]
        of_all_towns = self.rank == "township" and unit == self.unit
        if first == "全" and (unit in ("省", "市") or of_all_towns):
            return self._acts_for(unit, before, after)
        if unit not in self.standing.foreign:
            return None
        if self.rank == "city" and first == "全" and (unit == "区" or self._is_of_a_county()):
            return None
        expected = f"{first}{self._instead_of(unit)}"
        return self._of_a_foreign(unit, self.hit.end, expected, first != "全")

    def organ_of_a_unit(self, unit: str) -> Said | None:
        """县委、县政府 of a body that has no county above it."""
        before, after = self._sentence
        organ = self.hit.phrase[1:]
        if organ == "直" and unit not in self.standing.foreign:
            return self._bodies_of_a_superior(unit, before, after)
        if unit not in self.standing.foreign:
            return None
        if not _opens(before) or (organ in _AFTER and not _AFTER[organ].match(after)):
            return None
        both = _WITH_GOVERNMENT.match(self.text, self.hit.end) if organ == "委" else None
        end = both.end() if both else self.hit.end
        if unit in ("省", "市") and not both:
            return None
        # A prefecture has counties below it, which are led so.
        leads = both and _LED.match(self.text, end) and not has_any(WORDS["of_those_below"], before)
        if self.rank == "city" and not leads:
            return None
        expected = self.text[self.hit.start : end].replace(unit, self._instead_of(unit))
        if unit == "省" and self.standing.may_be_region:
            expected = "自治区党委、政府"
        return self._of_a_foreign(unit, end, expected, bool(both))

    def _bodies_of_a_superior(self, unit: str, before: str, after: str) -> Said | None:
        """督促市直各部门, as what a county did."""
        own = "" if self.rank == "township" else self.unit
        if (self.rank == "city" and unit == "市") or unit == own or self.unit is None:
            return None
        if not _AFTER["直"].match(after) or not self._governs(before):
            return None
        return self._found(f"{own}直" if own else self.publisher, False)

    def _governs(self, before: str) -> bool:
        """Whether the body itself deals with those that are named next."""
        if self.rank == "city" or (self.rank == "county" and self.unit == "市"):
            above = _SUPERIORS["省"]
        else:
            above = _SUPERIORS["市" if self.rank == "county" else "县"]
        if not before.endswith(tuple(WORDS["governs"])) or above.search(before):
            return False
        return not self._is_quoted() and not has_any(WORDS["serves"], before)

    def chancellery(self) -> Said | None:
        """政府办公厅 of a county or a township, which have a 办公室."""
        start = self.hit.end - len(_CHANCELLERY)
        before = self.text[max(0, start - 24) : start]
        whose = _WHOSE.search(before)
        of = whose[1] if whose else None
        right = "政府办公室"
        if of in ("县", "旗", "镇", "乡", "街道", "办事处"):
            return self._found(right, self.rank != "city", start)
        if self.rank == "city" or (whose and whose[0] and of is None and not self._is_own(before)):
            return None
        if of in ("区", "市"):
            is_own = self._is_own(before)
            may_be = of == "区" and self.unit == "区" and self.standing.may_be_region is not True
            return self._found(right, is_own, start) if is_own or may_be else None
        return self._found(right, False, start) if of is None and _opens(before) else None

    def divisions(self) -> Said | None:
        """处室 of a county, where offices are called 股室 or 科室."""
        if self.unit not in ("县", "旗") and not (self.unit == "市" and self.rank == "county"):
            return None
        if has_any(WORDS["with_divisions"], self.publisher):
            return None
        if has_any(WORDS["divisions_of_others"], *self._sentence) or self._is_quoted():
            return None
        return self._found("科室", False)

    def bodies_below(self) -> Said | None:
        """各县区 as bodies that a county governs, and 各乡镇 that a school does."""
        is_small = has_any(WORDS["without_area"], self.publisher)
        is_of_province = self.hit.phrase in WORDS["below_provinces"]
        of_counties = self.hit.phrase in WORDS["below_counties"]
        if not is_small and (of_counties or (self.rank == "city" and not is_of_province)):
            return None
        before, after = self._sentence
        whole = next((one for one in WORDS["whole"] if before.endswith(one)), "")
        if not self._governs(before.removesuffix(whole)) or "会" in after[:20]:
            return None
        if self.rank == "city":
            return self._found(self.publisher if is_small else "各县（市、区）", False)
        right = "各村（社区）" if self.rank == "township" else "各乡镇（街道）"
        return self._found(self.publisher if is_small else right, False)

    def _acts_for(self, unit: str, before: str, after: str) -> Said | None:
        """推动全省政务公开工作, as what a county did."""
        of_own_city = unit == "市" and unit == self.unit and self.rank != "township"
        if of_own_city or (self.rank == "city" and unit != "省") or self.unit is None:
            return None
        named = _DISCLOSURE.match(after)
        if not named or not before.endswith(tuple(WORDS["acts"])) or self._is_quoted():
            return None
        rest = after[named.end() :]
        if _SUPERIORS[unit if unit in _SUPERIORS else "县"].search(before) or has_any(
            WORDS["serves"], before, rest[:24]
        ):
            return None
        own = "全市" if self.rank == "city" else f"全{self.unit}"
        return self._found(self.publisher if self.rank == "township" else own, False)

    def _of_a_foreign(self, unit: str, end: int, expected: str, is_plain: bool) -> Said | None:
        """The finding, unless the text shows that another place may be meant."""
        around = self.text[max(0, self.hit.start - 3) : end + 3]
        sentence = "".join(self._sentence)
        if self.unit is None or re.search(
            f"[{unit}][（(、/]?{self.unit}|{self.unit}[）)、/]*{unit}", around
        ):
            return None
        if self._is_quoted() or has_any(WORDS["elsewhere"], sentence):
            return None
        if has_any(WORDS["changes"], *self.texts) or _names_a(unit, sentence):
            return None
        # No region and no zone has a 区委, and none a 局 called 本区局.
        is_committee = self.hit.phrase == "区委" or self.text.startswith("局", end)
        if unit == "区" and not is_committee and not self._has_no_other_district():
            return None
        own, other = (self._mentions(one) for one in (self.unit, unit))
        if other > 2 * max(own, 1):  # 县委、县政府 are two
            return None
        is_sure = is_plain and own > 0 and (unit != "区" or is_committee)
        return Said(self.hit.start, end, expected, is_sure)

    def _found(self, expected: str, is_sure: bool, start: int | None = None) -> Said:
        return Said(self.hit.start if start is None else start, self.hit.end, expected, is_sure)

    def _is_of_a_county(self) -> bool:
        """Whether a county was named shortly before 全县, in a city's report."""
        before = self.text[max(0, self.hit.start - _REACH) : self.hit.start]
        return _names_a("县", before) or "县" in before[-2:]

    def _has_no_other_district(self) -> bool:
        """Whether 区 can be neither the region nor a zone."""
        if has_any(WORDS["of_a_region"], *self.texts):
            return False
        known = self.standing.may_be_region is False
        return known or has_any(WORDS["of_a_province"], *self.texts)

    def _instead_of(self, unit: str) -> str:
        """The unit that should be named: the province itself for 省, else the own one."""
        if unit == "省":
            return "区" if self.standing.may_be_region else "市"
        return self.unit or ""

    def _mentions(self, unit: str) -> int:
        """How often the narrative speaks of itself, or of its superior, as a unit."""
        said = [f"我{unit}", f"全{unit}", f"{unit}委", f"{unit}政府", f"{unit}人民政府"]
        if unit == self.unit and self.standing.name:
            said.append(self.standing.name)
        return sum(text.count(word) for word in said for text in self.texts)

    def _is_own(self, before: str) -> bool:
        name = self.standing.name
        return bool(name) and before.removesuffix("人民").endswith(name) and self.rank != "city"

    def _is_quoted(self) -> bool:
        before, _ = self._sentence
        return any(before.rfind(mark) > before.rfind(end) for mark, end in ("《》", "“”", "「」"))

    @cached_property
    def _sentence(self) -> tuple[str, str]:
        return sentence_around(self.text, self.hit.start, self.hit.end)


def _opens(before: str) -> bool:
    """Whether no name can stand before what follows."""
    return not before or before[-1] in _STOPS or before.endswith(_OPENS)


def _names_a(unit: str, sentence: str) -> bool:
    """Whether a place of this kind is named in the rest of a sentence."""
    no_name = (*WORDS["not_named"], *(word[-1] for word in _OPENS))
    found = re.finditer(f"([\u4e00-\u9fff]){unit}(?![{WORDS['not_after']}])", sentence)
    return any(one[1] not in no_name for one in found)

"""The own township of a publisher, and other townships where a sentence speaks as one.

No register lists townships here, so they are known by form: 柳林镇, 人民路街道, 巴音苏木.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files

import tomli

from gikqa import Hit
from gikqa.text import pattern
from gikqa_locale.gazetteer import gazetteer
from gikqa_locale.names_by_form import Form, OtherName, name_before, names_above, tells_of_others
from gikqa_locale.permitted import sentence_around
from gikqa_locale.publisher import end_of_divisions

OWN = pattern(
    "(?:人民政府|政府)?([\u4e00-\u9fff]{1,8}?)(镇|乡|街道|苏木)"
    "(?:人民政府|政府|办事处|党政综合办公室|党政办公室|党政办)?(?:办公室)?$"
)
# Longer names of townships are rare: 鲊埠回族乡, 达来呼布镇. What is longer than usual is mostly a
# piece of the sentence (切实增强镇政府公信力), so it is only told where nothing else can be meant.
LONGEST, USUAL = 6, 3
# Beside these no name stands: 各乡镇, 我镇, 建制镇, 特色小镇, 由县乡镇.
NO_NAME = pattern(
    "[我本各该全某每两及和与、等县市区乡村]|镇(?!$)|中心|重点|特色|建制|有关|相关|上级|所辖|下辖|街道|基层|试点|商业|圩镇"
)
NAMES = Form(2, LONGEST, NO_NAME)
NO_STEM = frozenset("我本各全该某乡城村集下返还侨家圩老古强小")


@lru_cache(maxsize=1)
def phrases() -> dict[str, str]:
    """The kinds of townships with what follows where one acts, to the kind: 镇人民政府."""
    words = tomli.loads((files("gikqa_locale") / "speaking.toml").read_text("utf-8"))["township"]
    return {unit + behind: unit for unit in words["units"] for behind in words["behind"]}


@lru_cache(maxsize=16_384)
def own_township(publisher: str, year: int) -> str | None:
    """The name of the township whose body a publisher is, without its kind: 柳林 of 柳林镇."""
    match = OWN.fullmatch(publisher[end_of_divisions(publisher, year) :])
    return match[1] if match else None


def is_own(publisher: str, year: int, before: str) -> bool:
    """True if the text before the kind of a township is no name, or the publisher's own one."""
    own = own_township(publisher, year)
    return own is None or before.endswith(own) or before[-1:] in NO_STEM or not before


def others_named(
    publisher: str,
    title: str | None,
    year: int,
    text: str,
    hits: Iterable[Hit],
    *,
    has_own: bool = True,
) -> Iterator[OtherName]:
    """The other townships in a text that stand where a township's report speaks of itself.

    has_own: whether the report has the own name as the publisher has it.
    """
    own = own_township(publisher, year)
    if own is None:
        return
    above = names_above(publisher, title, year)
    for hit in hits:
        if is_own(publisher, year, text[max(0, hit.start - LONGEST) : hit.start]):
            continue
        unit = phrases()[hit.phrase]
        found = name_before(text, hit.start, hit.start + len(unit), above, NAMES)
        if found is None:
            continue
        start, slot = found
        stem = text[start : hit.start]
        if not slot.is_always and tells_of_others(*sentence_around(text, start, hit.end)):
            continue
        if len(stem) > USUAL and not (slot.is_always or stem.endswith("族")):
            continue
        if has_own and _is_own_but_for_one(stem, own) and not _is_named_above(stem, publisher):
            # The text has the own name, too: another township or a slip of the pen, wrong anyway.
            yield OtherName(start, hit.start + len(unit), stem + unit, False)
        elif not _may_be_own(stem, own, publisher):
            yield OtherName(start, hit.start + len(unit), stem + unit, slot.is_always)


def _is_own_but_for_one(stem: str, own: str) -> bool:
    """True for a name as long as the own one with one character exchanged: 柳枰 for 柳坪."""
    return len(stem) == len(own) > 1 and sum(map(str.__ne__, stem, own)) == 1


def _is_named_above(stem: str, publisher: str) -> bool:
    return stem in publisher or any(
        each.level != "county" for each in gazetteer().bearers_of_any_year(stem)
    )


def _may_be_own(stem: str, own: str, publisher: str) -> bool:
    """True for a name that can be the own one with a slip or cut short, or that of a city.

    With one character in common it may be a slip of the pen; 北京街道 is named after a city.
    """
    return not set(stem).isdisjoint(own) or _is_named_above(stem, publisher)

"""The own bureau of a publisher, and other bureaus in its place: 财政局 in a report of 审计局.

Committees of a government (卫生健康委员会) are bureaus; ministries (部) and departments (厅) of a
province are none of a city or a county.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

import tomli

from gikqa import Hit
from gikqa.text import pattern
from gikqa_locale.names_by_form import Form, OtherName, name_before, names_above, tells_of_others
from gikqa_locale.permitted import sentence_around
from gikqa_locale.publisher import end_of_divisions
from gikqa_locale.townships import own_township

UNIT = "局"
UNITS = ("局", "委员会", "健委", "改委", "厅", "部")
"""How names of bureaus end. The two that are cut short are those of 卫生健康 and 发展改革."""
OF_A_SUPERIOR = ("厅", "部")
OWN = pattern("([\u4e00-\u9fff]{2,16})(局|(?<!管理)委员会)(?:办公室)?")
A_GOVERNMENT = "人民政府"
# The longest: 文化广电新闻出版体育旅游局 and 人力资源和社会保障局.
LONGEST = 13
# 县财政局 begins after 县; an office that belongs to several bodies is none of its own.
REST = pattern("[^。；\n]{0,40}?(?:联系|咨询|反映|编制|编写)")
_ANY = f"(?:{'|'.join(UNITS)})"
REPORT = pattern(f"{_ANY}20[0-9]{{2}}年度?(?:政府)?信息公开")
# Where a township or a government has one of these of a bureau, the report was the bureau's.
AS_AUTHOR = pattern(
    f"{_ANY}(?:20[0-9]{{2}}年度?(?:政府)?信息公开[^，。；\n]{{0,8}}(?:报告|情况)"
    "|(?:组织|负责|汇总)?编制(?!的))"
)
LONGEST_AUTHOR = 120  # bytes
_ANNOUNCED = pattern("(?:公布|发布|公开|公示|编制|编写|现将)了?[^，。；\n]{0,16}$")
"""Before a bureau whose report a government is said to publish as its own."""
_IN_A_LIST = pattern("、[^，。；：、]{0,4}$")
_OF_MANY = pattern("的|[^，。；]{0,16}(?:报告|年报)》?(?:等|及|和|、|已|抄送)")
_REPORT_MEANT = pattern("本(?:年度?)?(?:工作)?报告|年报|年度报告|现公布|现发布|现将")
_OF_A_REPORT = pattern("编制|编写|网站|门户|官网")
"""What a bureau compiles, and its site, may be others than those of the report."""
# A bureau to which one complains, or appeals, is another one.
COMPLAINT = pattern("举报|投诉|监督|复议|诉讼|申诉|查阅|查询")
# Committees that are no bureaus: of villages, zones and assemblies.
_NO_BUREAU = pattern("[村居社]|管理|常务|代表|党")
NAMES = Form(
    2,
    LONGEST,
    pattern(
        "[我本各该全某每两及与、等省县市区旗州甲乙丙]|有关|相关|上级|成员|分局|成立|设立|组建|加强|调整"
    ),
)


@lru_cache(maxsize=1)
def _words() -> Any:
    return tomli.loads((files("gikqa_locale") / "speaking.toml").read_text("utf-8"))["bureau"]


@lru_cache(maxsize=1)
def phrases() -> tuple[str, ...]:
    """What follows 局 where a bureau compiles the report or is to be asked."""
    told = _words()["behind"]
    asked = _words()["asked"]
    return tuple(UNIT + behind for behind in (*told, *asked)) + tuple(
        unit + behind for unit in UNITS[1:] for behind in asked
    )


def unit_of(phrase: str) -> str:
    """The end of a name with which a phrase begins."""
    return next(unit for unit in UNITS if phrase.startswith(unit))


@lru_cache(maxsize=16_384)
def own_name(publisher: str, year: int) -> str | None:
    """The name of the bureau that a publisher is, with its last character: 财政局."""
    match = OWN.fullmatch(publisher[end_of_divisions(publisher, year) :])
    return match[1] + match[2] if match else None


def own_bureau(publisher: str, year: int) -> str | None:
    """The same without how it ends: 财政 of 财政局."""
    name = own_name(publisher, year)
    return name.removesuffix(UNIT).removesuffix(UNITS[1]) if name else None


def names_authors_only(publisher: str, year: int) -> bool:
    """True for townships and governments, which name bureaus with reason unless as the author."""
    return publisher.endswith(A_GOVERNMENT) or own_township(publisher, year) is not None


def others_named(
    publisher: str, title: str | None, year: int, text: str, hits: Iterable[Hit]
) -> Iterator[OtherName]:
    """The other bureaus in a text that stand where the report speaks of its own body.

    In the report of a township or a government only one that is named as the author of the report.
    """
    own = own_bureau(publisher, year)
    if own is None and not names_authors_only(publisher, year):
        return
    above = (*names_above(publisher, title, year), "县", "市", "区", "旗", "州", "省")
    for hit in hits:
        if own is None and not AS_AUTHOR.match(text, hit.start):
            continue
        unit = unit_of(hit.phrase)
        is_superior = unit in OF_A_SUPERIOR
        if own is not None and text.endswith(own, 0, hit.start) and not is_superior:
            continue
        if unit == "部" and not text.endswith(tuple(_words()["ministries"]), 0, hit.start):
            continue
        found = name_before(text, hit.start, hit.start + len(unit), above, NAMES)
        if found is None or not found[1].is_sure:
            continue
        start, slot = found
        if unit == UNITS[1] and _NO_BUREAU.search(text, start, hit.start):
            continue
        rest = REST.match(text, hit.start)
        if slot.is_always and (rest is None or COMPLAINT.search(rest[0])):
            continue
        stem = text[start : hit.start]
        if _tells_of_another(text, start, hit):
            continue
        is_other = own is None or is_superior or not _is_one_body(stem + unit, own)
        if is_other and not any(word in stem for word in _words()["shared"]):
            certain = slot.is_always or REPORT.match(text, hit.start) is not None
            if publisher.endswith(A_GOVERNMENT) and own_township(publisher, year) is None:
                # One of its bureaus may have compiled it; its bureaus have reports of their own.
                if (
                    REPORT.match(text, hit.start) is None
                    or _ANNOUNCED.search(text, max(0, start - 24), start) is None
                ):
                    continue
                certain = True
            yield OtherName(start, hit.start + len(unit), stem + unit, certain)


def _tells_of_another(text: str, start: int, hit: Hit) -> bool:
    """Whether the sentence shows that another body is meant, by what it tells of it.

    It is one of several, or named beside the own one; what it compiled is no report; requests are
    sent to it, findings are mended by it.
    """
    before, behind = sentence_around(text, start, hit.end)
    if _IN_A_LIST.search(before) or _OF_MANY.match(behind) or text[start] == "委":
        return True
    if _REPORT_MEANT.search(before):
        return False
    return bool(_OF_A_REPORT.search(hit.phrase)) or tells_of_others(before, behind)


def _is_one_body(one: str, other: str) -> bool:
    """True for names that one body can have: cut short, joined, or before and after a reform.

    教科局 is 教育科学技术局 and 卫健委 is 卫生健康局: short forms share a character at least.
    """
    stem = one.removesuffix(UNIT).removesuffix(UNITS[1]).removesuffix("委")
    return not set(stem).isdisjoint(other) or any(
        any(word in stem for word in words) and any(word in other for word in words)
        for words in _words()["reformed"]
    )

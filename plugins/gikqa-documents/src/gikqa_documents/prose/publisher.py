"""Who reports, and on which level: read from the title, the contact, the preamble, the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from gikqa_documents.form.characters import simplified, squeeze
from gikqa_documents.form.titles import name_in_title

_NAME = r"[\u4e00-\u9fff]{2,30}?"
_CONTACT = re.compile(rf"请(?:直接|及时)?(?:与|向|同|和)({_NAME})联系")
_COMPILED = re.compile(rf"(?:，?由|，)({_NAME})(?:组织)?(?:编制|编写)")
_PRESENTED = re.compile(
    rf"现(?:将|公布|发布|公开)({_NAME})(?:关于)?(?:20\d{{2}}年度?)?(?:政府|政务)信息公开(?:工作)?(?:年度|年)?报告"
)
# 现将青山县人民政府2024年政府信息公开工作年度报告予以公布.
_ISSUER = re.compile(
    r"(?:^(?:发布机构|发布单位|发文机关|编制单位|公开机构|公开主体|(?:信息)?来源)[:：]?"
    r"|[\s\xa0\u3000](?:发布机构|发布单位|发文机关|(?:信息|文章|稿件)?来源)[:：])"
    r"\s*([\u4e00-\u9fff]{2,30})(?=\s|$)"
)
# The sentence that opens a report says who acted, and how: 2023年，青山县教育局认真落实…
_ACTED = re.compile(
    rf"在?20\d{{2}}年度?(?:以来)?[，,]?(?:在[^，。；]{{2,40}}下[，,])?({_NAME})"
    r"(?=坚持|认真|严格|深入|全面|积极|高度|以习|以《|按照|紧紧|始终|持续|贯彻|围绕|切实|不断|进一步"
    r"|扎实|政府信息公开|政务公开)"
)

_SIGNED_ON = re.compile(r"20\d{2}年\d{1,2}月\d{1,2}日")

# 政府办 and 办公室 are one body; a county and its office are two.
_KINDS = (
    ("办公厅", "office"), ("办公室", "office"), ("府办", "office"), ("政府办", "office"),
    ("委员会", "committee"), ("委", "committee"), ("局", "bureau"), ("厅", "department"),
    ("街道办事处", "township"), ("街道", "township"), ("镇", "township"), ("乡", "township"),
)  # fmt: skip
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
_BODY = re.compile("[\u4e00-\u9fff]+(?:" + "|".join(ending for ending, _ in _KINDS) + ")")
_WITH_PLACE = re.compile(
    r"[\u4e00-\u9fff]+(?:省|自治区|市|县|区|旗|州|盟|政府|管委会|"
    + "|".join(ending for ending, _ in _KINDS) + ")"
)  # fmt: skip
_VAGUE = re.compile(r"^(?:我|本|该|各|全|上述|以上|相关|有关)")
_NO_PLACE = re.compile(r"^(?:省|市|州|县|区|旗|镇|乡|街道|办事处|自治|人民政府|政府)")


def publisher_of(
    title: str | None, texts: Mapping[int, str], fields: Iterable[str] = ()
) -> tuple[str | None, str]:
    """The body that reports, and where its name was read.

    texts: chapter → its text. fields: lines in which the page describes the report.
    """
    short = name_in_title(title) if title else ""
    edges = squeeze("\n".join(texts.get(number, "") for number in (0, 6)))
    written = [*_contacts(edges), *_issuers(fields)]
    if short:
        full = {name: where for name, where in written if _same_body(short, name)}
        if full:
            name = max(full, key=len)
            return name, full[name] if name != short else "title"
        return short, "title"
    written = [*_presented(edges), *written, *_signers(texts), *_actors(texts)]
    return written[0] if written else (None, "")


def _presented(flat: str) -> Iterator[tuple[str, str]]:
    """Whose report the preamble presents."""
    for match in _PRESENTED.finditer(flat):
        name = match[1]
        if _WITH_PLACE.fullmatch(name) and not _VAGUE.match(name) and not _NO_PLACE.match(name):
            yield name, "preamble"


def _contacts(flat: str) -> Iterator[tuple[str, str]]:
    """Names in the contact, then in the sentence on who compiled the report."""
    for pattern, where in ((_CONTACT, "contact"), (_COMPILED, "preamble")):
        for match in pattern.finditer(flat):
            body = _BODY.match(match[1])
            if body and not _VAGUE.match(body[0]):
                yield body[0], where


def _issuers(fields: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in fields:
        match = _ISSUER.search(line.strip())
        if match and _WITH_PLACE.fullmatch(match[1]) and not _VAGUE.match(match[1]):
            yield match[1], "page"


def _signers(texts: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Who signed: the line above the date that ends the report."""
    lines = [squeeze(line) for line in texts.get(max(texts, default=0), "").split("\n")]
    *_, name, day = ["", "", *filter(None, lines)]
    if _SIGNED_ON.fullmatch(day) and _WITH_PLACE.fullmatch(name) and not _VAGUE.match(name):
        yield name, "signature"


def _actors(texts: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Who acted in the sentence that opens the report; a name without a place is none."""
    for number in (0, 1):
        match = _ACTED.match(squeeze(texts.get(number, "")[:200]))
        if match and _WITH_PLACE.fullmatch(match[1]):
            name = match[1]
            if not _VAGUE.match(name) and not _NO_PLACE.match(name):
                yield name, "opening"


def kind_of(name: str) -> str:
    """The kind of body that a name ends with; empty for places and unknown words."""
    return next((kind for ending, kind in _KINDS if name.endswith(ending)), "")


def _same_body(short: str, name: str) -> bool:
    """Whether `name` spells out `short`: the same kind, every character kept in order."""
    if not kind_of(short) or kind_of(short) != kind_of(name):
        return False
    rest = iter(name)
    return all(character in rest for character in short)


def level_of(publisher: str, region_code: str | None = None) -> str | None:
    """The level of a body; without the code of its division, 市 may be a prefecture or a county."""
    publisher = simplified(publisher)
    kind = kind_of(publisher)
    place = re.sub(r"人民政府$", "", publisher)
    if kind == "office":
        return "office" if "政府办" in publisher or publisher.endswith("府办") else "department"
    if kind in ("committee", "bureau", "department"):
        return None if publisher.endswith("管理委员会") else "department"
    if kind == "township" or kind_of(place) == "township":
        return "township"
    if place in _MUNICIPALITIES or place.endswith(("省", "自治区")):
        return "province"
    if place.endswith(("自治州", "盟", "地区")):
        return "prefecture"
    if place.endswith(("县", "旗", "区")) and not place.endswith(("新区", "开发区", "园区")):
        return "county"
    if place.endswith("市") and region_code:
        return "prefecture" if region_code.endswith("00") else "county"
    return None

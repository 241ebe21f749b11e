"""Who reports, for which year and period: read from the title, the preamble and the contact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gikqa_documents.labels import squeeze

_TITLE_END = re.compile(
    r"(?:信息|政务)公开.{0,12}(?:报告|年报)(?:[（(][^（）()]*[)）])?$|公开年报$"
)
_TITLE_LONGEST = 60
_SITE = re.compile(r"(?:[-_|–—]+[^-_|–—]{2,32})+$")
_HEAD_LONGEST = 300  # characters of a <title>; the name of a site adds a few dozen to a title
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)\s*年?度?")
_SUBJECT = re.compile(r"(?:政府)?(?:信息|政务|政府政务|政务信息)公开.*$")
_DAY = r"(\d{1,2})月(\d{1,2})日"
_PERIOD = re.compile(
    rf"(\d{{4}})年{_DAY}(?:起)?(?:至|到|—+|－|-|~|～)(?:(?:(\d{{4}})年|同年|当年|本年)?{_DAY})"
)
_PUBLISHED = re.compile(
    r"(?:发布|发文|生成|成文|公开|更新)?(?:日期|时间)[:：]?(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})"
)
_ISO_DAY = re.compile(r"(\d{4})[-年/.](\d{1,2})[-月/.](\d{1,2})")
_NAME = r"[\u4e00-\u9fff]{2,30}?"
_CONTACT = re.compile(rf"请(?:直接|及时)?(?:与|向|同|和)({_NAME})联系")
_COMPILED = re.compile(rf"(?:由|，)({_NAME})(?:组织)?(?:编制|编写)")
_ISSUER = re.compile(rf"(?:发布机构|发布单位|编制单位)[:：]({_NAME})(?:\s|$)")

# 政府办 and 办公室 are one body; a county and its office are two.
_KINDS = (
    ("办公厅", "office"), ("办公室", "office"), ("府办", "office"), ("政府办", "office"),
    ("委员会", "committee"), ("委", "committee"), ("局", "bureau"), ("厅", "department"),
    ("街道办事处", "township"), ("街道", "township"), ("镇", "township"), ("乡", "township"),
)  # fmt: skip
_MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
_BODY = re.compile("[\u4e00-\u9fff]+(?:" + "|".join(ending for ending, _ in _KINDS) + ")")
_BODY_ALONE = re.compile(
    r"(?:20\d{2}年度?)?[\u4e00-\u9fff]{1,20}(?:省|市|县|区|旗|州|盟|镇|乡|街道|办事处|局|委|委员会|厅|办公室|政府)"
    r"(?:20\d{2}年度?)?"
)
_VAGUE = re.compile(r"^(?:我|本|该|各|上述|以上|相关|有关)")


@dataclass(frozen=True, slots=True)
class Title:
    """The printed title, its lines put together; `after` is the first line below it."""

    text: str
    after: int


def find_title(lines: Sequence[str]) -> Title | None:
    """The first title in these lines; one line before two, two before three."""
    for count in (1, 2, 3):
        for start in range(len(lines) - count + 1):
            text = squeeze("".join(lines[start : start + count]))
            if not _is_title(text):
                continue
            above = squeeze(lines[start - 1]) if start else ""
            if not _name_in_title(text) and _BODY_ALONE.fullmatch(above):
                text = above + text
            return Title(text, start + count)
    return None


def _is_title(text: str) -> bool:
    return (
        len(text) <= _TITLE_LONGEST
        and _TITLE_END.search(text) is not None
        and not re.search(r"[。；，]", text)
    )


def title_of_head(head: str) -> str | None:
    """The title in a `<title>`, the name of the site cut off."""
    head = head[:_HEAD_LONGEST]
    for candidate in (head, _SITE.sub("", head)):
        text = squeeze(candidate)
        if _is_title(text):
            return text
    return None


def year_of(title: str) -> int | None:
    """The report year in a title."""
    found = _YEAR.search(title)
    return int(found[1]) if found else None


def period_of(text: str) -> tuple[date, date] | None:
    """The first statistical period that a text names; None if it names no possible dates."""
    for match in _PERIOD.finditer(squeeze(text)):
        year, month, day, last_year, last_month, last_day = match.groups()
        start = day_of(year, month, day)
        end = day_of(last_year or year, last_month, last_day)
        if start and end and start <= end:
            return start, end
    return None


def published_on(text: str) -> date | None:
    """A date of publication in a line of the page."""
    match = _PUBLISHED.search(squeeze(text))
    return day_of(*match.groups()) if match else None


def iso_day(text: str | None) -> date | None:
    """The day at the head of a machine-written date."""
    match = _ISO_DAY.match(text.strip()) if text else None
    return day_of(*match.groups()) if match else None


def day_of(year: str, month: str, day: str) -> date | None:
    """The day, None if the calendar has no such day."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def publisher_of(title: str | None, text: str) -> tuple[str | None, str]:
    """The body that reports, and where its name was read."""
    short = _name_in_title(title) if title else ""
    written = _names_in(text)
    if short:
        full = {name: where for name, where in written if _same_body(short, name)}
        if full:
            name = max(full, key=len)
            return name, full[name] if name != short else "title"
        return short, "title"
    if written:
        return written[0]
    return None, ""


def _name_in_title(title: str) -> str:
    name = _SUBJECT.sub("", _YEAR.sub("", squeeze(title), count=1))
    name = re.sub(r"^关于|的$", "", name)
    # 县人民政府信息公开 runs 政府 and 政府信息公开 together.
    return f"{name}政府" if name.endswith("人民") else name


def _names_in(text: str) -> list[tuple[str, str]]:
    """Names of bodies in the contact, the sentence on who compiled it, the page's own fields."""
    flat = squeeze(text)
    found = []
    for pattern, where in (
        (_CONTACT, "contact"), (_COMPILED, "preamble"), (_ISSUER, "page"),
    ):  # fmt: skip
        for match in pattern.finditer(flat):
            body = _BODY.match(match[1])
            if body and not _VAGUE.match(body[0]):
                found.append((body[0], where))
    return found


def kind_of(name: str) -> str:
    """The kind of body that a name ends with; empty for places and unknown words."""
    return next((kind for ending, kind in _KINDS if name.endswith(ending)), "")


def _same_body(short: str, name: str) -> bool:
    """Whether `name` spells out `short`: the same kind, every character kept in order."""
    if not kind_of(short) or kind_of(short) != kind_of(name):
        return False
    rest = iter(name)
    return all(character in rest for character in short)


def level_of(publisher: str) -> str | None:
    """The level of a body, None where its name does not tell: 市 is a prefecture or a county."""
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
    return None
